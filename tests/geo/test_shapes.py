"""Reading and judging GeoJSON geometries."""

from functools import reduce

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from palier.geo.shapes import POLYGONS, BadShape, box_of, inner_point, read_shape, simplified, to_geojson, union_of

SQUARE = {"type": "Polygon", "coordinates": [[[6, 44], [6.1, 44], [6.1, 44.1], [6, 44.1], [6, 44]]]}
BOW_TIE = {"type": "Polygon", "coordinates": [[[6, 44], [6.1, 44.1], [6.1, 44], [6, 44.1], [6, 44]]]}

DEEP = reduce(lambda inner, _: [inner], range(20_000), 6)


@pytest.mark.parametrize(
    ("geojson", "words"),
    [
        (None, "pas de géométrie"),
        ("POINT(1 2)", "pas de géométrie"),
        ({"type": "Polygon", "coordinates": []}, "vide"),
        ({"type": "Polygon", "coordinates": [[]]}, "vide"),
        ({"type": "MultiPolygon", "coordinates": [[[]]]}, "vide"),
        ({"type": "Polygon", "coordinates": DEEP}, "ne forment pas une géométrie"),
        ({"type": "Point", "coordinates": [6, 44]}, "de type Point"),
        ({"type": "Polygon", "coordinates": [[[6, 44], [6.1]]]}, "ne forment pas une géométrie"),
        ({"type": "Polygon", "coordinates": [[["six", "quarante"]]]}, "ne forment pas une géométrie"),
        ({"type": "Polygon", "coordinates": [[[6, 44], [6.1, 44], [6, 44]]]}, "manque des points"),
        (
            {"type": "Polygon", "coordinates": [[[9e5, 63e5], [9.1e5, 63e5], [9.1e5, 64e5], [9e5, 63e5]]]},
            "pas une longitude",
        ),
        (BOW_TIE, "se recoupe lui-même près de (6.05 ; 44.05)"),
    ],
)
def test_a_bad_shape_says_what_is_wrong(geojson, words):
    with pytest.raises(BadShape) as refused:
        read_shape(geojson, POLYGONS)
    assert words in refused.value.reason
    assert refused.value.remedy


def test_a_third_dimension_is_dropped():
    assert to_geojson(read_shape({"type": "Point", "coordinates": [6.2, 44.1, 608.0]})) == {
        "type": "Point",
        "coordinates": [6.2, 44.1],
    }


def test_a_union_covers_its_parts_and_a_simplified_shape_stays_valid():
    square = read_shape(SQUARE)
    neighbour = shapely.transform(square, lambda points: points * 1.0 + np.array([0.1, 0.0]))
    joined = union_of([square, neighbour])
    assert joined.geom_type == "Polygon"
    assert box_of(joined).east == pytest.approx(6.2)
    assert simplified(joined.buffer(0.01), 0.01).is_valid


longitudes = st.floats(-179, 179, allow_nan=False).map(lambda value: round(value, 5))
latitudes = st.floats(-85, 85, allow_nan=False).map(lambda value: round(value, 5))
corners = st.lists(st.tuples(longitudes, latitudes), min_size=3, max_size=12, unique=True)


@given(corners)
def test_what_is_written_is_read_back(points):
    hull = shapely.convex_hull(shapely.MultiPoint(points))
    again = read_shape(to_geojson(hull)) if not hull.is_empty else hull
    assert again.equals_exact(hull, 1e-5)


@given(corners)
def test_the_inner_point_lies_on_the_shape_and_in_its_box(points):
    hull = shapely.convex_hull(shapely.MultiPoint(points))
    longitude, latitude = inner_point(hull)
    box = box_of(hull)
    assert box.west <= longitude <= box.east
    assert box.south <= latitude <= box.north
    assert hull.distance(shapely.Point(longitude, latitude)) < 1e-6
