"""Matters that came back: three reports in six months where the group had closed or declined (domain, section 1.7).

Nothing is stored but what was set aside: the list is read from the rows that the reader sees, so that it stands at the
right level for each.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.access.levels import Level
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.lifecycle import State as ProblemState
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import problems_for
from palier.cycle.reports.lifecycle import State
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import reports_for
from palier.cycle.triage.models import Dismissal
from palier.journal.retention import months_before

ENDED = (ProblemState.CLOSED, ProblemState.DECLINED, ProblemState.REDIRECTED, ProblemState.ABANDONED)
# A matter: the group, the place and the category.
Matter = tuple[UUID, UUID, str]
# Ceilings of one reading, far above what a group meets in six months.
_MATTERS, _ROWS = 100, 3000


@dataclass(frozen=True, slots=True)
class Reexamination:
    """A matter told again and again after the group was done with it."""

    last: Report
    count: int
    # The problem that had ended, or None when reports had been declined without one.
    problem: Problem | None
    # The level from which the rows that raise it are all read.
    level: Level

    @property
    def matter(self) -> Matter:
        """The group, the place and the category."""
        return _matter_of(self.last)

    @property
    def why(self) -> str:
        """What raised it, in French."""
        told = f"{self.count} signalements en {settings.REEXAMINE_MONTHS} mois"
        if self.problem is None:
            return f"{told}, dont au moins un n’avait pas été retenu"
        return f"{told} depuis la fin de {self.problem.reference} ({self.problem.get_state_display().lower()})"


def reexaminations(actor: Actor, now: datetime, *, place_id: UUID | None = None) -> list[Reexamination]:
    """The matters to examine again in the groups where this reader triages, the most told first. A flat cost."""
    told = reports_for(actor).filter(
        group__in=groups_where(actor, Verb.REPORT_TRIAGE), created_at__gte=months_before(now, settings.REEXAMINE_MONTHS)
    )
    told = (told.filter(place=place_id) if place_id else told).exclude(state=State.MERGED)
    counted = told.order_by().values_list("group", "place", "category").annotate(count=Count("pk"))
    matters = {row[:3] for row in counted.filter(count__gte=settings.REEXAMINE_REPORTS).order_by("-count")[:_MATTERS]}
    around = {"group__in": {m[0] for m in matters}, "place__in": {m[1] for m in matters}}
    problems, dismissed = defaultdict(list), {}
    for problem in problems_for(actor).filter(**around)[:_ROWS]:
        problems[_matter_of(problem)].append(problem)
    # What is still followed is not to examine again: its reports, the many, are not read.
    matters = {one for one in matters if all(problem.state not in LIVING for problem in problems[one])}
    around = {"group__in": {m[0] for m in matters}, "place__in": {m[1] for m in matters}}
    for dismissal in Dismissal.objects.visible_to(actor).filter(**around).order_by("dismissed_at"):
        dismissed[_matter_of(dismissal)] = dismissal.dismissed_at
    reports = defaultdict(list)
    for report in told.filter(**around)[:_ROWS]:
        reports[_matter_of(report)].append(report)
    found = (_examine(reports[matter], problems[matter], dismissed.get(matter)) for matter in matters)
    return sorted((raised for raised in found if raised), key=lambda raised: (-raised.count, str(raised.last.pk)))


def _examine(
    reports: Sequence[Report], problems: Sequence[Problem], dismissed_at: datetime | None
) -> Reexamination | None:
    """`reports` are the newest first. A matter still followed is not one to examine again."""
    if any(problem.state in LIVING for problem in problems):
        return None
    ended = max(
        (problem for problem in problems if problem.state in ENDED), key=lambda row: row.state_since, default=None
    )
    declined = [report.level for report in reports if report.state == State.DECLINED]
    if ended is None and not declined:
        return None
    after = [moment for moment in (ended and ended.state_since, dismissed_at) if moment]
    since = [report for report in reports if not after or report.created_at > max(after)]
    if len(since) < settings.REEXAMINE_REPORTS:
        return None
    reached = sorted(report.level for report in since)[settings.REEXAMINE_REPORTS - 1]
    return Reexamination(since[0], len(since), ended, Level(max(reached, ended.level if ended else min(declined))))


def _matter_of(row: Report | Problem | Dismissal) -> Matter:
    return row.group_id, row.place_id, row.category_id


def find(raised: Iterable[Reexamination], matter: Matter) -> Reexamination | None:
    """The one about this matter, or None."""
    return next((one for one in raised if one.matter == matter), None)
