"""Sealed drawers: opened by name to the police of one group."""

from uuid import uuid4

import pytest

from palier.access.levels import Level
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.models import CharterSignature
from palier.partners.services.drawers import grant_drawer, grants_shown_to, may_be_named, open_grants, revoke_drawer
from palier.partners.services.seats import appoint_chief, end_seat
from tests.cast import NOW, TODAY

DRAWER = uuid4()


def grant(cast, who="alice", to="olivier", group=None):
    content = {"drawer": DRAWER, "user": cast.users[to], "reason": "Conduit l’opération.", "now": NOW}
    return grant_drawer(actor=cast.actor(who), group=group or cast.group, **content)


def test_a_grant_opens_one_drawer_to_one_person(cast):
    grant(cast)
    assert cast.actor("olivier").drawers == {DRAWER}
    assert not cast.actor("alain").drawers
    assert not cast.actor("alice").drawers


def test_the_entry_is_sealed_with_the_drawer(cast):
    grant(cast)
    entry = Entry.objects.unsealed("test").get(event="partners:drawer:grant")
    assert (entry.level, entry.subject_id) == (Level.SEALED, DRAWER)
    assert Entry.objects.visible_to(cast.actor("olivier")).filter(pk=entry.pk).exists()
    assert not Entry.objects.visible_to(cast.actor("alice")).filter(pk=entry.pk).exists()


@pytest.mark.parametrize("to", ["bruno", "marc", "eric", "agathe", "fatou"])
def test_only_the_police_of_that_group_may_be_named(cast, to):
    with pytest.raises(Refused, match="siège de police") as refusal:
        grant(cast, to=to)
    assert refusal.value.field == "user"


@pytest.mark.parametrize("who", ["olivier", "bruno", "marc", "agathe", "diane", "denis"])
def test_others_open_no_drawer(cast, who):
    with pytest.raises(NotGranted):
        grant(cast, who)


def test_a_deputy_does_not_let_itself_into_a_drawer_that_has_readers(cast):
    grant(cast, to="alice")
    with pytest.raises(NotGranted, match="personnes nommées"):
        grant(cast, "alain", "alain")
    grant(cast, to="alain")
    assert grant(cast, "alain", "olivier")


def test_the_same_person_is_not_named_twice(cast):
    grant(cast)
    with pytest.raises(Refused, match="déjà"):
        grant(cast)


def test_revoking_closes_it_at_once(cast):
    given = grant(cast)
    revoke_drawer(actor=cast.actor("alice"), grant=given, reason="Opération terminée.", now=NOW)
    assert not cast.actor("olivier").drawers
    assert not open_grants(cast.group.pk, DRAWER)
    with pytest.raises(Stale):
        revoke_drawer(actor=cast.actor("alice"), grant=given, reason="Opération terminée.", now=NOW)
    assert grant(cast)


def test_a_drawer_shuts_when_its_reader_leaves_the_group(cast, seat, contact):
    grant(cast)
    end_seat(actor=cast.actor("alice"), seat=seat("olivier"), on=TODAY, now=NOW)
    appoint_chief(actor=cast.actor("agathe"), group=cast.other_group, contact=contact("olivier"), on=TODAY, now=NOW)
    olivier = cast.actor("olivier")
    assert olivier.seats
    assert not olivier.drawers


def test_a_drawer_shuts_while_the_charter_is_unsigned(cast):
    grant(cast)
    CharterSignature.objects.filter(user=cast.users["olivier"]).delete()
    assert not cast.actor("olivier").drawers


def test_nobody_is_named_or_struck_off_without_a_reason(cast):
    with pytest.raises(Refused):
        grant_drawer(
            actor=cast.actor("alice"), group=cast.group, drawer=DRAWER, user=cast.users["olivier"], reason=" ", now=NOW
        )
    given = grant(cast)
    with pytest.raises(Refused):
        revoke_drawer(actor=cast.actor("alice"), grant=given, reason="", now=NOW)
    revoke_drawer(actor=cast.actor("alice"), grant=given, reason="Muté.", now=NOW)
    kept = grants_shown_to(cast.actor("alice"), DRAWER).get()
    assert (kept.reason, kept.closing_reason) == ("Conduit l’opération.", "Muté.")


def test_the_police_of_the_group_may_be_named_once(cast):
    assert [user.name for user in may_be_named(cast.group.pk, DRAWER, today=TODAY)] == ["Alain", "Alice", "Olivier"]
    grant(cast)
    assert [user.name for user in may_be_named(cast.group.pk, DRAWER, today=TODAY)] == ["Alain", "Alice"]
