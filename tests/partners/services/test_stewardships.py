"""Who owns or manages a place."""

from datetime import date

import pytest

from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.models import Stewardship
from palier.partners.services.stewardships import end_stewardship, give_stewardship
from palier.territory.models import Place, PlaceKind
from tests.cast import NOW, TODAY


@pytest.fixture
def hall(cast):
    kind = PlaceKind.objects.create(code="test-hall", label="Hall", is_building_part=True)
    return Place.objects.create(kind=kind, name="Hall B", created_at=NOW)


def give(cast, hall, who="bruno", **changes):
    values = {"place": hall, "organisation": cast.landlord, "kind": "owner", "since": date(2020, 1, 1), "now": NOW}
    return give_stewardship(actor=cast.actor(who), **(values | changes))


def test_a_member_says_who_owns_a_place(cast, hall, events):
    assert str(give(cast, hall)) == "Bléone Habitat (Propriétaire)"
    assert events() == ["partners:stewardship:give"]


def test_the_same_thing_is_not_said_twice(cast, hall):
    give(cast, hall)
    with pytest.raises(Refused, match="déjà dit"):
        give(cast, hall)
    assert give(cast, hall, kind="manager")


@pytest.mark.parametrize("who", ["eric", "denis", "hugo"])
def test_those_without_a_seat_say_nothing(cast, hall, who):
    with pytest.raises(NotGranted):
        give(cast, hall, who)


def test_an_end_is_dated_and_comes_once(cast, hall, events):
    stewardship = give(cast, hall)
    with pytest.raises(Refused) as refusal:
        end_stewardship(actor=cast.actor("bruno"), stewardship=stewardship, on=date(2019, 1, 1), now=NOW)
    assert refusal.value.field == "on"
    end_stewardship(actor=cast.actor("bruno"), stewardship=stewardship, on=TODAY, now=NOW)
    assert Stewardship.objects.get().until == TODAY
    with pytest.raises(Stale):
        end_stewardship(actor=cast.actor("bruno"), stewardship=stewardship, on=TODAY, now=NOW)
    assert events() == ["partners:stewardship:give", "partners:stewardship:end"]


def test_a_closed_organisation_owns_nothing_new(cast, hall):
    cast.landlord.closed_on = TODAY
    with pytest.raises(Refused, match="fermé"):
        give(cast, hall)
