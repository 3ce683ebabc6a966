"""The demonstration's ground."""

import pytest

from palier.demo.territory import load_territory
from palier.geo.shapes import union_of
from palier.journal.models import Entry
from palier.territory.addresses import search_addresses
from palier.territory.lookup import commune_at, sectors_at
from palier.territory.models import Address, Commune, District, Sector

pytestmark = pytest.mark.django_db


def test_the_real_ground_and_its_invented_sectors_are_loaded_once():
    said = []
    load_territory(said.append)
    assert len(said) == 5
    assert Commune.objects.count() == 198
    assert set(District.objects.values_list("code", flat=True)) == {"DIG", "MAN"}
    assert all(sector.is_fictional for sector in Sector.objects.all())
    assert Address.objects.count() == 16_491
    for code in ("DIG", "MAN"):
        _sectors_cover_their_circonscription(code)
    [hit, *_] = search_addresses("12 bd gassendi digne")
    assert [sector.code for sector in sectors_at(hit.latitude, hit.longitude)] == ["DIG-1"]
    assert commune_at(hit.latitude, hit.longitude).name == "Digne-les-Bains"
    entries = Entry.objects.unsealed("test").count()
    load_territory(said.append)
    assert len(said) == 5
    assert Sector.objects.count() == 4
    assert Entry.objects.unsealed("test").count() == entries


def _sectors_cover_their_circonscription(code):
    district = District.objects.get(code=code)
    one, other = (sector.shape for sector in district.sectors.all())
    assert one.is_valid
    assert other.is_valid
    assert one.intersection(other).area < 1e-6 * district.shape.area
    assert union_of([one, other]).symmetric_difference(district.shape).area < 1e-5 * district.shape.area
