"""Distances in metres between nearby points and shapes, on a plane tangent to the first point."""

import math

import numpy as np
import shapely

from palier.geo.shapes import Box, Shape

METRES_PER_DEGREE = 111_320.0


def metres_between(longitude: float, latitude: float, other_longitude: float, other_latitude: float) -> float:
    """Distance in metres between two points a few dozen kilometres apart at most."""
    east = (other_longitude - longitude) * METRES_PER_DEGREE * math.cos(math.radians(latitude))
    north = (other_latitude - latitude) * METRES_PER_DEGREE
    return math.hypot(east, north)


def metres_to(found: Shape, longitude: float, latitude: float) -> float:
    """Distance in metres from a point to a shape; zero inside it."""
    return float(shapely.distance(_on_plane(found, longitude, latitude), shapely.Point(0, 0)))


def metres_to_boundary(found: Shape, longitude: float, latitude: float) -> float:
    """Distance in metres from a point to the edge of a shape, inside or outside."""
    return float(shapely.distance(_on_plane(found, longitude, latitude).boundary, shapely.Point(0, 0)))


def covers_point(found: Shape, longitude: float, latitude: float) -> bool:
    """True when the point is inside the shape or on its edge."""
    return bool(shapely.intersects_xy(found, longitude, latitude))


def box_around(longitude: float, latitude: float, metres: float) -> Box:
    """The box reaching `metres` in every direction around a point."""
    tall = metres / METRES_PER_DEGREE
    wide = tall / max(math.cos(math.radians(latitude)), 0.01)
    return Box(longitude - wide, latitude - tall, longitude + wide, latitude + tall)


def _on_plane(found: Shape, longitude: float, latitude: float) -> Shape:
    scale = np.array([METRES_PER_DEGREE * math.cos(math.radians(latitude)), METRES_PER_DEGREE])
    origin = np.array([longitude, latitude])
    return shapely.transform(found, lambda points: (points - origin) * scale)
