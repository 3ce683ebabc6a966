"""What a dead worker was running is put back in the queue, three times at most; then it is declared failed."""

import logging
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from palier.jobs.models import Heartbeat, PlannedRun
from palier.jobs.tasks import is_idempotent

logger = logging.getLogger(__name__)

Row: TypeAlias = "DBTaskResult[..., Any]"

SECOND_CHANCES = 3
KEPT = timedelta(days=14)
ABANDONED = "palier.jobs.reaper.Abandoned"


def reap(*, now: datetime, silence: timedelta) -> int:
    """Requeue or fail the tasks whose worker gave no sign for `silence`; return how many were touched."""
    alive = set(Heartbeat.objects.filter(seen_at__gte=now - silence).values_list("worker", flat=True))
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return sum(_save_or_bury(row, now) for row in running if not row.worker_ids or row.worker_ids[-1] not in alive)


def _save_or_bury(row: Row, now: datetime) -> bool:
    """Conditional on the start we read: if another worker was faster, nothing happens here."""
    ours = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)
    if _may_run_again(row):
        logger.warning("task requeued", extra={"task": str(row.pk), "attempt": len(row.worker_ids)})
        return bool(ours.update(status=TaskResultStatus.READY, started_at=None))
    logger.error("task abandoned", extra={"task": str(row.pk), "attempt": len(row.worker_ids)})
    return bool(ours.update(status=TaskResultStatus.FAILED, finished_at=now, exception_class_path=ABANDONED))


def _may_run_again(row: Row) -> bool:
    try:
        path = row.task.module_path
    except ImportError:  # the task was removed from the program
        return False
    return is_idempotent(path) and len(row.worker_ids) <= SECOND_CHANCES


def tidy(*, now: datetime) -> None:
    """Forget what is over: finished tasks, planned runs and silent workers older than two weeks."""
    before = now - KEPT
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    PlannedRun.objects.filter(planned_at__lt=before).delete()
    Heartbeat.objects.filter(seen_at__lt=before).delete()
