"""Choosing a place in a form: known places without their accents, and an address between two sectors."""

import pytest

from palier.access.levels import Level
from palier.territory.models import PlaceKind
from palier.territory.services import Position, create_place, load_addresses, load_place_kinds
from palier.web.place_choice.candidates import ADDRESS, candidates_for
from palier.web.place_choice.forms import BOTH, PlaceChoiceForm
from tests.cast import NOW, TODAY
from tests.territory.ground import make_ground
from tests.territory.test_load_addresses import own


@pytest.fixture
def ground(cast, tmp_path):
    load_place_kinds()
    path = tmp_path / "adresses.csv"
    path.write_text(own("12,,Rue de la Borne,44.1,6.1001,numero,X", "8,,Rue du Milieu,44.1,6.05,numero,X"))
    load_addresses(actor=cast.actor("agathe"), path=path, now=NOW)
    return make_ground()


def chosen(cast, line, **more):
    kind = PlaceKind.objects.get(pk="hall").pk
    typed = {"place_words": line, "place": f"{ADDRESS}{line}, 04000 Digne-les-Bains", "kind": kind, **more}
    return PlaceChoiceForm(typed, actor=cast.actor("bruno"), today=TODAY)


def test_a_known_place_is_found_without_its_accents(cast, ground):
    kind, actor = PlaceKind.objects.get(pk="hall"), cast.actor("bruno")
    where = Position(44.1, 6.05)
    create_place(actor=actor, group_id=cast.group.pk, kind=kind, name="Cité des Érables", now=NOW, position=where)
    assert candidates_for(actor, "cite erables")[0].label == "Cité des Érables"


def test_an_address_inside_a_sector_asks_nothing_more(cast, ground):
    form = chosen(cast, "8 Rue du Milieu")
    assert form.is_valid(), form.errors
    assert form.place_of(cast.group, Level.GROUP, NOW).sector == ground[0]


def test_an_address_on_a_boundary_asks_for_its_sector(cast, ground):
    asked = chosen(cast, "12 Rue de la Borne")
    assert not asked.is_valid()
    assert list(asked.errors) == ["sector"]
    both = chosen(cast, "12 Rue de la Borne", sector=BOTH)
    assert both.is_valid(), both.errors
    place = both.place_of(cast.group, Level.GROUP, NOW)
    assert {place.sector, place.second_sector} == set(ground)
