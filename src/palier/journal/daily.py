"""The journal's day: close the months of consultations, purge, anchor, verify. The planner calls it once a day."""

from dataclasses import dataclass
from datetime import datetime

from palier.access.actor import program
from palier.journal.anchoring import anchor_head
from palier.journal.consultations import close_finished_months
from palier.journal.inspections import inspect
from palier.journal.retention import Outcome, run_purges

PLANNER = program("Palier (tâche quotidienne)")


@dataclass(frozen=True, slots=True)
class Day:
    """What the day's work gave."""

    outcomes: list[Outcome]
    intact: bool


def run_daily(*, now: datetime) -> Day:
    """Do the day's work; made twice, the second time changes nothing. A purge that fails does not stop the rest."""
    outcomes: list[Outcome] = []
    try:
        close_finished_months(actor=PLANNER, now=now)
        outcomes = run_purges(actor=PLANNER, now=now)
    finally:
        anchor_head(actor=PLANNER, now=now)
        intact = inspect(now=now).intact
    return Day(outcomes, intact)
