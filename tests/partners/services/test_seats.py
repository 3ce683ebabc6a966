"""Seats: give, change, suspend, resume, end, and the chief's chair."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from palier.access.levels import Level
from palier.access.roles import Role
from palier.journal.models import Detail, Entry
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.models import Contact, Group, Seat
from palier.partners.services.groups import Plan, create_group
from palier.partners.services.seats import (
    appoint_chief,
    change_seat,
    end_seat,
    give_seat,
    resume_seat,
    suspend_seat,
)
from tests.cast import ARRIVED, NOW, TODAY


@pytest.fixture
def newcomer(cast):
    def make(organisation, name="Nina"):
        return Contact.objects.create(organisation=organisation, name=name, email="n@example.org", arrived_on=ARRIVED)

    return make


def give(cast, contact, who="alice", role=Role.PARTNER, since=TODAY):
    return give_seat(
        actor=cast.actor(who), group=cast.group, contact=contact, role=role, rank="substitute", since=since, now=NOW
    )


def test_the_chief_seats_a_partner(cast, newcomer, events):
    seat = give(cast, newcomer(cast.landlord))
    assert (seat.role, seat.rank, seat.since, seat.until) == ("partner", "substitute", TODAY, None)
    assert events() == ["partners:seat:give"]


@pytest.mark.parametrize("who", ["olivier", "bruno", "marc", "eric", "denis"])
def test_others_seat_nobody(cast, newcomer, who):
    with pytest.raises(NotGranted):
        give(cast, newcomer(cast.landlord), who)


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.OFFICER])
def test_a_police_role_needs_a_contact_of_the_police(cast, newcomer, role):
    with pytest.raises(Refused, match="réservé aux contacts de la police") as refusal:
        give(cast, newcomer(cast.landlord), role=role)
    assert refusal.value.field == "role"
    assert give(cast, newcomer(cast.police), role=role)


@pytest.mark.parametrize("role", [Role.CHIEF, Role.ADMINISTRATOR])
def test_the_chair_and_the_mandates_are_not_given_as_seats(cast, newcomer, role):
    with pytest.raises(Refused):
        give(cast, newcomer(cast.police), role=role)


def test_nobody_sits_twice_nor_before_arriving_nor_after_leaving(cast, contact):
    for name, since in (("bruno", TODAY), ("fatou", TODAY), ("dora", ARRIVED - timedelta(days=1))):
        with pytest.raises(Refused):
            give(cast, contact(name), since=since)


def test_one_account_does_not_speak_for_two_organisations_in_a_group(cast, newcomer):
    twin = newcomer(cast.town)
    twin.user = cast.users["bruno"]
    twin.save()
    with pytest.raises(Refused, match="pour une autre organisation"):
        give(cast, twin)


@pytest.mark.parametrize("verb", ["give", "appoint", "found"])
def test_who_gives_seats_takes_none(cast, newcomer, verb):
    """Decision 8: not even the administrator lets itself in; a second person does, and the group reads it."""
    own = newcomer(cast.police, "Diane")
    own.user = cast.users["diane"]
    own.save()
    diane = cast.actor("diane")
    plan = Plan(name="À moi", shape="thematic", theme="Commerces")
    verbs = {
        "give": lambda: give(cast, own, "diane", role=Role.OFFICER),
        "appoint": lambda: appoint_chief(actor=diane, group=cast.group, contact=own, on=TODAY, now=NOW),
        "found": lambda: create_group(
            actor=diane,
            code="DIG-9",
            district=cast.group.district,
            plan=plan,
            chief=own,
            opened_on=TODAY,
            now=NOW,
        ),
    }
    with pytest.raises(Refused, match="à vous-même") as refusal:
        verbs[verb]()
    assert refusal.value.field == "contact"
    assert not Group.objects.unsealed("test").filter(code="DIG-9").exists()
    assert give(cast, own, "alice", role=Role.OFFICER)


@pytest.mark.parametrize("keeper", ["agathe", "denis"])
def test_who_keeps_the_service_or_its_data_sits_nowhere(cast, newcomer, keeper):
    own = newcomer(cast.police, "Gardien")
    own.user = cast.users[keeper]
    own.save()
    with pytest.raises(Refused, match="ne lit aucun contenu"):
        give(cast, own)
    with pytest.raises(Refused, match="ne lit aucun contenu"):
        appoint_chief(actor=cast.actor("diane"), group=cast.group, contact=own, on=TODAY, now=NOW)


def test_the_members_read_who_gave_a_seat(cast, newcomer):
    give(cast, newcomer(cast.police), "agathe", role=Role.OFFICER)
    entry = Entry.objects.visible_to(cast.actor("bruno")).get(event="partners:seat:give")
    assert entry.actor_id == cast.users["agathe"].pk


def test_changing_a_seat_keeps_the_old_one(cast, seat, events):
    old = seat("olivier")
    new = change_seat(actor=cast.actor("alice"), seat=old, role=Role.DEPUTY, rank="titular", on=TODAY, now=NOW)
    kept = Seat.objects.unsealed("test").get(pk=old.pk)
    assert (kept.role, kept.until) == ("officer", TODAY)
    assert (new.role, new.since) == ("deputy", TODAY)
    assert cast.actor("olivier").seats[cast.group.pk].role is Role.DEPUTY
    assert events() == ["partners:seat:change"]


def test_a_suspension_survives_a_change_of_seat(cast, seat):
    new = change_seat(actor=cast.actor("alice"), seat=seat("hugo"), role=Role.PARTNER, rank="guest", on=TODAY, now=NOW)
    assert new.suspended_at
    assert not cast.actor("hugo").seats


def test_suspension_cuts_access_at_once_and_its_reason_stays_out_of_the_journal(cast, seat):
    suspend_seat(actor=cast.actor("alice"), seat=seat("bruno"), reason="Propos rapportés à la presse", now=NOW)
    assert not cast.actor("bruno").seats
    entry = Entry.objects.unsealed("test").get(event="partners:seat:suspend")
    assert entry.level == Level.POLICE
    assert "presse" not in str(Detail.objects.unsealed("test").get(pk=entry.pk).payload)


def test_suspension_needs_a_reason_and_happens_once(cast, seat):
    with pytest.raises(Refused, match="motif") as refusal:
        suspend_seat(actor=cast.actor("alice"), seat=seat("bruno"), reason=" ", now=NOW)
    assert refusal.value.field == "reason"
    with pytest.raises(Refused, match="déjà suspendu"):
        suspend_seat(actor=cast.actor("alice"), seat=seat("hugo"), reason="X", now=NOW)


def test_resuming_gives_access_back(cast, seat, events):
    resume_seat(actor=cast.actor("alice"), seat=seat("hugo"), now=NOW)
    assert cast.actor("hugo").seats
    assert events() == ["partners:seat:resume"]
    with pytest.raises(Refused, match="n’est pas suspendu"):
        resume_seat(actor=cast.actor("alice"), seat=seat("hugo"), now=NOW)


def test_ending_a_seat_cuts_access_and_keeps_history(cast, seat, events):
    end_seat(actor=cast.actor("alice"), seat=seat("bruno"), on=TODAY, now=NOW)
    assert not cast.actor("bruno").seats
    assert Seat.objects.unsealed("test").get(contact__user=cast.users["bruno"]).until == TODAY
    assert events() == ["partners:seat:end"]


def test_a_seat_read_before_another_change_is_stale(cast, seat):
    mine, theirs = seat("bruno"), seat("bruno")
    suspend_seat(actor=cast.actor("alice"), seat=theirs, reason="X", now=NOW)
    with pytest.raises(Stale):
        end_seat(actor=cast.actor("alice"), seat=mine, on=TODAY, now=NOW)


def test_an_ended_seat_no_longer_moves(cast, seat):
    ended = end_seat(actor=cast.actor("alice"), seat=seat("bruno"), on=TODAY, now=NOW)
    for verb in (
        lambda: end_seat(actor=cast.actor("alice"), seat=ended, on=TODAY, now=NOW),
        lambda: suspend_seat(actor=cast.actor("alice"), seat=ended, reason="X", now=NOW),
    ):
        with pytest.raises(Refused, match="pris fin"):
            verb()


def test_a_deputy_touches_every_seat_but_the_chief_s(cast, seat):
    suspend_seat(actor=cast.actor("alain"), seat=seat("bruno"), reason="X", now=NOW)
    with pytest.raises(NotGranted):
        suspend_seat(actor=cast.actor("alain"), seat=seat("alice"), reason="X", now=NOW)


def test_a_chief_s_seat_ends_only_by_naming_the_next(cast, seat):
    with pytest.raises(Refused, match="nommez le suivant"):
        end_seat(actor=cast.actor("agathe"), seat=seat("alice"), on=TODAY, now=NOW)


def test_naming_a_chief_frees_the_chair_and_ends_the_newcomer_s_old_seat(cast, contact, seat, events):
    appoint_chief(actor=cast.actor("diane"), group=cast.group, contact=contact("alain"), on=TODAY, now=NOW)
    assert seat("alain").role == "chief"
    assert not cast.actor("alice").seats
    assert Seat.objects.unsealed("test").filter(contact=contact("alain")).count() == 2
    assert events() == ["partners:seat:give"]


@pytest.mark.parametrize("who", ["alice", "alain", "eric"])
def test_a_group_does_not_name_its_own_chief(cast, contact, who):
    with pytest.raises(NotGranted):
        appoint_chief(actor=cast.actor(who), group=cast.group, contact=contact("alain"), on=TODAY, now=NOW)


def test_the_present_chief_is_not_named_again(cast, contact):
    with pytest.raises(Refused, match="déjà le chef"):
        appoint_chief(actor=cast.actor("agathe"), group=cast.group, contact=contact("alice"), on=TODAY, now=NOW)


def test_the_database_itself_refuses_two_chiefs(cast, contact):
    Seat.objects.unsealed("test").filter(contact=contact("alain")).update(until=TODAY)
    with pytest.raises(IntegrityError):
        Seat.objects.create(group=cast.group, contact=contact("alain"), role="chief", since=TODAY)
