"""Invitations: who may invite whom, what the link opens, and that it works once."""

from datetime import timedelta

import pytest

from palier.access.roles import Role
from palier.journal.events import Event
from palier.journal.models import Detail, Entry
from palier.kernel.errors import NotGranted, Refused
from palier.partners import invitations
from palier.partners.invitations import Guest
from palier.partners.models import Contact, Invitation, Seat, User
from tests.cast import ARRIVED, NOW, TODAY

PASSWORD = "une phrase assez longue"


class Posted:
    """Keeps what would be mailed."""

    def __init__(self):
        self.tokens = []

    def __call__(self, *, invitation, token):
        self.tokens.append(token)


@pytest.fixture
def posted():
    return Posted()


@pytest.fixture
def irene(cast):
    """A contact of the landlord, seated in Digne 1, without an account."""
    contact = Contact.objects.create(
        organisation=cast.landlord, name="Irène", email="Irene@example.org", arrived_on=ARRIVED
    )
    Seat.objects.create(group=cast.group, contact=contact, role=Role.PARTNER, since=ARRIVED)
    return contact


def send(cast, name, guest, posted):
    return invitations.invite(actor=cast.actor(name), guest=guest, post=posted, now=NOW)


def test_a_chief_invites_a_contact_of_its_group_who_opens_the_account(cast, posted, irene):
    invitation = send(cast, "alice", Guest(contact=irene), posted)
    assert invitation.email == "irene@example.org"
    user = invitations.accept_invitation(token=posted.tokens[0], password=PASSWORD, now=NOW)
    irene.refresh_from_db()
    assert irene.user == user
    assert user.check_password(PASSWORD)
    events = list(Entry.objects.unsealed("test").values_list("event", flat=True))
    assert events == [Event.ACCOUNT_INVITE, Event.ACCOUNT_OPEN, Event.CONTACT_CHANGE]


def test_the_secret_of_the_link_is_stored_nowhere(cast, posted, irene):
    invitation = send(cast, "alice", Guest(contact=irene), posted)
    secret = posted.tokens[0].partition(":")[0]
    assert secret not in invitation.token_hash
    assert not any(secret in str(row.payload) for row in Detail.objects.unsealed("test"))


@pytest.mark.parametrize("name", ["marc", "olivier", "bruno", "eric", "denis"])
def test_those_who_do_not_lead_the_group_cannot_invite_its_contacts(cast, posted, irene, name):
    with pytest.raises(NotGranted):
        send(cast, name, Guest(contact=irene), posted)
    assert not posted.tokens


def test_a_chief_cannot_invite_with_a_mandate(cast, posted):
    with pytest.raises(NotGranted):
        send(cast, "alice", Guest(email="x@example.org", name="X", role=Role.ADMINISTRATOR), posted)


def test_the_administrator_invites_with_a_mandate_given_on_acceptance(cast, posted):
    send(cast, "agathe", Guest(email="dpo@example.org", name="Paul", role=Role.DPO), posted)
    user = invitations.accept_invitation(token=posted.tokens[0], password=PASSWORD, now=NOW)
    assert [mandate.role for mandate in user.mandates.all()] == [Role.DPO]


def test_a_link_works_once(cast, posted, irene):
    send(cast, "alice", Guest(contact=irene), posted)
    invitations.accept_invitation(token=posted.tokens[0], password=PASSWORD, now=NOW)
    with pytest.raises(Refused, match="plus valable"):
        invitations.accept_invitation(token=posted.tokens[0], password=PASSWORD, now=NOW)
    assert User.objects.filter(email="irene@example.org").count() == 1


def test_a_link_expires(cast, posted, irene):
    send(cast, "alice", Guest(contact=irene), posted)
    with pytest.raises(Refused, match="plus valable"):
        invitations.read_link(token=posted.tokens[0], now=NOW + timedelta(days=7))


def test_a_forged_link_is_refused_like_a_dead_one(cast, posted, irene):
    send(cast, "alice", Guest(contact=irene), posted)
    secret, _, signature = posted.tokens[0].partition(":")
    for forged in (secret, f"{secret}x:{signature}", f"{secret}:x", ""):
        with pytest.raises(Refused, match="plus valable"):
            invitations.read_link(token=forged, now=NOW)


def test_sending_again_kills_the_first_link(cast, posted, irene):
    invitation = send(cast, "alice", Guest(contact=irene), posted)
    invitations.resend_invitation(actor=cast.actor("alice"), invitation=invitation, post=posted, now=NOW)
    with pytest.raises(Refused):
        invitations.read_link(token=posted.tokens[0], now=NOW)
    assert invitations.read_link(token=posted.tokens[1], now=NOW).pk == invitation.pk


def test_inviting_again_renews_the_same_invitation(cast, posted, irene):
    send(cast, "alice", Guest(contact=irene), posted)
    send(cast, "alain", Guest(contact=irene), posted)
    assert Invitation.objects.unsealed("test").count() == 1
    with pytest.raises(Refused):
        invitations.read_link(token=posted.tokens[0], now=NOW)


def test_a_chief_cannot_take_over_an_invitation_of_the_administrator(cast, posted, irene):
    send(cast, "agathe", Guest(email="irene@example.org", name="Irène", role=Role.DPO), posted)
    with pytest.raises(Refused, match="autre invitation"):
        send(cast, "alice", Guest(contact=irene), posted)
    assert invitations.read_link(token=posted.tokens[0], now=NOW).role == Role.DPO


def test_a_revoked_link_is_dead(cast, posted, irene):
    invitation = send(cast, "alice", Guest(contact=irene), posted)
    invitations.revoke_invitation(actor=cast.actor("alice"), invitation=invitation, now=NOW)
    with pytest.raises(Refused):
        invitations.accept_invitation(token=posted.tokens[0], password=PASSWORD, now=NOW)


def test_a_weak_password_is_refused_and_the_link_still_works(cast, posted, irene):
    send(cast, "alice", Guest(contact=irene), posted)
    with pytest.raises(Refused) as refusal:
        invitations.accept_invitation(token=posted.tokens[0], password="motdepasse", now=NOW)
    assert refusal.value.field == "password1"
    invitations.accept_invitation(token=posted.tokens[0], password=PASSWORD, now=NOW)


def test_a_contact_with_the_address_of_an_account_is_linked_without_a_mail(cast, posted):
    other = Contact.objects.create(organisation=cast.town, name="Dora", email="dora@example.org", arrived_on=ARRIVED)
    Seat.objects.create(group=cast.group, contact=other, role=Role.PARTNER, since=ARRIVED)
    account = send(cast, "alice", Guest(contact=other), posted)
    assert account == cast.users["dora"]
    assert not posted.tokens


@pytest.mark.parametrize(
    ("owner", "why"),
    [("alice", "à vous-même"), ("agathe", "ne lit aucun contenu"), ("bruno", "pour une autre organisation")],
)
def test_a_seated_contact_is_not_linked_to_an_account_that_must_not_sit_there(cast, posted, irene, owner, why):
    Contact.objects.unsealed("test").filter(pk=irene.pk).update(email=f"{owner}@example.org", organisation=cast.town)
    irene.refresh_from_db()
    with pytest.raises(Refused, match=why):
        send(cast, "alice", Guest(contact=irene), posted)
    irene.refresh_from_db()
    assert irene.user is None


def test_a_contact_without_an_address_says_what_to_do(cast, posted, irene):
    Contact.objects.unsealed("test").filter(pk=irene.pk).update(email="")
    irene.refresh_from_db()
    with pytest.raises(Refused, match="complétez sa fiche"):
        send(cast, "alice", Guest(contact=irene), posted)


def test_a_failed_mail_leaves_no_invitation(cast, irene):
    def broken(**_):
        raise RuntimeError("no room on disk")

    with pytest.raises(RuntimeError):
        send(cast, "alice", Guest(contact=irene), broken)
    assert not Invitation.objects.unsealed("test").exists()
    assert not Entry.objects.unsealed("test").exists()


def test_the_first_administrator_is_invited_by_the_program_only_once(cast, posted):
    guest = Guest(email="premier@example.org", name="Premier", role=Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="déjà un administrateur"):
        invitations.invite_first_administrator(guest=guest, post=posted, now=NOW)
    cast.users["agathe"].mandates.update(until=TODAY)
    invitations.invite_first_administrator(guest=guest, post=posted, now=NOW)
    assert posted.tokens
