"""« Nous savons déjà »: what the reader may know of a place before reporting, ranked, each with the reasons why.

Every row passes `visible_to` before anything is measured or counted: what is hidden moves no rank and no number.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.access.levels import Level
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.models import Problem, Source
from palier.cycle.problems.queries import problems_for
from palier.cycle.reports.lifecycle import WAITING, State
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import reports_for
from palier.geo.distances import box_around, metres_between, metres_to
from palier.kernel.moments import UNKNOWN, Moments
from palier.territory.models import Place

MOST_READ = 200
MOST_SHOWN = 5
ALIKE = 0.25
SAME, NEIGHBOUR, OTHER = 0, 1, 2
# Of a report that led to no problem: waiting, or answered no.
TOLD = (*WAITING, State.DECLINED, State.REDIRECTED)


@dataclass(frozen=True, slots=True)
class Spot:
    """What somebody is about to report: where, what, when. What is not typed yet is left empty."""

    place: Place | None = None
    latitude: float | None = None
    longitude: float | None = None
    category: Category | None = None
    moments: Moments = UNKNOWN

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude, when they are known."""
        source: Any = self.place or self
        return None if source.latitude is None or source.longitude is None else (source.longitude, source.latitude)


@dataclass(frozen=True, slots=True)
class Known:
    """One thing already known: the problem or the report, why it is shown, how many organisations saw it."""

    record: Problem | Report
    reasons: tuple[str, ...]
    organisations: int
    may_join: bool

    @property
    def is_problem(self) -> bool:
        """True for a problem, false for a report."""
        return isinstance(self.record, Problem)

    @property
    def key(self) -> str:
        """The id of the record, as text."""
        return str(self.record.pk)


@dataclass(slots=True)
class _Witnesses:
    organisations: set[UUID]
    moments: Moments


def known_near(actor: Actor, spot: Spot, *, now: datetime, metres: int, days: int) -> list[Known]:
    """The living problems, and the reports of the last `days`, at this place or within `metres` of it."""
    near = _near(spot, metres)
    if near is None:
        return []
    problems = list(problems_for(actor).filter(near, state__in=LIVING)[:MOST_READ])
    reports = list(_reports(actor, near, now - timedelta(days=days))[:MOST_READ])
    seen = _seen_by(actor, problems, reports)
    joinable = _joinable(actor, problems)
    found = []
    for record in (*problems, *reports):
        witnesses = seen[record.pk]
        distance = _metres(spot, record.place)
        if record.place_id != getattr(spot.place, "pk", None) and (distance is None or distance > metres):
            continue
        likeness = spot.moments.likeness(witnesses.moments)
        kinship = _kinship(spot.category, record)
        reasons = _reasons(spot, record, distance, kinship, likeness)
        may_join = record.pk in joinable if isinstance(record, Problem) else _waits(actor, record)
        known = Known(record, reasons, len(witnesses.organisations), may_join)
        rank = (kinship, distance or 0.0, -likeness, not known.is_problem, -record.created_at.timestamp())
        found.append((rank, str(record.pk), known))
    return [known for *_, known in sorted(found, key=lambda item: item[:2])[:MOST_SHOWN]]


def _near(spot: Spot, metres: int) -> Q | None:
    here = Q(place=spot.place) if spot.place else Q()
    if spot.point is None:
        return here or None
    box = box_around(*spot.point, metres)
    inside = Q(place__latitude__range=(box.south, box.north), place__longitude__range=(box.west, box.east))
    drawn = Q(place__west__lte=box.east, place__east__gte=box.west) & Q(
        place__south__lte=box.north, place__north__gte=box.south
    )
    return here | inside | drawn


def _reports(actor: Actor, near: Q, since: datetime) -> Any:
    """Light ones are counted on what they confirm; those attached show as their problem."""
    attached = Source.objects.visible_to(actor).filter(report=OuterRef("pk"))
    rows = reports_for(actor).select_related("category__family").filter(near, state__in=TOLD)
    return rows.filter(~Exists(attached), created_at__gte=since, is_light=False)


def _seen_by(actor: Actor, problems: Sequence[Problem], reports: Sequence[Report]) -> defaultdict[UUID, _Witnesses]:
    """Which organisations said so, and when it happens, as far as this reader sees."""
    found: defaultdict[UUID, _Witnesses] = defaultdict(lambda: _Witnesses(set(), UNKNOWN))
    visible = Report.objects.visible_to(actor)
    sources = Source.objects.visible_to(actor).filter(problem__in=problems, report__in=visible.values("pk"))
    again = visible.filter(same_as__in=reports)
    lines: Iterable[tuple[UUID, UUID, str]] = (
        *((report.pk, report.reporter_organisation_id, report.moments) for report in reports),
        *sources.values_list("problem_id", "report__reporter_organisation_id", "report__moments"),
        *again.values_list("same_as_id", "reporter_organisation_id", "moments"),
    )
    for key, organisation, code in lines:
        found[key].organisations.add(organisation)
        found[key].moments |= Moments.read(code)
    return found


def _joinable(actor: Actor, problems: Sequence[Problem]) -> set[UUID]:
    own = groups_where(actor, Verb.REPORT_FILE)
    links = Problem.associated_groups.through.objects.filter(problem_id__in=[one.pk for one in problems])
    shared = set(links.filter(group_id__in=own).values_list("problem_id", flat=True))
    return {
        problem.pk
        for problem in problems
        if (problem.group_id in own or problem.pk in shared)
        and (problem.level <= Level.GROUP or actor.clearance_in(problem.group_id) == Level.POLICE)
    }


def _waits(actor: Actor, report: Report) -> bool:
    return report.state in WAITING and report.group_id in groups_where(actor, Verb.REPORT_FILE)


def _metres(spot: Spot, place: Place) -> float | None:
    if spot.point is None or place.latitude is None or place.longitude is None:
        return None
    if spot.place and spot.place.pk == place.pk:
        return 0.0
    if place.shape is not None:
        return metres_to(place.shape, *spot.point)
    return metres_between(*spot.point, place.longitude, place.latitude)


def _kinship(category: Category | None, record: Problem | Report) -> int:
    if category is None:
        return OTHER
    if category.pk in (record.category_id, getattr(record, "second_category_id", None)):
        return SAME
    return NEIGHBOUR if record.category.family_id == category.family_id else OTHER


def _reasons(
    spot: Spot, record: Problem | Report, distance: float | None, kinship: int, likeness: float
) -> tuple[str, ...]:
    same_place = spot.place is not None and spot.place.pk == record.place_id
    where = "même lieu" if same_place else f"à {max(round(distance or 0, -1), 10):.0f} m"
    what = {SAME: "même catégorie", NEIGHBOUR: "catégorie voisine"}.get(kinship, "")
    when = "mêmes moments" if likeness >= ALIKE else ""
    return tuple(reason for reason in (where, what, when) if reason)
