"""The directory: who reads which contact, and what a search may tell."""

import pytest

from palier.partners.models import Contact
from palier.partners.queries.directory import Search, contacts_of, directory_for, present_contacts, seats_of_contact
from tests.cast import ARRIVED, TODAY


def names(rows):
    return [row.name for row in rows]


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("alice", {"Alain", "Alice", "Bruno", "Claire", "Gaelle", "Hugo", "Marc", "Olivier"}),
        ("bruno", {"Alain", "Alice", "Bruno", "Claire", "Gaelle", "Hugo", "Olivier"}),
        ("dora", {"Dora", "Marc"}),
        ("eric", {"Alain", "Alice", "Bruno", "Claire", "Gaelle", "Hugo", "Olivier"}),
        ("denis", set()),
        ("hugo", set()),
    ],
)
def test_each_reader_reads_the_contacts_of_its_groups(cast, who, reads):
    assert set(names(present_contacts(cast.actor(who)))) == reads


def test_a_contact_without_a_seat_is_read_by_the_chiefs_and_its_organisation_only(cast):
    Contact.objects.create(organisation=cast.landlord, name="Nina", arrived_on=ARRIVED)
    readers = {who for who in cast.users if "Nina" in names(present_contacts(cast.actor(who)))}
    assert readers == {"alice", "alain", "marc", "bruno", "agathe"}


def test_organisations_come_with_the_contacts_their_reader_may_read(cast):
    found = {row.name: names(row.present_contacts) for row in directory_for(cast.actor("dora"))}
    assert found["Durance Logis"] == ["Dora"]
    assert found["Bléone Habitat"] == []


@pytest.mark.parametrize("who", ["denis", "hugo"])
def test_the_directory_is_closed_to_those_not_granted(cast, who):
    assert not directory_for(cast.actor(who))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bleone", ["Bléone Habitat"]),
        ("HABITAT bléo", ["Bléone Habitat"]),
        ("bailleur", ["Bléone Habitat", "Durance Logis"]),
        ("claire", ["Ville de Digne"]),
        ("dora", []),
        ("claire bleone", []),
    ],
)
def test_words_are_found_without_accents_and_only_where_the_reader_reads(cast, words, found):
    assert names(directory_for(cast.actor("bruno"), Search(words=words))) == found


def test_filters_by_type_and_by_closing(cast):
    cast.town.closed_on = TODAY
    cast.town.save()
    actor = cast.actor("alice")
    assert names(directory_for(actor, Search(type_code="PN"))) == ["Commissariat de Digne"]
    assert names(directory_for(actor, Search(closed=True))) == ["Ville de Digne"]


def test_the_cost_does_not_grow_with_the_directory(cast, django_assert_max_num_queries):
    for number in range(10):
        Contact.objects.create(organisation=cast.landlord, name=f"Contact {number}", arrived_on=ARRIVED)
    alice = cast.actor("alice")
    with django_assert_max_num_queries(4):
        assert [row.present_contacts for row in directory_for(alice, Search(words="contact"))]


def test_the_departed_stay_readable_after_the_present(cast):
    assert names(contacts_of(cast.actor("alice"), cast.landlord)) == ["Bruno", "Fatou"]


def test_the_seats_of_a_contact_are_those_of_the_groups_one_knows(cast):
    marc = Contact.objects.unsealed("test").get(user=cast.users["marc"])
    assert [seat.group for seat in seats_of_contact(cast.actor("marc"), marc)] == [cast.other_group]
    assert not seats_of_contact(cast.actor("alice"), marc)
