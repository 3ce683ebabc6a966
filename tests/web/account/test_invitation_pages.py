"""The page of a mailed invitation: opening changes nothing, posting opens the account and signs in."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from palier.access.roles import Role
from palier.notifications.models import Message
from palier.partners.models import Contact, Invitation, Seat, User
from tests.cast import ARRIVED

CHOSEN = {"password1": "une phrase assez longue", "password2": "une phrase assez longue"}


@pytest.fixture
def link(cast, settings):
    """Alice invites Irène from the screen; the link is read in the outbox."""
    settings.EMAIL_BACKEND = "palier.notifications.backend.OutboxBackend"
    contact = Contact.objects.create(
        organisation=cast.landlord, name="Irène", email="irene@example.org", arrived_on=ARRIVED
    )
    Seat.objects.create(group=cast.group, contact=contact, role=Role.PARTNER, since=ARRIVED)
    chief = Client()
    chief.force_login(cast.users["alice"])
    chief.post(reverse("account:invite-contact", args=[contact.pk]))
    listed = chief.get(reverse("account:invitations")).content.decode()
    assert "L’invitation est partie." in listed
    assert "irene@example.org" in listed
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", Message.objects.unsealed("test").get().text).group(1)


def test_opening_changes_nothing(link, client):
    for _ in range(3):
        page = client.get(link)
        assert page.status_code == 200
    assert "Bléone Habitat" in page.content.decode()
    assert Invitation.objects.unsealed("test").get().accepted_at is None
    assert not User.objects.filter(email="irene@example.org").exists()


def test_the_address_is_neither_stored_nor_told(link, client):
    page = client.get(link)
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"


def test_nobody_is_signed_in_by_the_page_of_another_site(link, client):
    assert client.post(link, CHOSEN, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert Invitation.objects.unsealed("test").get().accepted_at is None
    assert "_auth_user_id" not in client.session


def test_choosing_a_password_opens_the_account_and_signs_in(link, client):
    assert client.post(link, CHOSEN).status_code == 302
    assert client.get("/")["Location"].startswith(reverse("account:notice"))
    client.post(reverse("account:notice"), {"next": "/mon-compte/"})
    assert "Irène" in client.get("/mon-compte/").content.decode()
    assert Client().get(link).status_code == 410


def test_two_different_entries_are_refused_and_nothing_is_opened(link, client):
    page = client.post(link, CHOSEN | {"password2": "une autre phrase longue"})
    assert "Les deux saisies diffèrent" in page.content.decode()
    assert not User.objects.filter(email="irene@example.org").exists()


def test_a_dead_link_says_what_to_do(link, client):
    page = client.get("/invitation/faux/")
    assert page.status_code == 410
    assert "Demandez une nouvelle invitation" in page.content.decode()


def test_an_existing_password_is_never_changed_by_an_invitation(link, cast, client):
    User.objects.create_user("irene@example.org", "Irène", "le mot de passe d’avant")
    page = client.post(link, CHOSEN)
    assert "Un compte existe déjà" in page.content.decode()
    assert User.objects.get(email="irene@example.org").check_password("le mot de passe d’avant")


def test_the_contact_page_offers_the_invitation_then_tells_where_it_stands(link, cast):
    chief = Client()
    chief.force_login(cast.users["alice"])
    contact = Contact.objects.unsealed("test").get(name="Irène")
    page = chief.get(reverse("partners:contact", args=[contact.pk])).content.decode()
    assert "Invitation en attente" in page
    assert f'action="{reverse("account:invite-contact", args=[contact.pk])}"' in page
    Invitation.objects.unsealed("test").all().delete()
    page = chief.get(reverse("partners:contact", args=[contact.pk])).content.decode()
    assert "Inviter à ouvrir un compte" in page
