"""How long each subject is kept, as data, and the daily purge. Each floor registers what it knows how to purge.

The registry holds the duration proposed by the program; a row of `Retention` replaces it once the DPO changed it.
"""

import calendar
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.journal.events import Event
from palier.journal.models import Retention
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused

logger = logging.getLogger(__name__)
# Seconds between two batches: on SQLite a writer that waits looks every tenth of a second, and must find the door open.
PAUSE = 0.15
# Seconds that a purge asked for on screen may take: a page is waiting.
ON_SCREEN = 10


class Removal(Protocol):
    """Removes what is older than `before`, or a first batch of it, and returns how many records left.

    It is called again, each time in a transaction of its own, until it returns 0: a large purge never holds the
    database, and what was interrupted goes on the next day.
    """

    def __call__(self, *, actor: Actor, before: datetime, now: datetime) -> int:
        """Remove, and say how many records left; 0 when nothing is left to remove."""
        ...


def _no_parts(before: datetime) -> dict[str, int]:
    return {}


@dataclass(frozen=True, slots=True)
class Purge:
    """One subject of the retention table.

    `preview` counts what `purge` would remove, sealed records left out: a count would betray them (decision 6);
    `parts` counts in the same way what leaves with it, by French plural ("actions"). `shortest` and `longest` bound
    what the DPO may choose, in months.
    """

    subject: str
    label: str
    months: int
    preview: Callable[[datetime], int]
    purge: Removal
    shortest: int = 1
    longest: int = 120
    parts: Callable[[datetime], Mapping[str, int]] = _no_parts


@dataclass(frozen=True, slots=True)
class Forecast:
    """One line of the retention table: the duration in force, the limit it gives today, what a purge would remove."""

    subject: str
    label: str
    months: int
    proposed: int
    before: datetime
    count: int
    parts: Mapping[str, int]

    @property
    def with_it(self) -> str:
        """What leaves with the records counted, in words: « actions : 12, pièces jointes : 3 »."""
        return ", ".join(f"{words} : {number}" for words, number in self.parts.items() if number)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one purge removed, and whether it had the time to remove all."""

    subject: str
    label: str
    count: int
    is_finished: bool = True


_registered: dict[str, Purge] = {}


def register(purge: Purge) -> None:
    """Add one subject to the retention table, from the `ready` of the floor that knows it; twice is once."""
    _registered[purge.subject] = purge


def subjects() -> list[Purge]:
    """Every registered subject, in the order of their labels."""
    return sorted(_registered.values(), key=lambda purge: purge.label)


def months_before(now: datetime, months: int) -> datetime:
    """The start of the day, `months` months before this moment, in the service's time zone."""
    local = timezone.localtime(now)
    year, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day, hour=0, minute=0, second=0, microsecond=0)


def forecasts(now: datetime) -> list[Forecast]:
    """The retention table with what a purge made now would remove."""
    kept = _months()
    return [
        Forecast(
            purge.subject,
            purge.label,
            kept[purge.subject],
            purge.months,
            before := months_before(now, kept[purge.subject]),
            purge.preview(before),
            purge.parts(before),
        )
        for purge in subjects()
    ]


def change_retention(*, actor: Actor, subject: str, months: int, now: datetime) -> Retention:
    """Keep a subject for another number of months from now on."""
    require(actor, Verb.RETENTION_PURGE)
    purge = _registered[subject]
    if not purge.shortest <= months <= purge.longest:
        raise Refused(f"Choisissez une durée de {purge.shortest} à {purge.longest} mois.", field="months")
    with transaction.atomic():
        former = _months()[subject]
        row, _ = Retention.objects.update_or_create(subject=subject, defaults={"months": months, "changed_at": now})
        payload = {"subject": subject, "from": former, "to": months}
        record_event(Event.RETENTION_CHANGE, actor=actor, at=now, subject=_about(purge), payload=payload)
    return row


def purge_now(*, actor: Actor, now: datetime) -> list[Outcome]:
    """Remove at once what is past its duration, at the request of a person, for as long as a page may take.

    What is left then says so (`Outcome.is_finished`), and leaves in the night.
    """
    require(actor, Verb.RETENTION_PURGE)
    return run_purges(actor=actor, now=now, seconds=ON_SCREEN)


def run_purges(*, actor: Actor, now: datetime, seconds: float = inf) -> list[Outcome]:
    """Remove everything past its duration, by batches that are each one transaction; none begins after `seconds`.

    One subject that fails does not keep the others from being purged; its error is raised at the end.
    """
    outcomes, failures = [], []
    limit = time.monotonic() + seconds
    kept = _months()
    for purge in subjects():
        before = months_before(now, kept[purge.subject])
        try:
            outcomes.append(_run(purge, actor, before, now, limit))
        except Exception as failure:  # noqa: BLE001 - all of them are raised together below
            # A line now; the whole of it is raised below, for the worker's log or the person's terminal.
            logger.error("purge of %s failed: %s", purge.subject, type(failure).__name__)
            failures.append(failure)
    if failures:
        raise ExceptionGroup("purge", failures)
    return outcomes


def _run(purge: Purge, actor: Actor, before: datetime, now: datetime, limit: float) -> Outcome:
    total = 0
    while time.monotonic() < limit:
        count = _run_batch(purge, actor, before, now)
        if not count:
            return Outcome(purge.subject, purge.label, total)
        total += count
        time.sleep(PAUSE)
    return Outcome(purge.subject, purge.label, total, is_finished=False)


def _run_batch(purge: Purge, actor: Actor, before: datetime, now: datetime) -> int:
    """One batch and its entry, in one transaction."""
    with transaction.atomic():
        count = purge.purge(actor=actor, before=before, now=now)
        if count:
            payload = {"subject": purge.subject, "before": before.isoformat(), "count": count}
            record_event(Event.RETENTION_PURGE, actor=actor, at=now, subject=_about(purge), payload=payload)
    return count


def _months() -> dict[str, int]:
    chosen = dict(Retention.objects.values_list("subject", "months"))
    return {subject: chosen.get(subject, purge.months) for subject, purge in _registered.items()}


def _about(purge: Purge) -> Subject:
    return Subject("retention", None, purge.label, None, Level.POLICE)
