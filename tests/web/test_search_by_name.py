"""Every screen where a name is searched finds it without accents nor case, on both engines."""

from typing import NamedTuple

import pytest
from django.urls import reverse

from palier.partners.models import Contact, User
from tests.cast import ARRIVED


@pytest.fixture
def elodie(world):
    """Somebody, an organisation's contact, a place and a problem that have an accented name."""
    user = User.objects.create_user("e.lebegue@example.org", "Élodie Lebègue")
    Contact.objects.create(organisation=world.cast.landlord, name="Élodie Lebègue", user=user, arrived_on=ARRIVED)
    world.stage.place.name = "Résidence des Érables"
    world.stage.place.search_words = "residence erables"
    world.stage.place.save()
    world.stage.problem(title="Épaves près de l’Œuvre")


class Search(NamedTuple):
    """Who types what, in which field of which screen, and what is found."""

    who: str
    screen: str
    field: str
    typed: str
    found: str


SEARCHES = [
    Search("denis", "account:rights", "words", "elodie LEBEGUE", "Élodie Lebègue"),
    Search("agathe", "account:accounts", "words", "elodie", "Élodie Lebègue"),
    Search("agathe", "account:accounts", "words", "lebègue Elodie", "Élodie Lebègue"),
    Search("alice", "partners:organisations", "words", "ELODIE", "Élodie Lebègue"),
    Search("alice", "problems:list", "words", "epaves oeuvre", "Épaves près de l’Œuvre"),
    Search("alice", "problems:list", "words", "ERABLES", "Épaves près de l’Œuvre"),
    Search("alice", "territory:places", "q", "residence erables", "Résidence des Érables"),
    Search("alice", "place_choice:lines", "place_words", "erables", "Résidence des Érables"),
]


@pytest.mark.parametrize("search", SEARCHES)
def test_a_name_is_found_without_its_accents(elodie, client_for, search):
    answer = client_for(search.who).get(reverse(search.screen), {search.field: search.typed})
    assert answer.status_code == 200
    assert search.found in answer.text


@pytest.mark.parametrize("search", SEARCHES)
def test_another_name_is_not_found(elodie, client_for, search):
    assert search.found not in client_for(search.who).get(reverse(search.screen), {search.field: "introuvable"}).text
