"""Who owns or manages a place, from the place's page."""

import pytest
from django.urls import reverse

from palier.partners.models import Stewardship
from tests.web.territory.matrix import ground


@pytest.fixture
def hall(world):
    return ground(world)


def give(client, hall, **changes):
    return client.post(reverse("territory:steward-give", args=[hall.pk]), {"kind": "manager", "since": ""} | changes)


def test_a_manager_is_said_then_said_to_be_over_and_both_stay_on_the_page(world, client_for, hall):
    alice = client_for("alice")
    given = give(alice, hall, organisation=str(world.cast.landlord.pk), since="01/09/2026")
    page = alice.get(given["Location"]).content.decode()
    assert "Bléone Habitat" in page
    assert "01/09/2026" in page
    assert "a indiqué un propriétaire ou un gestionnaire du lieu" in page
    stewardship = Stewardship.objects.get()
    ended = alice.post(reverse("territory:steward-end", args=[stewardship.pk]), {"on": "02/10/2026"})
    page = alice.get(ended["Location"]).content.decode()
    assert "02/10/2026" in page
    assert "Mettre fin" not in page


def test_an_end_before_the_beginning_is_refused_and_changes_nothing(world, client_for, hall):
    alice = client_for("alice")
    give(alice, hall, organisation=str(world.cast.landlord.pk), since="01/09/2026")
    stewardship = Stewardship.objects.get()
    page = alice.post(reverse("territory:steward-end", args=[stewardship.pk]), {"on": "01/08/2026"}).content.decode()
    assert "la fin vient après" in page
    assert Stewardship.objects.get().until is None


def test_saying_it_twice_is_refused_on_the_form(world, client_for, hall):
    alice = client_for("alice")
    for _ in range(2):
        answer = give(alice, hall, organisation=str(world.cast.landlord.pk))
    assert "C’est déjà dit pour ce lieu." in answer.content.decode()
    assert Stewardship.objects.count() == 1
