"""Periodic jobs: when each is due, as data. The list itself is composed in `palier.config.schedule`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks.base import Task

from palier.jobs.models import PlannedRun
from palier.jobs.tasks import Job


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day, from this hour of the service's time zone on; a missed day is made up for once."""

    at: time

    def slot(self, now: datetime) -> str:
        """The day whose run is due at `now`."""
        local = timezone.localtime(now)
        late = local.time() >= self.at
        return (local.date() if late else local.date() - timedelta(days=1)).isoformat()


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many seconds; slots missed while no worker ran are not made up for."""

    seconds: int

    def slot(self, now: datetime) -> str:
        """The start of the interval that holds `now`, in UTC."""
        start = int(now.timestamp()) // self.seconds * self.seconds
        return datetime.fromtimestamp(start, tz=UTC).strftime("%Y-%m-%dT%H:%M:%S")


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job that comes back: its code, the task to enqueue (declared with `@job`), when; `needed` spares idle runs."""

    code: str
    task: Job
    due: Daily | Every
    needed: Callable[[], bool] = field(default=lambda: True)

    def __post_init__(self) -> None:
        if not isinstance(self.task, Task):
            raise TypeError(f"{self.code}: a plain function is never enqueued; declare the task with @job.")


def plan_due(schedule: Iterable[Periodic], *, now: datetime) -> list[str]:
    """Enqueue the jobs that are due and were not yet planned for their slot; return their codes."""
    due = {job.code: (job, job.due.slot(now)) for job in schedule}
    slots = {slot for _, slot in due.values()}
    known = set(PlannedRun.objects.filter(job__in=due, slot__in=slots).values_list("job", "slot"))
    return [
        code
        for code, (job, slot) in due.items()
        if (code, slot) not in known and job.needed() and _plan(job, slot, now)
    ]


def _plan(job: Periodic, slot: str, now: datetime) -> bool:
    try:
        with transaction.atomic():
            PlannedRun.objects.create(job=job.code, slot=slot, planned_at=now)
            job.task.enqueue()
    except IntegrityError:  # another worker planned it between our look and our write
        return False
    return True
