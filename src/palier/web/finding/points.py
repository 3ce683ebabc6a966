"""The rows of a filter as points: one per place when they are few, gathered by cells of a grid when they are many.

Every row gathered is one that the reader may read: a number on the map counts nothing else.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, F, FloatField, Max, Min, Q, QuerySet
from django.db.models.expressions import ExpressionWrapper
from django.db.models.functions import Floor
from django.urls import reverse

from palier.kernel.wording import counted

MOST_POINTS = 500
CELLS_ACROSS = 24
SMALLEST_CELL = 1e-6
EAST, NORTH = 180, 90

Feature = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """How the rows of a subject are said on a map: their columns, the name of their page, the noun."""

    columns: tuple[str, ...]
    page: str
    one: str
    many: str


def box_read(text: str) -> tuple[float, float, float, float] | None:
    """West, south, east, north as the map sends them; None for anything else."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    is_box = -EAST <= west < east <= EAST and -NORTH <= south < north <= NORTH
    return (west, south, east, north) if is_box else None


def located(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows whose place has a position."""
    return rows.filter(place__latitude__isnull=False, place__longitude__isnull=False)


def features(rows: QuerySet[Any], box: tuple[float, float, float, float] | None, wording: Wording) -> list[Feature]:
    """The points to draw inside the box: at most `MOST_POINTS` rows one by one, a grid of numbers beyond."""
    inside = located(rows)
    if box:
        west, south, east, north = box
        inside = inside.filter(Q(place__latitude__range=(south, north)) & Q(place__longitude__range=(west, east)))
    columns = ("place_id", "place__name", "place__longitude", "place__latitude", "pk", *wording.columns)
    lines = list(inside.values_list(*columns)[: MOST_POINTS + 1])
    return _by_place(lines, wording) if len(lines) <= MOST_POINTS else _by_cell(inside.order_by(), wording)


def _by_place(lines: list[tuple[Any, ...]], wording: Wording) -> list[Feature]:
    places: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for line in lines:
        places[line[0]].append(line)
    found = []
    for key, rows in places.items():
        _, name, longitude, latitude, pk, title, *_ = rows[0]
        if len(rows) == 1:
            said = {"name": title, "detail": name, "url": reverse(wording.page, args=[pk])}
        else:
            what = counted(len(rows), wording.one, wording.many)
            said = {"name": name, "detail": what, "url": reverse("territory:place", args=[key])}
        found.append(_point(longitude, latitude, len(rows), **said))
    return found


def _by_cell(rows: QuerySet[Any], wording: Wording) -> list[Feature]:
    edges = rows.aggregate(
        west=Min("place__longitude"),
        east=Max("place__longitude"),
        south=Min("place__latitude"),
        north=Max("place__latitude"),
    )
    cells = rows.annotate(
        across=_cell("place__longitude", edges["west"], edges["east"]),
        up=_cell("place__latitude", edges["south"], edges["north"]),
    )
    gathered = cells.values("across", "up").annotate(
        number=Count("pk"), longitude=Avg("place__longitude"), latitude=Avg("place__latitude")
    )
    return [
        _point(
            cell["longitude"], cell["latitude"], cell["number"], name=counted(cell["number"], wording.one, wording.many)
        )
        for cell in gathered.order_by("across", "up")
    ]


def _cell(column: str, first: float, last: float) -> Floor:
    step = max((last - first) / CELLS_ACROSS, SMALLEST_CELL)
    return Floor(ExpressionWrapper((F(column) - first) / step, output_field=FloatField()))


def _point(longitude: float, latitude: float, number: int, **said: str) -> Feature:
    geometry = {"type": "Point", "coordinates": [round(longitude, 6), round(latitude, 6)]}
    return {"type": "Feature", "geometry": geometry, "properties": {"number": number, **said}}
