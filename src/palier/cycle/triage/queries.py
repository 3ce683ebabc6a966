"""What waits for an answer, and what resembles it: every reading of the triage box."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.cycle.problems.models import Problem, Source
from palier.cycle.problems.queries import living_problems
from palier.cycle.reports.lifecycle import WAITING, State
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import reports_for
from palier.cycle.triage.likeness import REACH_METRES, WINDOW_DAYS, WORTH_SHOWING, Facts, Likeness, likeness, stems_of
from palier.geo.distances import box_around
from palier.kernel import clock
from palier.kernel.moments import Moments
from palier.territory.models import Place

Row = TypeVar("Row", Report, Problem)
# Ceilings that keep the cost flat in a dense street; the newest come first.
_PLACES, _REPORTS, _PROBLEMS = 200, 150, 60
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Alike(Generic[Row]):
    """A row that resembles a report, and how much."""

    row: Row
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Resemblances:
    """What resembles a report, the closest first."""

    reports: list[Alike[Report]]
    problems: list[Alike[Problem]]


def waiting_reports(actor: Actor, today: date) -> QuerySet[Report]:
    """The reports that this reader may answer and that have none, oldest first.

    A watched report waits again from its review date on. One attached at a reserved level is answered for those who
    see the link.
    """
    attached = Source.objects.visible_to(actor).filter(report=OuterRef("pk"))
    due = Q(state=State.RECEIVED) | Q(state=State.WATCHED, review_on__lte=today)
    # The two states, said apart from their dates, are what the index of the box starts with.
    box = reports_for(actor).filter(group__in=groups_where(actor, Verb.REPORT_TRIAGE), state__in=WAITING)
    rows = box.filter(due)
    return rows.filter(~Exists(attached)).order_by("created_at", "id")


def late_among(waiting: QuerySet[Report], today: date) -> QuerySet[Report]:
    """Those that have waited longer than the service allows itself: `ages.Age.is_late`, as a condition."""
    limit = today - timedelta(days=settings.TRIAGE_LATE_DAYS)
    midnight = timezone.make_aware(datetime.combine(limit, time()))
    return waiting.filter(
        Q(state=State.RECEIVED, created_at__lt=midnight) | Q(state=State.WATCHED, review_on__lt=limit)
    )


def next_waiting(actor: Actor, today: date, *, after: Report) -> Report | None:
    """The report to answer next: the first one younger than `after`, else the oldest of the box."""
    waiting = waiting_reports(actor, today).exclude(pk=after.pk)
    younger = Q(created_at__gt=after.created_at) | Q(created_at=after.created_at, pk__gt=after.pk)
    return waiting.filter(younger).first() or waiting.first()


def facts_of(report: Report) -> Facts:
    """What is compared of a report."""
    place, day = report.place, report.seen_on or clock.day_of(report.created_at)
    return Facts(
        place=place.pk,
        longitude=place.longitude,
        latitude=place.latitude,
        category=report.category_id,
        family=report.category.family_id,
        day=day,
        moments=Moments.read(report.moments),
        words=stems_of(report.text),
    )


def resemblances(actor: Actor, report: Report) -> Resemblances:
    """What resembles this report in its group, among what this reader sees: within 300 metres and six months.

    Three readings whatever the size of the tables: the places of a box, then the reports and the living problems there.
    """
    places = _places_around(actor, report.place)
    seen = report.created_at
    window = (seen - timedelta(days=WINDOW_DAYS), seen + timedelta(days=WINDOW_DAYS))
    reports = reports_for(actor).filter(group=report.group_id, place__in=places, created_at__range=window)
    others = reports.exclude(pk=report.pk).exclude(state=State.MERGED)[:_REPORTS]
    problems = living_problems(actor).filter(group=report.group_id, place__in=places)[:_PROBLEMS]
    facts = facts_of(report)
    return Resemblances(
        _ranked([Alike(other, likeness(facts, facts_of(other))) for other in others]),
        _ranked([Alike(problem, likeness(facts, facts_of_problem(problem))) for problem in problems]),
    )


def problems_at(actor: Actor, reports: list[Report]) -> dict[UUID, list[Problem]]:
    """The problems followed at the very places of these reports, by place: one reading for a page of the box."""
    found: dict[UUID, list[Problem]] = {}
    rows = living_problems(actor).filter(place__in={report.place_id for report in reports})
    for problem in rows[:_PLACES]:
        found.setdefault(problem.place_id, []).append(problem)
    return found


def _places_around(actor: Actor, place: Place) -> list[UUID]:
    if place.longitude is None or place.latitude is None:
        return [place.pk]
    box = box_around(place.longitude, place.latitude, REACH_METRES)
    rows = Place.objects.visible_to(actor).filter(
        latitude__range=(box.south, box.north), longitude__range=(box.west, box.east)
    )
    return [place.pk, *rows.order_by().values_list("pk", flat=True)[:_PLACES]]


def facts_of_problem(problem: Problem) -> Facts:
    """What is compared of a problem; its day is that of its last manifestation."""
    place = problem.place
    return Facts(
        place=place.pk,
        longitude=place.longitude,
        latitude=place.latitude,
        category=problem.category_id,
        family=problem.category.family_id,
        day=problem.last_seen or clock.day_of(problem.changed_at),
        moments=Moments.read(problem.moments),
        words=stems_of(problem.title),
    )


def _ranked(found: list[Alike[Row]]) -> list[Alike[Row]]:
    worth = [alike for alike in found if alike.likeness.score >= WORTH_SHOWING]
    return sorted(worth, key=lambda alike: -alike.likeness.score)[:SHOWN]
