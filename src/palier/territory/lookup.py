"""Which sector, which commune is here? A box in SQL first, then the exact shape.

On a boundary both sectors answer, and whoever asked must ask the person (decision 5).
"""

from typing import TypeVar

import shapely
from django.db.models import QuerySet

from palier.geo.distances import box_around, covers_point, metres_to
from palier.geo.shapes import Box, Shape, box_of
from palier.territory.models import Commune, Sector

T = TypeVar("T", Sector, Commune)
# A pin is set by hand on a map, and boundaries run in the middle of streets: this close, both sectors answer.
TOLERANCE_METRES = 25.0
# A street or an area that only brushes a sector by less than this share does not belong to it.
LEAST_SHARE = 0.02


def sectors_at(latitude: float, longitude: float, *, tolerance: float = TOLERANCE_METRES) -> list[Sector]:
    """The sectors holding this point, nearest first; more than one when it lies within `tolerance` of a boundary."""
    box = box_around(longitude, latitude, tolerance)
    found = []
    for sector in _meeting(Sector.objects.select_related("district"), box):
        shape = sector.shape
        distance = metres_to(shape, longitude, latitude) if shape is not None else tolerance + 1
        if distance <= tolerance:
            found.append((distance, sector.code, sector))
    return [sector for _, _, sector in sorted(found, key=lambda item: item[:2])]


def sectors_of(shape: Shape) -> list[Sector]:
    """The sectors a point, a line or an area belongs to, the largest share first."""
    if isinstance(shape, shapely.Point):
        return sectors_at(shape.y, shape.x)
    whole = _size(shape)
    shares = []
    for sector in _meeting(Sector.objects.select_related("district"), box_of(shape)):
        bounds = sector.shape
        share = _size(bounds.intersection(shape)) / whole if bounds is not None and whole else 0.0
        if share >= LEAST_SHARE:
            shares.append((-share, sector.code, sector))
    return [sector for _, _, sector in sorted(shares, key=lambda item: item[:2])]


def commune_at(latitude: float, longitude: float) -> Commune | None:
    """The commune holding this point, or None outside those loaded."""
    for commune in _meeting(Commune.objects.all(), box_around(longitude, latitude, 0.0)):
        shape = commune.shape
        if shape is not None and covers_point(shape, longitude, latitude):
            return commune
    return None


def _meeting(rows: QuerySet[T], box: Box) -> QuerySet[T]:
    return rows.filter(west__lte=box.east, east__gte=box.west, south__lte=box.north, north__gte=box.south)


def _size(shape: Shape) -> float:
    return float(shape.area or shape.length)
