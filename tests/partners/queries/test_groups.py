"""Who sits where, and when."""

from datetime import date, timedelta

import pytest

from palier.partners.models import Contact, Seat
from palier.partners.queries.groups import (
    benches,
    contacts_to_seat,
    groups_for,
    police_contacts,
    seats_on,
    seats_over_time,
)
from palier.partners.services.contacts import depart_contact
from tests.cast import NOW, TODAY


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("alice", ["DIG-1"]),
        ("bruno", ["DIG-1"]),
        ("marc", ["MAN-1"]),
        ("eric", ["DIG-1"]),
        ("diane", ["DIG-1", "MAN-1"]),
        ("agathe", ["DIG-1", "MAN-1"]),
        ("denis", []),
        ("gaelle", []),
        ("hugo", []),
    ],
)
def test_each_reader_knows_its_groups(cast, who, codes):
    assert [group.code for group in groups_for(cast.actor(who))] == codes


def test_a_group_comes_with_its_chief_at_a_flat_cost(cast, django_assert_max_num_queries):
    agathe = cast.actor("agathe")
    with django_assert_max_num_queries(3):
        chiefs = [group.chiefs[0].contact.name for group in groups_for(agathe)]
    assert chiefs == ["Alice", "Marc"]


def test_closed_groups_are_listed_apart(cast):
    cast.group.closed_on = TODAY
    cast.group.save()
    assert [group.code for group in groups_for(cast.actor("agathe"))] == ["MAN-1"]
    assert [group.code for group in groups_for(cast.actor("agathe"), closed=True)] == ["DIG-1"]


def test_seats_are_listed_chief_first_then_by_organisation(cast):
    seats = seats_on(cast.actor("bruno"), cast.group, TODAY)
    assert [seat.contact.name for seat in seats] == [
        "Alice",
        "Alain",
        "Olivier",
        "Bruno",
        "Fatou",
        "Claire",
        "Gaelle",
        "Hugo",
    ]
    assert [bench.organisation.name for bench in benches(seats)] == [
        "Commissariat de Digne",
        "Bléone Habitat",
        "Ville de Digne",
    ]


def test_the_seats_of_another_group_are_not_seen(cast):
    assert not seats_on(cast.actor("dora"), cast.group, TODAY)
    assert not seats_over_time(cast.actor("dora"), cast.group)


def test_who_sat_when(cast):
    bruno = Contact.objects.unsealed("test").get(user=cast.users["bruno"])
    depart_contact(actor=cast.actor("alice"), contact=bruno, seen=1, on=TODAY, now=NOW)
    sitting = {
        day: [s.contact.name for s in seats_on(cast.actor("alice"), cast.group, day)]
        for day in (TODAY - timedelta(days=1), TODAY, date(2020, 1, 1))
    }
    assert "Bruno" in sitting[TODAY - timedelta(days=1)]
    assert "Bruno" not in sitting[TODAY]
    assert not sitting[date(2020, 1, 1)]
    assert bruno in [seat.contact for seat in seats_over_time(cast.actor("alice"), cast.group)]


def test_those_already_seated_are_not_offered_a_seat(cast):
    Seat.objects.unsealed("test").filter(contact__user=cast.users["bruno"]).update(until=TODAY)
    assert [contact.name for contact in contacts_to_seat(cast.actor("alice"), cast.group)] == ["Bruno", "Marc"]
    assert [contact.name for contact in contacts_to_seat(cast.actor("alice"), cast.group, police=True)] == ["Marc"]


def test_chiefs_are_chosen_among_the_police(cast):
    assert [contact.name for contact in police_contacts(cast.actor("agathe"))] == ["Alain", "Alice", "Marc", "Olivier"]
