"""The outbox on screen: subject and state for the administrator, bodies in demonstration on this machine only."""

import pytest
from django.urls import reverse

from palier.notifications.letters import post_invitation
from palier.notifications.models import Message
from palier.partners import invitations
from palier.partners.invitations import Guest
from palier.partners.models import Contact
from tests.cast import NOW


@pytest.fixture
def letter(cast, client):
    """An invitation in the outbox, and Agathe signed in to look at it."""
    Contact.objects.unsealed("test").filter(name="Dora").update(user=None, email="nouvelle@example.org")
    contact = Contact.objects.unsealed("test").get(name="Dora")
    sent = []

    def post(*, invitation, token):
        sent.append(token)
        return post_invitation(invitation=invitation, token=token)

    invitations.invite(actor=cast.actor("agathe"), guest=Guest(contact=contact), post=post, now=NOW)
    client.force_login(cast.users["agathe"])
    return sent[0]


def message_page(client):
    return reverse("account:outbox-message", kwargs={"pk": Message.objects.unsealed("test").get().pk})


def test_the_list_shows_subject_and_state_and_no_secret(letter, client):
    page = client.get(reverse("account:outbox")).content.decode()
    assert "Invitation à ouvrir un compte Palier" in page
    assert "En attente" in page
    assert letter not in page
    assert letter.partition(":")[0] not in page


def test_a_body_is_not_shown_outside_the_demonstration(letter, client):
    assert client.get(message_page(client)).status_code == 404


def test_a_body_is_shown_in_demonstration_on_this_machine(letter, client, settings):
    settings.DEMONSTRATION = True
    assert letter.partition(":")[0] in client.get(message_page(client)).content.decode()


@pytest.mark.parametrize("far", [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}])
def test_a_body_is_not_shown_to_another_machine_even_in_demonstration(letter, client, settings, far):
    settings.DEMONSTRATION = True
    assert client.get(message_page(client), **far).status_code == 404


def test_the_mail_has_two_twin_forms_and_one_link(letter, cast):
    message = Message.objects.unsealed("test").get()
    link = f"http://127.0.0.1:8000/invitation/{letter}/"
    assert link in message.text
    assert link in message.html
    assert "Bonjour Dora" in message.text
    assert "Bonjour Dora" in message.html
