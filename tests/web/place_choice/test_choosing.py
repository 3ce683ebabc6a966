"""Choosing a place from a form: what it makes, and who sees it afterwards."""

import pytest

from palier.access.levels import Level
from palier.access.roles import Role
from palier.cycle.problems.models import Problem
from palier.cycle.reports.models import Report
from palier.partners.models import Contact, Seat
from palier.territory.models import Place, Sector
from tests.cast import ARRIVED, NOW

PROPOSE, FILE, OPEN = "/lieux/proposer/", "/signalements/nouveau/", "/problematiques/nouvelle/"


@pytest.fixture
def seated(world):
    """The group has a sector: a spot without address lies somewhere in it."""
    sector = Sector.objects.create(district=world.cast.group.district, code="D1", name="Digne 1")
    world.cast.group.sectors.add(sector)
    return world


def typed(world, **values):
    place = world.stage.place
    return {
        "happening": "earlier",
        "place_words": "Cave aux vélos",
        "place": "nouveau:Cave aux vélos",
        "kind": place.kind_id,
        "category": world["report"].category_id,
        "text": "Cadenas coupés deux fois.",
        "channel": "member",
        "group": str(world.cast.group.pk),
        **values,
    }


def test_the_name_of_a_new_spot_stays_in_the_group_that_wrote_it(seated, client_for):
    answer = client_for("bruno").post(FILE, typed(seated))
    assert answer.status_code == 303
    made = Place.objects.unsealed("test").get(name="Cave aux vélos")
    assert (made.level, made.group_id) == (Level.GROUP, seated.cast.group.pk)
    assert "Cave aux vélos" in client_for("claire").get(PROPOSE, {"place_words": "cave"}).content.decode()
    stranger = client_for("dora")
    assert f"lieu:{made.pk}" not in stranger.get(PROPOSE, {"place_words": "cave aux"}).content.decode()
    assert "vélos" not in stranger.get("/territoire/lieux/").content.decode()
    assert stranger.get(f"/territoire/lieux/{made.pk}/").status_code == 404


def test_a_spot_of_one_group_is_not_named_to_another(seated, client_for):
    """A member of two groups reads both: what he files in one must not tell it the places of the other."""
    other = seated.cast.other_group
    spot = Place.objects.create(
        kind=seated.stage.place.kind, name="Cour du dépôt", level=Level.GROUP, group_id=other.pk, created_at=NOW
    )
    contact = Contact.objects.unsealed("test").get(user=seated.cast.users["bruno"])
    Seat.objects.create(group=other, contact=contact, role=Role.PARTNER, since=ARRIVED)
    answer = client_for("bruno").post(FILE, typed(seated, place=f"lieu:{spot.pk}", place_words=spot.name))
    assert "réservé à un autre groupe" in answer.content.decode()
    assert not Report.objects.unsealed("test").filter(place=spot).exists()


def test_the_spot_of_the_group_is_found_again(seated, client_for):
    for name in ("bruno", "claire"):
        assert client_for(name).post(FILE, typed(seated)).status_code == 303
    assert Place.objects.unsealed("test").filter(name="Cave aux vélos").count() == 1


def test_a_problem_for_named_organisations_opens_at_a_new_spot(seated, client_for):
    values = typed(seated, title="Cave forcée", gravity="2", level=Level.NAMED.value, readers=[seated.cast.landlord.pk])
    answer = client_for("alice").post(OPEN, values)
    assert answer.status_code == 303, answer.context["form"].errors
    problem = Problem.objects.unsealed("test").get(title="Cave forcée")
    assert problem.place.level == Level.NAMED
    assert "Cave aux vélos" in client_for("bruno").get(f"/problematiques/{problem.pk}/").content.decode()
    assert "vélos" not in client_for("claire").get("/territoire/lieux/").content.decode()


def test_a_null_character_is_refused_before_any_table_is_read(world, client_for):
    bruno, before = client_for("bruno"), Report.objects.unsealed("test").count()
    answer = bruno.post(FILE, typed(world, place_words="", place="nouveau:Cave\0"))
    assert answer.status_code == 200
    assert Report.objects.unsealed("test").count() == before
    assert bruno.get("/bilan/2026/compte.pdf?groupe=%00").status_code == 400
    assert bruno.get("/territoire/communes/%00/").status_code == 400


def test_a_group_without_sector_is_told_how_to_place_a_spot(world, client_for):
    answer = client_for("bruno").post(FILE, typed(world))
    assert answer.status_code == 200
    assert "n’a pas de secteur" in answer.context["form"].errors["place"][0]
    assert "Cadenas coupés deux fois." in answer.content.decode()


def test_a_refused_problem_leaves_no_spot_behind(seated, client_for):
    values = typed(seated, title="Cave forcée", gravity="2", level=Level.NAMED.value)
    answer = client_for("alice").post(OPEN, values)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Problem.objects.unsealed("test").filter(title="Cave forcée").exists()
    assert not Place.objects.unsealed("test").filter(name="Cave aux vélos").exists()


def test_the_kind_of_a_new_spot_is_asked_along_with_the_rest(seated, client_for):
    page = client_for("bruno").post(FILE, typed(seated, kind="", text="")).content.decode()
    assert "dites de quel type de lieu" in page
    assert "Ce qui a été constaté</a> : Ce champ est obligatoire" in page
