"""Sending a link: to whom, what is previewed, twenty minutes to take it back, what the list says of it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.slips.models import Slip
from palier.kernel import clock
from palier.notifications.delivery import deliver_pending
from palier.notifications.models import Message
from palier.partners.models import Contact
from tests.cycle.slips.sending import irene
from tests.notifications.test_delivery import server  # noqa: F401 - a real mail server
from tests.world import POLICE_WORD

pytestmark = pytest.mark.django_db
LIST = reverse("slips:list")
MAILED = re.compile(r"https?://[^/\s]+(/promesses/\S+/)")


@pytest.fixture
def where(world):
    return reverse("slips:send", kwargs={"group": world.cast.group.pk, "organisation": world.cast.landlord.pk})


@pytest.fixture
def contact(world):
    return irene(world.stage)


def mail():
    return Message.objects.unsealed("test").get(kind="slip")


def send(client, where, contact, *actions):
    return client.post(where, {"contact": contact.pk, "promises": [action.pk for action in actions]})


def test_the_contact_without_account_comes_first_and_every_promise_is_ticked(world, client_for, where, contact):
    text = client_for("alice").get(where).content.decode()
    assert text.index("Irène") < text.index("Bruno")
    assert "Fatou" not in text, "she left"
    assert re.findall(r'name="contact"[^>]*value="([^"]+)"[^>]*checked', text) == [str(contact.pk)]
    ticked = re.findall(r'name="promises"[^>]*value="([^"]+)"[^>]*checked', text)
    sendable = Action.objects.unsealed("test").filter(organisation=world.cast.landlord, level__lte=Level.GROUP)
    assert set(ticked) == {str(pk) for pk in sendable.values_list("pk", flat=True)}
    assert POLICE_WORD not in text


def test_what_is_previewed_is_what_the_link_shows(world, client_for, where, contact):
    alice, action = client_for("alice"), world["action"]
    preview = alice.get(where, {"contact": contact.pk, "promises": [action.pk]}).content.decode()
    assert not Slip.objects.unsealed("test").exists()
    send(alice, where, contact, action)
    shown = Client().get(MAILED.search(mail().text)[1]).content.decode()
    told = [
        re.findall(r"<(?:h2|dt|dd|p)[^>]*>(.*?)</", page[page.index("Confidentiel") :]) for page in (preview, shown)
    ]
    until = next(rank for rank, words in enumerate(told[0]) if words.startswith("Réponses offertes"))
    assert told[0][:until] == told[1][:until]
    assert "« J’accepte », « Je décline »" in preview


def test_a_link_is_sent_with_its_two_forms_and_waits_twenty_minutes(world, client_for, where, contact):
    before = clock.now()
    answer = send(client_for("alice"), where, contact, world["action"])
    assert (answer.status_code, answer["Location"]) == (303, LIST)
    message = mail()
    assert (message.recipient, message.holds_secret) == ("irene@example.org", True)
    assert message.not_before >= before + timedelta(minutes=20)
    assert world["action"].title in message.text
    assert MAILED.search(message.text)[1] in message.html
    assert POLICE_WORD not in message.text + message.html


def test_a_choice_that_is_not_offered_sends_nothing(world, client_for, where, contact):
    elsewhere = Contact.objects.unsealed("test").get(name="Claire")
    client = client_for("alice")
    for someone, actions in ((contact, []), (elsewhere, [world["action"]]), (contact, [world["police_action"]])):
        answer = send(client, where, someone, *actions)
        assert answer.status_code == 200
        assert "Le lien n’a pas été envoyé" in answer.content.decode()
    assert not Message.objects.unsealed("test").filter(kind="slip").exists()


def test_without_an_address_the_directory_is_offered(world, client_for, where):
    Contact.objects.unsealed("test").filter(organisation=world.cast.landlord).update(email="")
    text = client_for("alice").get(where).content.decode()
    assert "Ajouter un contact" in text


def test_the_action_offers_the_link_to_who_leads_and_says_when_nobody_has_an_account(world, client_for):
    url = reverse("actions:action", kwargs={"pk": world["action"].pk})
    offer, nobody = "Envoyer le lien à l’organisation", "Personne n’a de compte"
    assert offer in (text := client_for("alice").get(url).content.decode())
    assert nobody not in text
    assert offer not in client_for("bruno").get(url).content.decode()
    Contact.objects.unsealed("test").filter(organisation=world.cast.landlord).update(user=None)
    assert nobody in client_for("alice").get(url).content.decode()
    police = reverse("actions:action", kwargs={"pk": world["police_action"].pk})
    assert offer not in client_for("alice").get(police).content.decode()


def test_taken_back_within_twenty_minutes_the_mail_never_leaves(server, world, client_for, where, contact):  # noqa: F811
    alice = client_for("alice")
    send(alice, where, contact, world["action"])
    link = MAILED.search(mail().text)[1]
    assert deliver_pending(now=clock.now() + timedelta(minutes=19)).sent == 0
    assert "Ne pas envoyer" in alice.get(LIST).content.decode()
    slip = Slip.objects.unsealed("test").get()
    alice.post(reverse("slips:revoke", kwargs={"pk": slip.pk}))
    assert deliver_pending(now=clock.now() + timedelta(minutes=21)).sent == 0
    assert (mail().state, mail().text, server.received) == (Message.State.WITHDRAWN, "", [])
    assert "Retiré avant l’envoi" in alice.get(LIST).content.decode()
    assert Client().get(link).status_code == 410


@pytest.fixture
def mailed(world, client_for, where, contact):
    """The address of a link that Alice sent."""
    send(client_for("alice"), where, contact, world["action"])
    return MAILED.search(mail().text)[1]


@pytest.mark.parametrize("end", ["departed", "readdressed", "reserved", "nothing"])
def test_the_rights_of_the_recipient_are_those_of_the_sending(server, world, contact, mailed, end):  # noqa: F811
    rows = Contact.objects.unsealed("test").filter(pk=contact.pk)
    match end:
        case "departed":
            rows.update(departed_on=clock.today())
        case "readdressed":
            rows.update(email="autre@example.org")
        case "reserved":
            Action.objects.unsealed("test").filter(pk=world["action"].pk).update(level=Level.POLICE)
    done = deliver_pending(now=clock.now() + timedelta(minutes=21))
    if end != "nothing":
        assert (done.sent, mail().state, mail().text) == (0, Message.State.WITHDRAWN, "")
        return
    assert done.sent == 1
    assert server.received[0].rcpt_tos == ["irene@example.org"]
    assert "multipart/alternative" in server.received[0].content.decode()
    assert (mail().state, mail().text) == (Message.State.SENT, "")
    assert Client().get(mailed).status_code == 200


def test_the_list_says_what_became_of_each_link(world, client_for, where, contact):
    alice = client_for("alice")
    send(alice, where, contact, world["action"])
    link = MAILED.search(mail().text)[1]
    Client().get(link)
    Client().post(f"{link}{world['action'].pk}/", {"reponse": "accept"})
    text = alice.get(LIST).content.decode()
    for words in ("Irène", "En attente", "Ouvert le", "Accepté le", world["action"].title):
        assert words in text
    assert "Irène" not in client_for("marc").get(LIST).content.decode()


def test_ten_links_cost_as_many_queries_as_two(world, client_for, where):
    alice = client_for("alice")

    def cost(number):
        for _ in range(number):
            contact = irene(world.stage, email=f"i{Contact.objects.unsealed('test').count()}@example.org")
            send(alice, where, contact, world["action"])
        alice.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            assert alice.get(LIST).status_code == 200
        return len(queries)

    assert cost(2) == cost(8)


def test_a_corrected_address_ends_the_link_says_so_and_offers_to_send_again(world, client_for, where, contact, mailed):
    alice, sheet = client_for("alice"), reverse("partners:contact-edit", kwargs={"pk": contact.pk})
    details = {"name": contact.name, "email": "irene.blanc@example.org", "channel": "mail", "seen": contact.revision}
    told = alice.post(sheet, details, follow=True).content.decode()
    assert "envoyé à l’ancienne adresse n’ouvre plus rien" in told
    assert Client().get(mailed).status_code == 410
    listed = alice.get(LIST).content.decode()
    assert "Adresse corrigée" in listed
    again = f"{where}?pour={contact.pk}"
    assert again in listed
    ticked = re.findall(r'name="contact"[^>]*value="([^"]+)"[^>]*checked', alice.get(again).content.decode())
    assert ticked == [str(contact.pk)]
    send(alice, where, contact, world["action"])
    assert again not in alice.get(LIST).content.decode(), "once sent again, nothing more is proposed"


def test_the_preview_says_what_the_link_of_before_becomes(world, client_for, where, contact, mailed):
    other = world.stage.action(world["problem"], title="Poser une lampe")
    preview = client_for("alice").get(where, {"contact": contact.pk, "promises": [other.pk]}).content.decode()
    assert "Ce lien remplace le précédent" in preview
    assert f"Ne seront plus montrés : « {world['action'].title} »" in preview
    both = [other.pk, world["action"].pk]
    assert (
        "Ne seront plus"
        not in client_for("alice").get(where, {"contact": contact.pk, "promises": both}).content.decode()
    )


def test_without_a_mail_server_the_screens_say_that_nothing_leaves(world, client_for, where, contact, settings):
    alice, nothing = client_for("alice"), "Aucun serveur de courriel n’est réglé"
    choice = {"contact": contact.pk, "promises": [world["action"].pk]}
    for seen in (alice.get(where), alice.get(where, choice), alice.get(LIST)):
        assert nothing in seen.content.decode()
    assert "sans partir" in alice.post(where, choice, follow=True).content.decode()
    assert "part à" not in alice.get(LIST).content.decode()
    settings.EMAIL_HOST = "smtp.example.org"
    for seen in (alice.get(where), alice.get(where, choice), alice.get(LIST)):
        assert nothing not in seen.content.decode()


@pytest.mark.parametrize("demonstration", [True, False])
def test_the_mail_of_a_link_is_read_in_demonstration_on_this_machine_alone(
    world, client_for, mailed, settings, demonstration
):
    settings.DEMONSTRATION = demonstration
    address = reverse("slips:mail", kwargs={"pk": Slip.objects.unsealed("test").get().pk})
    alice = client_for("alice")
    for far in ({}, {"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}):
        shown = demonstration and not far
        assert (address in alice.get(LIST, **far).content.decode()) is shown
        answer = alice.get(address, **far)
        assert answer.status_code == (200 if shown else 404)
        assert (mailed in answer.content.decode()) is shown
        assert client_for("bruno").get(address, **far).status_code == 404
