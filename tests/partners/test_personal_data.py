"""A member's own data: what is known, exported, corrected, erased; what stays and why."""

import json
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator

from palier.journal.events import Event
from palier.journal.models import Detail, Entry
from palier.kernel.errors import NotGranted, Refused
from palier.notifications.models import Message
from palier.notifications.outbox import Mail, enqueue
from palier.partners import accounts, personal_data, rights
from palier.partners.models import Contact, Invitation, RightsRequest, Seat, User
from tests.cast import NOW


@pytest.fixture
def gone(cast):
    """Bruno, whose seat is over."""
    Seat.objects.unsealed("test").filter(contact__user=cast.users["bruno"]).update(until=date(2026, 10, 1))
    return cast.users["bruno"]


def test_the_export_says_all_that_is_known_and_is_journalled(cast):
    bruno = cast.users["bruno"]
    enqueue(recipient="bruno@example.org", mail=Mail("essai", "Un avis", "Texte"))
    facts = personal_data.export_data(actor=cast.actor("bruno"), user=bruno, now=NOW)
    told = json.dumps(facts, ensure_ascii=False)
    for known in ("bruno@example.org", "Bléone Habitat", "GPO Digne 1", "Contact de partenaire", "Charte, version 1"):
        assert known in told
    assert facts["Courriels envoyés"][0]["objet"] == "Un avis"
    assert Entry.objects.unsealed("test").get().event == Event.ACCOUNT_EXPORT


def test_an_export_holds_no_secret(cast):
    alice = cast.users["alice"]
    told = json.dumps(personal_data.data_of(alice))
    assert alice.password not in told
    assert Authenticator.objects.get(user=alice).data["secret"] not in told


@pytest.mark.parametrize("name", ["alice", "agathe", "claire", "eric"])
def test_nobody_exports_the_data_of_another_but_the_officer_in_charge(cast, name):
    with pytest.raises(NotGranted):
        personal_data.export_data(actor=cast.actor(name), user=cast.users["bruno"], now=NOW)


def test_a_person_who_still_sits_is_not_erased(cast):
    with pytest.raises(Refused, match="siège encore"):
        personal_data.erase(actor=cast.actor("denis"), user=cast.users["bruno"], now=NOW)
    assert User.objects.get(pk=cast.users["bruno"].pk).name == "Bruno"


@pytest.mark.parametrize("name", ["agathe", "alice", "bruno"])
def test_only_the_officer_in_charge_erases(cast, gone, name):
    with pytest.raises(NotGranted):
        personal_data.erase(actor=cast.actor(name), user=gone, now=NOW)


def test_erasing_leaves_nothing_that_names_the_person_outside_the_journal(cast, gone):
    enqueue(recipient="bruno@example.org", mail=Mail("essai", "Un avis", "Bonjour Bruno"))
    accounts.read_notice(user=gone, now=NOW)
    User.objects.filter(pk=gone.pk).update(notice_read_at=None)
    accounts.read_notice(user=gone, now=NOW)
    personal_data.erase(actor=cast.actor("denis"), user=gone, now=NOW)
    contact = Contact.objects.unsealed("test").get(user=gone)
    assert (contact.name, contact.email, contact.phone, contact.function) == ("Personne effacée", "", "", "")
    assert contact.organisation == cast.landlord
    user = User.objects.get(pk=gone.pk)
    assert (user.name, user.is_active, user.has_usable_password()) == ("Personne effacée", False, False)
    assert not User.objects.filter(email__icontains="bruno").exists()
    assert not Message.objects.unsealed("test").filter(recipient__icontains="bruno").exists()
    assert not Invitation.objects.unsealed("test").filter(email__icontains="bruno").exists()


def test_the_journal_keeps_its_labels_until_its_own_retention(cast, gone):
    User.objects.filter(pk=gone.pk).update(notice_read_at=None)
    accounts.read_notice(user=gone, now=NOW)
    personal_data.erase(actor=cast.actor("denis"), user=gone, now=NOW)
    labels = set(Detail.objects.unsealed("test").values_list("subject_label", flat=True))
    assert labels == {"Bruno"}


def test_an_erased_account_does_not_reopen(cast, gone):
    personal_data.erase(actor=cast.actor("denis"), user=gone, now=NOW)
    with pytest.raises(Refused):
        accounts.reopen_account(actor=cast.actor("agathe"), user=gone, now=NOW)
    with pytest.raises(Refused):
        personal_data.erase(actor=cast.actor("denis"), user=gone, now=NOW)


def test_a_corrected_address_is_the_one_that_opens(cast, client):
    personal_data.rectify(
        actor=cast.actor("denis"), user=cast.users["bruno"], name="Bruno B.", email="Neuve@example.org", now=NOW
    )
    assert not client.login(email="bruno@example.org", password="motdepasse-long")
    assert client.login(email="neuve@example.org", password="motdepasse-long")
    assert Entry.objects.unsealed("test").get(event=Event.ACCOUNT_RECTIFY).detail.payload == {
        "fields": ["name", "email"]
    }


def test_an_address_already_taken_is_refused(cast):
    with pytest.raises(Refused) as refusal:
        personal_data.rectify(
            actor=cast.actor("denis"), user=cast.users["bruno"], name="Bruno", email="claire@example.org", now=NOW
        )
    assert refusal.value.field == "email"


def test_people_are_found_by_their_contact_too(cast):
    Contact.objects.unsealed("test").filter(user=cast.users["bruno"]).update(email="b.durand@bailleur.example")
    found = personal_data.find_people(actor=cast.actor("denis"), words="durand")
    assert list(found) == [cast.users["bruno"]]
    assert not personal_data.find_people(actor=cast.actor("denis"), words="b").exists()


def test_a_request_is_due_within_a_month_and_asked_once(cast):
    bruno = cast.users["bruno"]
    asked = rights.ask(user=bruno, kind=RightsRequest.Kind.ERASE, text="", now=NOW)
    assert asked.due_on == (NOW + timedelta(days=30)).date()
    with pytest.raises(Refused, match="déjà en cours"):
        rights.ask(user=bruno, kind=RightsRequest.Kind.ERASE, text="", now=NOW)


def test_a_request_is_read_by_its_author_and_the_officer_in_charge(cast):
    rights.ask(user=cast.users["bruno"], kind=RightsRequest.Kind.ACCESS, text="", now=NOW)
    readers = {name for name in cast.users if RightsRequest.objects.visible_to(cast.actor(name)).exists()}
    assert readers == {"bruno", "denis"}


def test_a_refusal_says_why_and_an_answer_is_given_once(cast):
    asked = rights.ask(user=cast.users["bruno"], kind=RightsRequest.Kind.ERASE, text="", now=NOW)
    give = {"actor": cast.actor("denis"), "request": asked, "outcome": RightsRequest.Outcome.REFUSED, "now": NOW}
    with pytest.raises(Refused, match="motivé"):
        rights.answer(**give, text=" ")
    rights.answer(**give, text="Vous siégez encore.")
    with pytest.raises(Refused, match="déjà reçu"):
        rights.answer(**give, text="Encore.")
