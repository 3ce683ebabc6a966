"""Creating and changing places."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.territory.models import Place, PlaceKind
from palier.territory.services import Position, change_place, create_place, deprecate_place_kind, load_place_kinds
from tests.cast import NOW, TODAY
from tests.territory.ground import make_ground, square

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def ground(cast):
    load_place_kinds()
    return make_ground()


@pytest.fixture
def make(cast, ground):
    def make_place(*, name="Hall B", kind="hall", who="bruno", group=None, latitude=44.1, longitude=6.05, **more):
        position = more.pop("position", Position(latitude, longitude))
        return create_place(
            actor=cast.actor(who),
            group_id=(group or cast.group).pk,
            kind=PlaceKind.objects.get(pk=kind),
            name=name,
            now=NOW,
            position=position,
            **more,
        )

    return make_place


def test_a_pin_finds_the_commune_and_the_sector(make, ground):
    place = make(address="12 rue de l’Église")
    assert (place.sector, place.second_sector) == (ground[0], None)
    assert place.commune_id == "04070"
    assert place.search_words == "hall b 12 rue eglise digne bains"
    assert Entry.objects.unsealed("test").get().subject_id == place.pk


def test_a_place_without_an_address_is_normal(make):
    assert make(name="Derrière le gymnase", kind="terrain").address == ""


def test_on_a_boundary_somebody_must_choose(make, ground):
    with pytest.raises(Refused) as refused:
        make(longitude=6.1001)
    assert refused.value.field == "sector"
    assert "Secteur DIG-1" in refused.value.message
    both = make(position=Position(44.1, 6.1001, sectors=ground))
    assert (both.sector, both.second_sector) == ground
    one = make(position=Position(44.1, 6.1001, sectors=[ground[1]]))
    assert (one.sector, one.second_sector) == (ground[1], None)


def test_a_sector_chosen_far_from_the_pin_is_refused(make, ground):
    with pytest.raises(Refused, match="pas dans le secteur choisi"):
        make(position=Position(44.1, 6.02, sectors=[ground[1]]))


def test_an_area_across_both_sectors_asks_and_one_that_brushes_a_sector_does_not(make, ground):
    with pytest.raises(Refused, match="sur une limite"):
        make(position=Position(geometry=square(6.05, 44.05, 6.15, 44.1)), kind="quartier")
    brushing = make(position=Position(geometry=square(6.05, 44.05, 6.1002, 44.1)), kind="quartier")
    assert brushing.second_sector is None
    line = {"type": "LineString", "coordinates": [[6.12, 44.1], [6.13, 44.11]]}
    assert make(position=Position(geometry=line), kind="rue").sector == ground[1]


def test_outside_every_sector_a_place_has_none(make):
    place = make(longitude=7.5)
    assert (place.sector, place.commune) == (None, None)


def test_without_a_pin_a_part_is_where_the_whole_is_and_others_need_a_sector(make, ground):
    whole = make(name="Les Cèdres", kind="residence")
    part = make(name="Hall A", part_of=whole, position=None)
    assert (part.sector, part.latitude) == (whole.sector, whole.latitude)
    with pytest.raises(Refused) as refused:
        make(position=None)
    assert refused.value.field == "position"
    assert make(position=Position(sectors=[ground[1]])).sector == ground[1]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"address": "x" * 201}, "address"),
        ({"level": Level.SEALED}, "level"),
        ({"position": Position(44.1, None)}, "position"),
        ({"position": Position(6_300_000.0, 900_000.0)}, "position"),
        ({"position": Position(geometry={"type": "Polygon", "coordinates": [[[6, 44], [6, 45]]]})}, "position"),
    ],
)
def test_bad_input_names_its_field_and_writes_nothing(make, changes, field):
    with pytest.raises(Refused) as refused:
        make(**changes)
    assert refused.value.field == field
    assert not Place.objects.unsealed("test").exists()


def test_a_retired_kind_is_refused_for_a_new_place_and_kept_by_an_old_one(cast, make):
    old = make()
    kind = PlaceKind.objects.get(pk="hall")
    deprecate_place_kind(actor=cast.actor("agathe"), kind=kind, today=TODAY, now=NOW)
    with pytest.raises(Refused, match="n’est plus proposé"):
        make()
    kind.refresh_from_db()
    change_place(actor=cast.actor("bruno"), place=old, kind=kind, name="Hall C", now=LATER)
    assert Place.objects.unsealed("test").get().name == "Hall C"


def test_a_police_place_is_unknown_to_partners_and_to_the_other_group(cast, make):
    place = make(who="alice", level=Level.POLICE, name="Box 12", kind="parking-souterrain")
    assert place in Place.objects.visible_to(cast.actor("olivier"))
    assert place not in Place.objects.visible_to(cast.actor("bruno"))
    assert place not in Place.objects.visible_to(cast.actor("marc"))
    with pytest.raises(Refused, match="n’existe pas"):
        make(who="bruno", part_of=place)
    with pytest.raises(Refused, match="plus confidentiel"):
        make(who="alice", part_of=place)


def test_a_place_is_not_part_of_itself(cast, make):
    whole = make(name="Les Cèdres", kind="residence")
    part = make(part_of=whole)
    with pytest.raises(Refused, match="lui-même"):
        change_place(actor=cast.actor("bruno"), place=whole, kind=whole.kind, name="X", part_of=part, now=LATER)


def test_changing_keeps_the_position_unless_one_is_given(cast, make, ground):
    place = make()
    change_place(actor=cast.actor("bruno"), place=place, kind=place.kind, name="Hall Z", now=LATER)
    place.refresh_from_db()
    assert (place.name, place.sector) == ("Hall Z", ground[0])
    assert place.search_words.startswith("hall z")
    moved = Position(44.1, 6.15)
    change_place(actor=cast.actor("bruno"), place=place, kind=place.kind, name="Hall Z", now=LATER, position=moved)
    assert Place.objects.unsealed("test").get().sector == ground[1]


def test_the_second_of_two_editors_is_told(cast, make):
    place = make()
    other = Place.objects.visible_to(cast.actor("alice")).get(pk=place.pk)
    change_place(actor=cast.actor("bruno"), place=place, kind=place.kind, name="Hall D", now=LATER)
    with pytest.raises(Stale):
        change_place(actor=cast.actor("alice"), place=other, kind=other.kind, name="Hall E", now=LATER)
    assert Place.objects.unsealed("test").get().name == "Hall D"


@pytest.mark.parametrize("who", ["dora", "eric", "agathe", "denis", "hugo"])
def test_outsiders_make_and_change_no_place_of_the_group(cast, make, who):
    place = make()
    with pytest.raises(NotGranted):
        make(who=who)
    with pytest.raises(NotGranted):
        change_place(actor=cast.actor(who), place=place, kind=place.kind, name="X", now=LATER)


def test_a_place_is_not_made_above_what_its_author_reads(make):
    with pytest.raises(Refused) as refusal:
        make(level=Level.POLICE)
    assert refusal.value.field == "level"
    assert make(level=Level.POLICE, who="olivier").level == Level.POLICE


def test_a_drawing_of_thousands_of_points_is_refused(make):
    line = {"type": "LineString", "coordinates": [[6.05 + step * 1e-6, 44.1] for step in range(2_001)]}
    with pytest.raises(Refused, match="2001 points, 2000 au plus"):
        make(position=Position(geometry=line))


def test_a_coordinate_beyond_numbers_is_refused(make):
    with pytest.raises(Refused, match="coordonnées"):
        make(position=Position(geometry={"type": "Point", "coordinates": [10**4000, 44.1]}))
