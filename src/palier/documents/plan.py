"""A plan drawn from our own data, for a page without network: boundaries, doors of the streets, numbered points.

Everything is in shares of the frame (0 to 1, the origin above on the left): the template multiplies, and knows no map.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from palier.geo.distances import METRES_PER_DEGREE
from palier.geo.shapes import Box, Shape

# Width over height of the frame.
RATIO = 1.25
# Never closer than this: one point alone still shows its surroundings.
LEAST_METRES = 600.0
NAMED, LEAST_DOORS = 30, 6
_MARGIN = 1.25
_STEPS = (50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000)
# The scale is a fifth to two fifths of the width.
_SCALE = 0.4


@dataclass(frozen=True, slots=True)
class Located:
    """A numbered place to show."""

    number: int
    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Point:
    """One or several problems at one place, by its name."""

    label: str
    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn; without a point there is no plan."""

    points: list[Point]
    lines: list[list[list[float]]]
    # Where doors are: enough to see the streets. Their names stand in their middle.
    doors: list[list[float]]
    streets: list[Point]
    scale_metres: int
    scale_share: float


# The doors within a box: street, longitude, latitude.
Doors = Callable[[Box], Iterable[tuple[str, float, float]]]


@dataclass(frozen=True, slots=True)
class _Frame:
    longitude: float
    latitude: float
    width: float
    height: float

    @property
    def box(self) -> Box:
        high = self.height / 2 / METRES_PER_DEGREE
        wide = self.width / 2 / METRES_PER_DEGREE / math.cos(math.radians(self.latitude))
        return Box(self.longitude - wide, self.latitude - high, self.longitude + wide, self.latitude + high)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        east = (longitude - self.longitude) * METRES_PER_DEGREE * math.cos(math.radians(self.latitude))
        north = (latitude - self.latitude) * METRES_PER_DEGREE
        return round(0.5 + east / self.width, 4), round(0.5 - north / self.height, 4)


def plan_of(located: Iterable[Located], boundaries: Iterable[Shape], doors: Doors | None = None) -> Plan:
    """The plan of these places, with the boundaries that cross it and the doors found in its frame."""
    rows = list(located)
    if not rows:
        return Plan([], [], [], [], 0, 0.0)
    frame = _frame(rows)
    at: dict[tuple[float, float], list[Located]] = {}
    for row in rows:
        x, y = frame.place(row.longitude, row.latitude)
        at.setdefault((round(x, 2), round(y, 2)), []).append(row)
    points = [Point(", ".join(str(one.number) for one in here), here[0].name, *spot) for spot, here in at.items()]
    lines = [[list(frame.place(*corner[:2])) for corner in ring] for shape in boundaries for ring in _rings(shape)]
    scale = max((step for step in _STEPS if step <= frame.width * _SCALE), default=_STEPS[0])
    near = [(street, *frame.place(*at)) for street, *at in (doors(frame.box) if doors else ())]
    shown = [[x, y] for _, x, y in near]
    return Plan(points, lines, shown, _streets(near), scale, round(scale / frame.width, 4))


def _streets(near: list[tuple[str, float, float]]) -> list[Point]:
    """The names of the longest streets, each at the door nearest to its middle."""
    by_name: dict[str, list[tuple[float, float]]] = {}
    for street, x, y in near:
        by_name.setdefault(street, []).append((x, y))
    longest = sorted(by_name.items(), key=lambda one: (-len(one[1]), one[0]))[:NAMED]
    named = []
    for name, spots in longest:
        if len(spots) >= LEAST_DOORS:
            middle = [sum(values) / len(spots) for values in zip(*spots, strict=True)]
            named.append(Point("", name, *min(spots, key=lambda spot: math.dist(spot, middle))))
    return named


def _frame(rows: list[Located]) -> _Frame:
    """Around the points, in the shape of the page."""
    west, east = min(row.longitude for row in rows), max(row.longitude for row in rows)
    south, north = min(row.latitude for row in rows), max(row.latitude for row in rows)
    latitude = (south + north) / 2
    wide = (east - west) * METRES_PER_DEGREE * math.cos(math.radians(latitude)) * _MARGIN
    high = (north - south) * METRES_PER_DEGREE * _MARGIN
    width = max(wide, high * RATIO, LEAST_METRES)
    return _Frame((west + east) / 2, latitude, width, width / RATIO)


def _rings(shape: Shape) -> list[Any]:
    parts = getattr(shape, "geoms", [shape])
    return [ring.coords for part in parts for ring in (part.exterior, *part.interiors)]
