"""GeoJSON to shapes and back: what is refused is said in French, with where and how to mend it.

Coordinates are always longitude, latitude in WGS 84, as GeoJSON wants.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

Shape = BaseGeometry
POINTS: Final = frozenset({"Point"})
LINES: Final = frozenset({"LineString", "MultiLineString"})
POLYGONS: Final = frozenset({"Polygon", "MultiPolygon"})
ANY_KIND: Final = POINTS | LINES | POLYGONS
DECIMALS = 6  # about ten centimetres
FARTHEST_EAST: Final = 180
FARTHEST_NORTH: Final = 90
FRENCH_TYPES = {
    "Point": "point",
    "MultiPoint": "ensemble de points",
    "LineString": "ligne",
    "MultiLineString": "ensemble de lignes",
    "Polygon": "polygone",
    "MultiPolygon": "ensemble de polygones",
    "GeometryCollection": "collection de géométries",
}


class BadShape(Exception):
    """A geometry that cannot be used: `reason` says what is wrong, `remedy` how to mend it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Box:
    """A bounding box in degrees."""

    west: float
    south: float
    east: float
    north: float


def read_shape(geojson: Any, kinds: frozenset[str] = ANY_KIND) -> Shape:
    """The shape a GeoJSON geometry describes, or `BadShape` with a precise French reason."""
    kind = _checked_kind(geojson, kinds)
    try:
        found = shapely.force_2d(shape(geojson))
    except (
        TypeError,
        ValueError,
        OverflowError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        shapely.errors.ShapelyError,
    ) as problem:
        raise BadShape(
            "Les coordonnées ne forment pas une géométrie.",
            f"Vérifiez les crochets et les nombres du champ « coordinates » ({FRENCH_TYPES[kind]}).",
        ) from problem
    if found.is_empty:  # brackets around nothing
        raise _empty()
    _check_coordinates(found)
    _check_validity(found)
    return found


def shape_of(geojson: dict[str, Any]) -> Shape:
    """The shape of a geometry that `read_shape` accepted before."""
    return shape(geojson)


def to_geojson(found: Shape, decimals: int = DECIMALS) -> dict[str, Any]:
    """The GeoJSON geometry of a shape, coordinates rounded to `decimals`."""
    geometry: dict[str, Any] = _rounded(mapping(found), decimals)
    return geometry


def corners(found: Shape) -> int:
    """How many points draw the shape."""
    return int(shapely.get_num_coordinates(found))


def box_of(found: Shape) -> Box:
    """The bounding box of a shape."""
    return Box(*(float(value) for value in found.bounds))


def inner_point(found: Shape) -> tuple[float, float]:
    """A (longitude, latitude) that is surely on the shape: where a label or a pin goes."""
    point = shapely.point_on_surface(found)
    return float(point.x), float(point.y)


def simplified(found: Shape, tolerance: float) -> Shape:
    """A lighter shape, never further than `tolerance` degrees from the first, still valid."""
    return shapely.simplify(found, tolerance, preserve_topology=True)


def union_of(shapes: Iterable[Shape]) -> Shape:
    """One shape covering all of them, without the hair-thin gaps that rounded borders leave."""
    joined = shapely.union_all(list(shapes))
    return joined if joined.is_valid else shapely.make_valid(joined)


def _checked_kind(geojson: object, kinds: frozenset[str]) -> str:
    if not isinstance(geojson, dict) or "type" not in geojson:
        raise BadShape("Il n’y a pas de géométrie.", "Ajoutez un champ « geometry » avec « type » et « coordinates ».")
    kind = str(geojson["type"])
    wanted = ", ".join(sorted(kinds))
    if kind not in kinds:
        name = FRENCH_TYPES.get(kind, kind)
        raise BadShape(f"La géométrie est de type {kind} ({name}).", f"Types acceptés ici : {wanted}.")
    if not geojson.get("coordinates"):
        raise _empty()
    return kind


def _empty() -> BadShape:
    return BadShape("La géométrie est vide.", "Dessinez la forme, ou retirez cet élément du fichier.")


def _check_coordinates(found: Shape) -> None:
    for longitude, latitude in shapely.get_coordinates(found).tolist():
        if not (abs(longitude) <= FARTHEST_EAST and abs(latitude) <= FARTHEST_NORTH):
            raise BadShape(
                f"La coordonnée ({longitude:.2f} ; {latitude:.2f}) n’est pas une longitude et une latitude en degrés.",
                "Exportez le fichier en WGS 84 (EPSG:4326) ; les fichiers en Lambert 93 ne sont pas lus.",
            )


def _check_validity(found: Shape) -> None:
    if found.is_valid:
        return
    cause, _, position = explain_validity(found).partition("[")
    where = position.rstrip("]").replace(" ", " ; ")
    reason, remedy = _VALIDITY.get(cause.strip(), ("Le contour n’est pas valide", "Redessinez-le."))
    raise BadShape(f"{reason} près de ({where}).", remedy)


_REPAIR = "Dans QGIS : « Réparer les géométries », puis exportez à nouveau."
_VALIDITY = {
    "Self-intersection": ("Le contour se recoupe lui-même", _REPAIR),
    "Ring Self-intersection": ("Un anneau du contour se touche lui-même", _REPAIR),
    "Hole lies outside shell": ("Un trou est en dehors du contour", "Séparez les deux anneaux en deux polygones."),
    "Holes are nested": ("Un trou est à l’intérieur d’un autre trou", _REPAIR),
    "Nested shells": ("Deux polygones sont emboîtés", _REPAIR),
    "Interior is disconnected": ("L’intérieur du contour est coupé en deux", _REPAIR),
    "Duplicate Rings": ("Le même anneau est écrit deux fois", "Retirez le doublon."),
    "Too few points in geometry component": ("Il manque des points", "Un polygone a au moins trois sommets."),
}


def _rounded(value: Any, decimals: int) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(inner, decimals) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_rounded(inner, decimals) for inner in value]
    return round(value, decimals) if isinstance(value, float) else value
