"""What a criterion asks of the rows, as conditions of the database: the same for every output and both engines."""

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import Exists, F, FloatField, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import ExpressionWrapper
from django.utils import timezone

from palier.access.actor import Actor
from palier.cycle.actions.lifecycle import LIVING
from palier.cycle.actions.models import Action
from palier.cycle.actions.questions import late
from palier.cycle.problems.lifecycle import TO_ACT
from palier.cycle.problems.models import ClosureRequest, Problem, Source
from palier.cycle.reports.models import Report
from palier.cycle.triage.queries import late_among
from palier.geo.distances import METRES_PER_DEGREE, box_around
from palier.kernel.ids import heard
from palier.territory.addresses import search_addresses
from palier.territory.queries import places_for_list, search_places
from palier.web.place_choice.candidates import PLACE, where_is

R = TypeVar("R", bound=Model)
COMMUNE, SECTOR = "commune:", "secteur:"


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the map, and what it is called."""

    label: str
    longitude: float
    latitude: float


def spot_of(actor: Actor, text: str) -> Spot | None:
    """The point behind `lieu:<id>` or behind words: a place that this reader sees first, an address else."""
    place = where_is(actor, text)[0] if text.startswith(PLACE) else None
    if place is None and not text.startswith(PLACE):
        located = places_for_list(actor).filter(latitude__isnull=False, longitude__isnull=False)
        place = next(iter(search_places(actor, text, among=located, limit=1)), None)
    if place is not None and place.longitude is not None and place.latitude is not None:
        return Spot(place.name, place.longitude, place.latitude)
    hits = [] if text.startswith(PLACE) else search_addresses(text, limit=1)
    if hits and hits[0].longitude is not None and hits[0].latitude is not None:
        return Spot(hits[0].label, hits[0].longitude, hits[0].latitude)
    return None


def around(rows: QuerySet[R], spot: Spot | None, metres: int) -> QuerySet[R]:
    """The rows whose place is at most `metres` from the spot; none when nobody knows where it is."""
    if spot is None:
        return rows.none()
    box = box_around(spot.longitude, spot.latitude, metres)
    inside = Q(place__latitude__range=(box.south, box.north), place__longitude__range=(box.west, box.east))
    north = (F("place__latitude") - spot.latitude) * METRES_PER_DEGREE
    east = (F("place__longitude") - spot.longitude) * (METRES_PER_DEGREE * math.cos(math.radians(spot.latitude)))
    away = ExpressionWrapper(north * north + east * east, output_field=FloatField())
    return rows.alias(away=away).filter(inside, away__lte=float(metres) ** 2)  # type: ignore[return-value]  # same rows


def within(where: str) -> Q:
    """The rows of one commune or of one sector, its boundary places included."""
    if where.startswith(COMMUNE):
        return Q(place__commune_id=where.removeprefix(COMMUNE))
    sector = where.removeprefix(SECTOR)
    return Q(place__sector_id=sector) | Q(place__second_sector_id=sector)


def of_category(code: str, *columns: str) -> Q:
    """The rows of one category, or of a whole family (`famille:A`), in one of these columns."""
    family = code.removeprefix("famille:")
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__family_id": family}) if family != code else Q(**{f"{column}_id": code})
    return found


def between(column: str, since: date | None, until: date | None, *, is_instant: bool) -> Q:
    """The rows whose day is between two days, both included."""
    found = Q()
    if since:
        found &= Q(**{f"{column}__gte": _midnight(since) if is_instant else since})
    if until:
        after = until + timedelta(days=1)
        found &= Q(**{f"{column}__lt": _midnight(after) if is_instant else after})
    return found


def with_late_action(rows: QuerySet[Problem], actor: Actor, today: date) -> QuerySet[Problem]:
    """The problems with an action, seen by this reader, that is past its date and not on hold: `Action.is_late`."""
    actions = Action.objects.visible_to(actor).filter(late(today), problem=OuterRef("pk"))
    return rows.filter(Exists(actions))


def without_action(rows: QuerySet[Problem], actor: Actor) -> QuerySet[Problem]:
    """The admitted problems, not yet under observation, of which this reader sees no action under way."""
    actions = Action.objects.visible_to(actor).filter(problem=OuterRef("pk"), state__in=LIVING)
    return rows.filter(~Exists(actions), state__in=TO_ACT)


def closure_asked(rows: QuerySet[Problem], actor: Actor) -> QuerySet[Problem]:
    """The problems of which somebody asked the closure, and that wait for the chief's word."""
    asked = ClosureRequest.objects.visible_to(actor).filter(problem=OuterRef("pk"), decision="")
    return rows.filter(Exists(asked))


def answered_late(rows: QuerySet[Report], actor: Actor, today: date) -> QuerySet[Report]:
    """The reports that wait for an answer longer than the service allows itself."""
    attached = Source.objects.visible_to(actor).filter(report=OuterRef("pk"))
    return late_among(rows.filter(~Exists(attached)), today)


def numbered(text: str) -> Q:
    """The report quoted by its number, with or without its « S- »; nothing for anything else."""
    bounds = heard(text.strip().upper().removeprefix("S-"))
    return Q(pk__range=bounds) if bounds else Q(pk__in=[])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


__all__: list[Any] = [
    "COMMUNE",
    "SECTOR",
    "Spot",
    "answered_late",
    "around",
    "between",
    "closure_asked",
    "numbered",
    "of_category",
    "spot_of",
    "with_late_action",
    "within",
    "without_action",
]
