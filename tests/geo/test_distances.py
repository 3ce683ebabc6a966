"""Metres between points and shapes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.geo.distances import box_around, covers_point, metres_between, metres_to, metres_to_boundary
from palier.geo.shapes import read_shape

SQUARE = read_shape({"type": "Polygon", "coordinates": [[[6, 44], [6.1, 44], [6.1, 44.1], [6, 44.1], [6, 44]]]})
longitudes = st.floats(5.5, 6.5)
latitudes = st.floats(43.8, 44.5)


def test_a_degree_of_latitude_is_111_kilometres():
    assert metres_between(6, 44, 6, 45) == pytest.approx(111_320, abs=1)


def test_a_point_of_the_edge_is_inside_and_at_no_distance():
    assert covers_point(SQUARE, 6.0, 44.05)
    assert metres_to_boundary(SQUARE, 6.0, 44.05) == pytest.approx(0, abs=0.01)


@given(longitudes, latitudes)
def test_inside_is_at_no_distance_and_outside_is_not(longitude, latitude):
    inside = covers_point(SQUARE, longitude, latitude)
    distance = metres_to(SQUARE, longitude, latitude)
    assert (distance < 0.01) if inside else (distance >= 0)
    if distance > 0.01:
        assert distance == pytest.approx(metres_to_boundary(SQUARE, longitude, latitude))


@given(longitudes, latitudes, st.floats(1, 5000))
def test_the_box_reaches_as_far_as_asked(longitude, latitude, metres):
    box = box_around(longitude, latitude, metres)
    assert metres_between(longitude, latitude, box.east, latitude) == pytest.approx(metres, rel=1e-3)
    assert metres_between(longitude, latitude, longitude, box.south) == pytest.approx(metres, rel=1e-3)
