"""Odd answers to ordinary boxes: refused on the form, never by an error page."""

import pytest

from tests.world import World


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999"])
def test_a_year_that_nobody_means_is_refused_on_the_form(world: World, client_for, day):
    values = {"group": world.cast.group.pk, "day": day, "time": "18h30", "place": "Mairie", "planned_minutes": "60"}
    answer = client_for("alice").post("/reunions/nouvelle/", values)
    assert answer.status_code == 200
    assert "Vérifiez l’année" in answer.context["form"].errors["day"][0]
    assert "time" not in answer.context["form"].errors


@pytest.mark.parametrize("screen", ["/journal/", "/journal/consultations/"])
def test_the_registers_take_any_day(world: World, client_for, screen):
    assert client_for("denis").get(screen, {"since": "31/12/9999", "until": "31/12/9999"}).status_code == 200


def test_a_shape_nested_without_end_is_refused_on_the_form(world: World, client_for):
    values = {"name": "Square", "kind": world.stage.place.kind_id, "geometry": "[" * 9000}
    answer = client_for("bruno").post("/territoire/lieux/nouveau/", values)
    assert answer.status_code == 200
    assert "geometry" in answer.context["form"].errors
