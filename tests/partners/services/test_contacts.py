"""Contacts: arrive, change, be replaced, depart."""

from datetime import date, timedelta

import pytest

from palier.access.roles import Role
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.invitations import Guest, invite, read_link
from palier.partners.models import Contact, DrawerGrant, Seat
from palier.partners.services.contacts import (
    Details,
    arrive_contact,
    change_contact,
    depart_contact,
    replace_contact,
)
from tests.cast import ARRIVED, NOW, TODAY

NINA = Details(name="Nina", email="Nina@Example.org", function="Responsable d’agence")


def test_a_newcomer_is_entered_and_seen_by_the_chief_before_any_seat(cast, events):
    nina = arrive_contact(actor=cast.actor("alice"), organisation=cast.landlord, details=NINA, on=TODAY, now=NOW)
    assert nina.email == "nina@example.org"
    assert events() == ["partners:contact:arrive"]
    assert Contact.objects.visible_to(cast.actor("alice")).filter(pk=nina.pk).exists()


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (Details(name=" ", email="a@b.fr"), "name"),
        (Details(name="Nina"), "email"),
        (Details(name="Nina", channel="phone", email="a@b.fr"), "phone"),
        (Details(name="Nina", email="bruno@example.org"), "email"),
    ],
)
def test_what_is_missing_or_doubled_is_said_on_its_field(cast, details, field):
    with pytest.raises(Refused) as refusal:
        arrive_contact(actor=cast.actor("alice"), organisation=cast.landlord, details=details, on=TODAY, now=NOW)
    assert refusal.value.field == field


def test_a_contact_reached_by_phone_needs_no_mail(cast):
    details = Details(name="Nina", channel="phone", phone="04 92 00 00 00")
    assert arrive_contact(actor=cast.actor("alice"), organisation=cast.landlord, details=details, on=TODAY, now=NOW)


def test_a_partner_corrects_its_own_entry_and_no_other(cast, contact, events):
    details = Details(name="Bruno", email="bruno@example.org", phone="04 92 11 11 11")
    changed = change_contact(actor=cast.actor("bruno"), contact=contact("bruno"), seen=1, details=details, now=NOW)
    assert changed.phone == "04 92 11 11 11"
    assert events() == ["partners:contact:change"]
    with pytest.raises(NotGranted):
        change_contact(actor=cast.actor("bruno"), contact=contact("claire"), seen=1, details=NINA, now=NOW)


def test_the_second_of_two_editors_is_told(cast, contact):
    details = Details(name="Bruno", email="bruno@example.org", phone="1")
    change_contact(actor=cast.actor("alice"), contact=contact("bruno"), seen=1, details=details, now=NOW)
    with pytest.raises(Stale):
        change_contact(actor=cast.actor("bruno"), contact=contact("bruno"), seen=1, details=NINA, now=NOW)


def test_the_chief_of_another_group_changes_nothing_here(cast, contact):
    with pytest.raises(NotGranted):
        change_contact(actor=cast.actor("marc"), contact=contact("bruno"), seen=1, details=NINA, now=NOW)


def test_a_successor_takes_the_seats_and_the_predecessor_stays_in_history(cast, contact, events):
    bruno = contact("bruno")
    nina = replace_contact(actor=cast.actor("alice"), contact=bruno, seen=1, details=NINA, on=TODAY, now=NOW)
    bruno.refresh_from_db()
    assert (nina.replaces, nina.organisation, nina.user) == (bruno, cast.landlord, None)
    assert bruno.departed_on == TODAY
    before, after = Seat.objects.unsealed("test").filter(contact__in=[bruno, nina]).order_by("since")
    assert (before.contact, before.until) == (bruno, TODAY)
    assert (after.contact, after.since, after.role, after.rank) == (nina, TODAY, before.role, before.rank)
    assert not cast.actor("bruno").seats
    assert events() == ["partners:contact:replace"]


@pytest.fixture
def shared(cast):
    """Paul of the police: an officer in Digne 1, and one in Manosque 1, where Alice has no say; no account yet."""
    paul = Contact.objects.create(organisation=cast.police, name="Paul", email="paul@example.org", arrived_on=ARRIVED)
    for group in (cast.group, cast.other_group):
        Seat.objects.create(group=group, contact=paul, role=Role.OFFICER, since=ARRIVED)
    return paul


def test_a_replacement_opens_no_group_that_the_chief_does_not_lead(cast, shared):
    """Else a chief would read the police of another group, through a successor of its own choice."""
    nina = replace_contact(actor=cast.actor("alice"), contact=shared, seen=1, details=NINA, on=TODAY, now=NOW)
    seats = Seat.objects.unsealed("test").filter(contact=nina)
    assert [seat.group for seat in seats] == [cast.group]
    assert not Seat.objects.unsealed("test").filter(contact=shared, until__isnull=True).exists()


def test_the_administrator_moves_every_seat(cast, shared):
    nina = replace_contact(actor=cast.actor("agathe"), contact=shared, seen=1, details=NINA, on=TODAY, now=NOW)
    assert Seat.objects.unsealed("test").filter(contact=nina).count() == 2


def test_the_address_that_opens_another_group_is_not_the_chief_s_to_change(cast, shared):
    mine = Details(name="Paul", email="alice.chez.elle@example.org")
    with pytest.raises(Refused, match="administrateur") as refusal:
        change_contact(actor=cast.actor("alice"), contact=shared, seen=1, details=mine, now=NOW)
    assert refusal.value.field == "email"
    assert change_contact(actor=cast.actor("agathe"), contact=shared, seen=1, details=mine, now=NOW)


@pytest.mark.parametrize("verb", ["change", "replace", "depart"])
def test_a_link_mailed_to_the_former_address_is_dead(cast, verb):
    irene = Contact.objects.create(
        organisation=cast.landlord, name="Irène", email="faute@example.org", arrived_on=ARRIVED
    )
    tokens = []
    invite(
        actor=cast.actor("alice"),
        guest=Guest(contact=seated(cast, irene)),
        post=lambda *, invitation, token: tokens.append(token),
        now=NOW,
    )
    read_link(token=tokens[0], now=NOW)
    about = {"actor": cast.actor("alice"), "contact": irene, "seen": 1, "now": NOW}
    if verb == "change":
        change_contact(**about, details=Details(name="Irène", email="irene@example.org"))
    elif verb == "replace":
        replace_contact(**about, details=NINA, on=TODAY)
    else:
        depart_contact(**about, on=TODAY)
    with pytest.raises(Refused, match="plus valable"):
        read_link(token=tokens[0], now=NOW)


def seated(cast, contact):
    Seat.objects.create(group=cast.group, contact=contact, role=Role.PARTNER, since=ARRIVED)
    return contact


def test_departure_cuts_access_the_same_day(cast, contact, events):
    assert cast.actor("bruno").seats
    depart_contact(actor=cast.actor("alice"), contact=contact("bruno"), seen=1, on=TODAY, now=NOW)
    assert not cast.actor("bruno").seats
    assert events() == ["partners:contact:depart"]


def test_a_departure_planned_for_later_leaves_access_until_that_day(cast, contact):
    later = TODAY + timedelta(days=10)
    depart_contact(actor=cast.actor("alice"), contact=contact("bruno"), seen=1, on=later, now=NOW)
    assert cast.actor("bruno").seats


def test_departure_closes_the_drawers(cast, contact):
    olivier = contact("olivier")
    grant = DrawerGrant.objects.create(drawer=olivier.pk, group=cast.group, user=olivier.user, granted_at=NOW)
    depart_contact(actor=cast.actor("alice"), contact=olivier, seen=1, on=TODAY, now=NOW)
    grant.refresh_from_db()
    assert grant.revoked_at == NOW


def test_the_departed_no_longer_change_nor_leave_twice(cast, contact):
    for verb in (
        lambda: depart_contact(actor=cast.actor("alice"), contact=contact("fatou"), seen=1, on=TODAY, now=NOW),
        lambda: change_contact(actor=cast.actor("alice"), contact=contact("fatou"), seen=1, details=NINA, now=NOW),
    ):
        with pytest.raises(Refused, match="parti"):
            verb()


def test_nobody_leaves_before_arriving(cast, contact):
    with pytest.raises(Refused, match="précéder") as refusal:
        depart_contact(actor=cast.actor("alice"), contact=contact("bruno"), seen=1, on=date(2020, 1, 1), now=NOW)
    assert refusal.value.field == "on"


def test_a_deputy_cannot_make_the_chief_leave(cast, contact):
    with pytest.raises(NotGranted, match="chef de secteur"):
        depart_contact(actor=cast.actor("alain"), contact=contact("alice"), seen=1, on=TODAY, now=NOW)
    with pytest.raises(NotGranted):
        replace_contact(actor=cast.actor("alain"), contact=contact("alice"), seen=1, details=NINA, on=TODAY, now=NOW)


def test_a_chief_replaced_hands_over_the_chair(cast, contact):
    nina = replace_contact(
        actor=cast.actor("agathe"), contact=contact("alice"), seen=1, details=NINA, on=TODAY, now=NOW
    )
    chair = Seat.objects.unsealed("test").get(group=cast.group, role="chief", until__isnull=True)
    assert chair.contact == nina


def test_a_stale_departure_writes_nothing(cast, contact, events):
    with pytest.raises(Stale):
        depart_contact(actor=cast.actor("alice"), contact=contact("bruno"), seen=7, on=TODAY, now=NOW)
    assert contact("bruno").departed_on is None
    assert cast.actor("bruno").seats
    assert not events()
