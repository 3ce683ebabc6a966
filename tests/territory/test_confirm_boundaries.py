"""Writing what a preview announced."""

import pytest

from palier.access.grants import NotGranted
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import Refused, Stale
from palier.territory.boundaries import Kind, read_boundaries
from palier.territory.models import Commune, District, Sector
from palier.territory.services import assign_communes, confirm_boundaries
from tests.cast import NOW
from tests.territory.ground import collection, feature, make_ground, square

WEST, EAST = square(6.0, 44.0, 6.1, 44.1), square(6.1, 44.0, 6.2, 44.1)


def sectors(*codes):
    drawn = zip(codes, (WEST, EAST), strict=False)
    return collection(*(feature(shape, code=code, nom=code, circonscription="DIG") for code, shape in drawn))


def load(cast, content, kind, **more):
    return confirm_boundaries(actor=cast.actor("agathe"), preview=read_boundaries(content, kind=kind), now=NOW, **more)


def test_the_administrator_loads_sectors_and_the_journal_says_so(cast):
    result = load(cast, sectors("DIG-1", "DIG-2"), Kind.SECTOR, is_fictional=True)
    assert (result.created, result.changed, result.unchanged) == (2, 0, 0)
    sector = Sector.objects.get(code="DIG-2")
    assert sector.is_fictional
    assert (sector.west, sector.north) == (6.1, 44.1)
    assert Entry.objects.unsealed("test").get().event == Event.TERRITORY_IMPORT


def test_loading_the_same_file_again_changes_nothing(cast):
    load(cast, sectors("DIG-1"), Kind.SECTOR)
    before = Sector.objects.get()
    result = load(cast, sectors("DIG-1"), Kind.SECTOR)
    assert (result.created, result.changed, result.unchanged) == (0, 0, 1)
    assert Sector.objects.get().pk == before.pk


def test_a_moved_boundary_is_rewritten(cast):
    load(cast, sectors("DIG-1"), Kind.SECTOR)
    moved = collection(feature(EAST, code="DIG-1", nom="Digne Est", circonscription="DIG"))
    assert load(cast, moved, Kind.SECTOR).changed == 1
    sector = Sector.objects.get()
    assert (sector.name, sector.west) == ("Digne Est", 6.1)


def test_a_failure_in_the_middle_leaves_nothing(cast):
    preview = read_boundaries(sectors("DIG-1", "DIG-2"), kind=Kind.SECTOR)
    District.objects.filter(code="DIG").update(code="DGN")
    with pytest.raises(District.DoesNotExist):
        confirm_boundaries(actor=cast.actor("agathe"), preview=preview, now=NOW)
    assert not Sector.objects.exists()
    assert not Entry.objects.unsealed("test").exists()


def test_two_administrators_confirming_the_same_file_do_not_write_it_twice(cast):
    preview = read_boundaries(sectors("DIG-1"), kind=Kind.SECTOR)
    load(cast, sectors("DIG-1"), Kind.SECTOR)
    with pytest.raises(Stale):
        confirm_boundaries(actor=cast.actor("agathe"), preview=preview, now=NOW)
    assert Sector.objects.count() == 1


def test_a_file_without_any_good_boundary_is_refused(cast):
    with pytest.raises(Refused):
        load(cast, b"{}", Kind.SECTOR)


@pytest.mark.parametrize("name", ["alice", "bruno", "diane", "denis"])
def test_only_the_administrator_loads_boundaries(cast, name):
    preview = read_boundaries(sectors("DIG-1"), kind=Kind.SECTOR)
    with pytest.raises(NotGranted):
        confirm_boundaries(actor=cast.actor(name), preview=preview, now=NOW)
    assert not Sector.objects.exists()


def test_a_circonscription_is_the_union_of_its_communes(cast):
    make_ground()
    communes = collection(feature(square(6.2, 44.0, 6.3, 44.2), code="04001", nom="Aiglun"))
    load(cast, communes, Kind.COMMUNE)
    district = District.objects.get(code="DIG")
    assign_communes(actor=cast.actor("agathe"), district=district, communes=Commune.objects.all(), now=NOW)
    district.refresh_from_db()
    assert (district.west, district.east) == (6.0, 6.3)
    assert district.geometry["type"] == "Polygon"
    assign_communes(actor=cast.actor("agathe"), district=district, communes=Commune.objects.filter(pk="04070"), now=NOW)
    assert not Commune.objects.get(pk="04001").district
    with pytest.raises(Refused):
        assign_communes(actor=cast.actor("agathe"), district=district, communes=[], now=NOW)


def test_a_circonscription_file_may_name_its_communes(cast):
    make_ground()
    content = collection(feature(None, code="DIG", nom="Digne-les-Bains", communes=["04070"]))
    load(cast, content, Kind.DISTRICT)
    assert District.objects.get(code="DIG").east == 6.2
    assert Commune.objects.get(pk="04070").district.code == "DIG"


def test_a_file_of_sectors_that_are_all_refused_is_told_and_nothing_breaks(db):
    shapeless = (
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": null, "geometry": null}]}'
    )
    preview = read_boundaries(shapeless, kind=Kind.SECTOR)
    assert not preview.accepted
    assert len(preview.refused) == 1
