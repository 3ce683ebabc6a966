"""The life of an account: closing, reopening, mandates, the last administrator."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession

from palier.access.roles import Role
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel import clock
from palier.kernel.errors import NotGranted, Refused
from palier.partners import accounts, mandates
from palier.partners.models import Mandate, User
from tests.cast import NOW


def test_a_closed_account_is_cut_at_the_next_request(cast, client):
    client.force_login(cast.users["bruno"])
    assert client.get("/mon-compte/").status_code == 200
    accounts.close_account(actor=cast.actor("agathe"), user=cast.users["bruno"], now=NOW)
    assert client.get("/mon-compte/")["Location"].startswith("/connexion/")


def test_a_reopened_account_enters_again(cast, client):
    bruno = accounts.close_account(actor=cast.actor("agathe"), user=cast.users["bruno"], now=NOW)
    accounts.reopen_account(actor=cast.actor("agathe"), user=bruno, now=NOW)
    assert client.login(email="bruno@example.org", password="motdepasse-long")


@pytest.mark.parametrize("name", ["alice", "denis", "diane", "bruno"])
def test_only_the_administrator_closes_accounts(cast, name):
    with pytest.raises(NotGranted):
        accounts.close_account(actor=cast.actor(name), user=cast.users["claire"], now=NOW)
    assert User.objects.get(email="claire@example.org").is_active


def test_nobody_closes_its_own_account(cast):
    with pytest.raises(Refused, match="votre propre compte"):
        accounts.close_account(actor=cast.actor("agathe"), user=cast.users["agathe"], now=NOW)


def test_the_last_administrator_keeps_the_mandate(cast):
    mandate = Mandate.objects.get(role=Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="dernier administrateur"):
        mandates.end_mandate(actor=cast.actor("agathe"), mandate=mandate, now=NOW)
    assert cast.actor("agathe").mandates


def test_an_ended_mandate_gives_nothing_the_same_day(cast):
    mandate = Mandate.objects.get(role=Role.DPO)
    mandates.end_mandate(actor=cast.actor("agathe"), mandate=mandate, now=NOW)
    assert not cast.actor("denis").mandates
    assert Entry.objects.unsealed("test").get().event == Event.MANDATE_END


def test_a_district_chief_needs_a_district(cast):
    with pytest.raises(Refused) as refusal:
        mandates.give_mandate(actor=cast.actor("agathe"), user=cast.users["dora"], role=Role.DISTRICT_CHIEF, now=NOW)
    assert refusal.value.field == "district"


def test_a_mandate_is_not_given_twice(cast):
    give = {"actor": cast.actor("agathe"), "user": cast.users["diane"], "role": Role.DPO, "now": NOW}
    mandates.give_mandate(**give)
    with pytest.raises(Refused, match="déjà ce mandat"):
        mandates.give_mandate(**give)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DPO])
def test_who_sits_in_a_group_keeps_neither_the_service_nor_its_data(cast, role):
    with pytest.raises(Refused, match="ne lit aucun contenu") as refusal:
        mandates.give_mandate(actor=cast.actor("agathe"), user=cast.users["dora"], role=role, now=NOW)
    assert refusal.value.field == "role"


def test_an_administrator_gives_itself_no_mandate(cast):
    with pytest.raises(Refused, match="autre administrateur"):
        mandates.give_mandate(actor=cast.actor("agathe"), user=cast.users["agathe"], role=Role.DPO, now=NOW)


def test_reading_the_notice_counts_once(cast):
    User.objects.update(notice_read_at=None)
    bruno = User.objects.get(email="bruno@example.org")
    accounts.read_notice(user=bruno, now=NOW)
    accounts.read_notice(user=bruno, now=NOW)
    assert Entry.objects.unsealed("test").filter(event=Event.ACCOUNT_NOTICE_READ).count() == 1
    assert bruno.notice_read_at == NOW


def test_a_session_that_is_over_is_forgotten_with_its_address(cast, client):
    client.post("/connexion/", {"login": "bruno@example.org", "password": "motdepasse-long"})
    assert UserSession.objects.get().ip
    assert accounts.forget_expired_sessions(now=clock.now()) == 0
    assert UserSession.objects.count() == 1
    assert accounts.forget_expired_sessions(now=clock.now() + timedelta(days=1)) == 1
    assert not UserSession.objects.exists()
