"""Which sector, which commune is here?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palier.geo.shapes import read_shape
from palier.territory.lookup import commune_at, sectors_at
from palier.territory.models import Sector
from tests.territory.ground import make_ground, square

pytestmark = pytest.mark.django_db


def codes(latitude, longitude, **more):
    return [sector.code for sector in sectors_at(latitude, longitude, **more)]


def test_a_point_well_inside_has_one_sector():
    make_ground()
    assert codes(44.1, 6.05) == ["DIG-1"]
    assert codes(44.1, 6.15) == ["DIG-2"]
    assert codes(45.0, 6.05) == []


def test_near_the_boundary_both_answer_the_one_holding_the_point_first():
    make_ground()
    assert codes(44.1, 6.0999) == ["DIG-1", "DIG-2"]
    assert codes(44.1, 6.1001) == ["DIG-2", "DIG-1"]
    assert codes(44.1, 6.101) == ["DIG-2"]
    assert codes(44.1, 6.101, tolerance=500) == ["DIG-2", "DIG-1"]


def test_the_box_alone_is_not_enough():
    west, _ = make_ground()
    west.draw(read_shape({"type": "Polygon", "coordinates": [[[6, 44], [6.1, 44], [6, 44.2], [6, 44]]]}))
    west.save()
    assert codes(44.19, 6.09) == []


def test_a_sector_without_a_boundary_is_never_found():
    west, _ = make_ground()
    west.draw(None)
    west.save()
    assert codes(44.1, 6.05) == []


def test_the_commune_is_found_and_the_cost_does_not_grow_with_the_sectors():
    _, east = make_ground()
    assert commune_at(44.1, 6.1).insee == "04070"
    assert commune_at(48.0, 2.0) is None
    for number in range(30):
        sector = Sector(code=f"LOIN-{number}", name="Loin", district=east.district)
        sector.draw(read_shape(square(number, 10, number + 1, 11)))
        sector.save()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        sectors_at(44.1, 6.05)
    assert len(queries) == 1
