"""A plan drawn from our own data, for a page without network: boundaries as lines, numbered points, a scale.

Everything is in shares of the frame (0 to 1, the origin above on the left): the template multiplies, and knows no map.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from palier.geo.distances import METRES_PER_DEGREE
from palier.geo.shapes import Shape

# Width over height of the frame.
RATIO = 1.25
# Never closer than this: one point alone still shows its surroundings.
LEAST_METRES = 600.0
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
    scale_metres: int
    scale_share: float


@dataclass(frozen=True, slots=True)
class _Frame:
    longitude: float
    latitude: float
    width: float
    height: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        east = (longitude - self.longitude) * METRES_PER_DEGREE * math.cos(math.radians(self.latitude))
        north = (latitude - self.latitude) * METRES_PER_DEGREE
        return round(0.5 + east / self.width, 4), round(0.5 - north / self.height, 4)


def plan_of(located: Iterable[Located], boundaries: Iterable[Shape]) -> Plan:
    """The plan of these places, with the boundaries that cross it."""
    rows = list(located)
    if not rows:
        return Plan([], [], 0, 0.0)
    frame = _frame(rows)
    at: dict[tuple[float, float], list[Located]] = {}
    for row in rows:
        x, y = frame.place(row.longitude, row.latitude)
        at.setdefault((round(x, 2), round(y, 2)), []).append(row)
    points = [Point(", ".join(str(one.number) for one in here), here[0].name, *spot) for spot, here in at.items()]
    lines = [[list(frame.place(*corner[:2])) for corner in ring] for shape in boundaries for ring in _rings(shape)]
    scale = max((step for step in _STEPS if step <= frame.width * _SCALE), default=_STEPS[0])
    return Plan(points, lines, scale, round(scale / frame.width, 4))


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
