"""The rows of a filter as points: one per place when they are few, gathered by cells of a grid when they are many.

Every row gathered is one that the reader may read: a number on the map counts nothing else.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, fsum
from typing import Any, NamedTuple

from django.db.models import Count, F, FloatField, Q, QuerySet, Sum
from django.db.models.expressions import ExpressionWrapper
from django.db.models.functions import Floor
from django.urls import reverse

from palier.kernel.wording import counted

MOST_POINTS = 500
CELLS_ACROSS = 24
SMALL_CELLS_ACROSS = 240
EAST, NORTH = 180, 90
Box = tuple[float, float, float, float]
# Some four hundred metres, when the map says no box.
SMALL_CELL = 0.005

Feature = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """How the rows of a subject are said on a map: their columns, the name of their page, the noun."""

    columns: tuple[str, ...]
    page: str
    one: str
    many: str


class Cell(NamedTuple):
    """A cell of the grid: its rank from the west and from the south, its rows, the sums of their positions."""

    across: int
    up: int
    number: int
    longitude: float
    latitude: float


def box_read(text: str) -> Box | None:
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


def features(rows: QuerySet[Any], box: Box | None, wording: Wording) -> list[Feature]:
    """The points to draw inside the box: at most `MOST_POINTS` rows one by one, a grid of numbers beyond."""
    inside = located(rows)
    if box:
        west, south, east, north = box
        inside = inside.filter(Q(place__latitude__range=(south, north)) & Q(place__longitude__range=(west, east)))
    # Counted without order first: a sort of all the rows would be lost as soon as they are many.
    if inside.order_by().values("pk")[: MOST_POINTS + 1].count() > MOST_POINTS:
        return _by_cell(inside.order_by(), box, wording)
    columns = ("place_id", "place__name", "place__longitude", "place__latitude", "pk", *wording.columns)
    return _by_place(list(inside.values_list(*columns)), wording)


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


def _by_cell(rows: QuerySet[Any], box: Box | None, wording: Wording) -> list[Feature]:
    """One reading gathers the rows in small cells; those are gathered again over what they cover."""
    west = south = 0.0
    wide = high = SMALL_CELL
    if box:
        west, south, east, north = box
        wide, high = (east - west) / SMALL_CELLS_ACROSS, (north - south) / SMALL_CELLS_ACROSS
    cells = rows.annotate(across=_cell("place__longitude", west, wide), up=_cell("place__latitude", south, high))
    gathered = cells.values("across", "up").annotate(
        number=Count("pk"), longitude=Sum("place__longitude"), latitude=Sum("place__latitude")
    )
    small = [Cell(*cell) for cell in gathered.values_list("across", "up", "number", "longitude", "latitude")]
    return [
        _point(
            cell.longitude / cell.number,
            cell.latitude / cell.number,
            cell.number,
            name=counted(cell.number, wording.one, wording.many),
        )
        for cell in sorted(_larger(small))
    ]


def _larger(small: list[Cell]) -> Iterator[Cell]:
    """Cells made larger until at most `CELLS_ACROSS` cover the width and the height of what was found."""
    left, bottom = min(cell.across for cell in small), min(cell.up for cell in small)
    wide = max(1, ceil((max(cell.across for cell in small) + 1 - left) / CELLS_ACROSS))
    high = max(1, ceil((max(cell.up for cell in small) + 1 - bottom) / CELLS_ACROSS))
    found: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for cell in small:
        found[int((cell.across - left) // wide), int((cell.up - bottom) // high)].append(cell)
    for (across, up), cells in found.items():
        yield Cell(
            across,
            up,
            sum(cell.number for cell in cells),
            fsum(cell.longitude for cell in cells),
            fsum(cell.latitude for cell in cells),
        )


def _cell(column: str, first: float, step: float) -> Floor:
    return Floor(ExpressionWrapper((F(column) - first) / step, output_field=FloatField()))


def _point(longitude: float, latitude: float, number: int, **said: str) -> Feature:
    geometry = {"type": "Point", "coordinates": [round(longitude, 6), round(latitude, 6)]}
    return {"type": "Feature", "geometry": geometry, "properties": {"number": number, **said}}
