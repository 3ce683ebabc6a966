"""« Nous savons déjà »: what the reader may know of a place before reporting, ranked, each with the reasons why.

Every row passes `visible_to` before anything is measured or counted: what is hidden moves no rank and no number.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from palier.geo.shapes import Box
from palier.kernel.moments import UNKNOWN, Moments
from palier.territory.models import Place

MOST_READ = 200
# However many spots are asked about at once, no more rows are read than for so many.
MOST_SPOTS = 10
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
    def value(self) -> str:
        """What a form sends back to choose it."""
        return f"{'problem' if self.is_problem else 'report'}:{self.record.pk}"


@dataclass(slots=True)
class _Witnesses:
    organisations: set[UUID]
    moments: Moments


def known_near(actor: Actor, spot: Spot, *, now: datetime, metres: int, days: int) -> list[Known]:
    """The living problems, and the reports of the last `days`, at this place or within `metres` of it."""
    [found] = known_near_each(actor, [spot], now=now, metres=metres, days=days)
    return found[:MOST_SHOWN]


def known_near_each(actor: Actor, spots: Sequence[Spot], *, now: datetime, metres: int, days: int) -> list[list[Known]]:
    """The same for each of these spots, ranked, in their order: as many queries for a hundred as for one."""
    near = _near(spots, metres)
    if near is None:
        return [[] for _ in spots]
    most = MOST_READ * min(len(spots), MOST_SPOTS)
    problems = list(problems_for(actor).filter(near, state__in=LIVING)[:most])
    reports = list(_reports(actor, near, now - timedelta(days=days))[:most])
    seen = _seen_by(actor, problems, reports)
    joinable = _joinable(actor, problems) | {report.pk for report in reports if _waits(actor, report)}
    return [_ranked(spot, (*problems, *reports), seen, joinable, metres) for spot in spots]


def known_beside(actor: Actor, report: Report, *, now: datetime, metres: int, days: int) -> list[Known]:
    """What else is known where a report is; `may_join` says of each whether its author may join that very report."""
    spot = Spot(place=report.place, category=report.category, moments=Moments.read(report.moments))
    [found] = known_near_each(actor, [spot], now=now, metres=metres, days=days)
    others = [known for known in found if known.record.pk != report.pk][:MOST_SHOWN]
    links = Problem.associated_groups.through.objects.filter(group_id=report.group_id)
    shared = set(links.filter(problem_id__in=[one.record.pk for one in others]).values_list("problem_id", flat=True))

    def may_join(known: Known) -> bool:
        is_of_group = known.record.group_id == report.group_id or known.record.pk in shared
        return known.may_join and is_of_group and (known.is_problem or known.record.level <= report.level)

    return [replace(known, may_join=may_join(known)) for known in others]


def _ranked(
    spot: Spot,
    records: Iterable[Problem | Report],
    seen: Mapping[UUID, _Witnesses],
    joinable: Container[UUID],
    metres: int,
) -> list[Known]:
    box = box_around(*spot.point, metres) if spot.point else None
    found = []
    for record in records:
        is_here = record.place_id == getattr(spot.place, "pk", None)
        if not is_here and (box is None or not _touches(box, record.place)):
            continue
        distance = _metres(spot, record.place)
        if not is_here and (distance is None or distance > metres):
            continue
        witnesses = seen[record.pk]
        likeness = spot.moments.likeness(witnesses.moments)
        kinship = _kinship(spot.category, record)
        reasons = _reasons(spot, record, distance, kinship, likeness)
        known = Known(record, reasons, len(witnesses.organisations), record.pk in joinable)
        rank = (kinship, distance or 0.0, -likeness, not known.is_problem, -record.created_at.timestamp())
        found.append((rank, str(record.pk), known))
    return [known for *_, known in sorted(found, key=lambda item: item[:2])]


def _near(spots: Sequence[Spot], metres: int) -> Q | None:
    """Rows whose place is one of these, or has a point or a part within reach of one of them."""
    here = {spot.place.pk for spot in spots if spot.place}
    around = Q()
    for point in dict.fromkeys(spot.point for spot in spots if spot.point):
        box = box_around(*point, metres)
        inside = Q(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
        drawn = Q(west__lte=box.east, east__gte=box.west, south__lte=box.north, north__gte=box.south)
        around |= inside | drawn
    near = Q(place__in=here) if here else Q()
    if around:
        near |= Q(place__in=Place.objects.unsealed("where rows that the reader sees may stand").filter(around))
    return near or None


def _touches(box: Box, place: Place) -> bool:
    """Whether the point or the drawing of a place reaches into this box: cheap, before a distance is measured."""
    if place.west is not None and place.east is not None and place.south is not None and place.north is not None:
        return (
            place.west <= box.east and place.east >= box.west and place.south <= box.north and place.north >= box.south
        )
    if place.latitude is None or place.longitude is None:
        return False
    return box.south <= place.latitude <= box.north and box.west <= place.longitude <= box.east


def _reports(actor: Actor, near: Q, since: datetime) -> Any:
    """Those that confirm another one are counted on it; those attached show as their problem."""
    attached = Source.objects.visible_to(actor).filter(report=OuterRef("pk"))
    rows = reports_for(actor).select_related("category__family").filter(near, state__in=TOLD)
    return rows.filter(~Exists(attached), created_at__gte=since, is_light=False, same_as__isnull=True)


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
