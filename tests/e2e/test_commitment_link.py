"""A commitment link from end to end: sent by the chief, opened on a phone without an account, answered with a photo."""

import re

import pytest
from playwright.sync_api import expect

from palier.attachments.models import Attachment
from palier.cycle.actions.models import Action
from palier.cycle.slips.models import SlipUse
from palier.notifications.models import Message
from tests.attachments.samples import photo
from tests.cycle.slips.sending import irene
from tests.e2e.conftest import DESKTOP, PHONE, violations


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_partner_without_account_answers_on_its_phone(world, signed_in, page, live_server):
    irene(world.stage, function="Gardienne")
    action = world["action"]
    send_from(signed_in("alice"), f"{live_server.url}/actions/{action.pk}/", action.title)
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    link = live_server.url + mailed_path()
    page.goto(link)
    expect(page.get_by_role("heading", name="Vos engagements")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name=f"J’accepte : {action.title}").click()
    page.get_by_role("button", name="J’accepte").click()
    expect(page.get_by_text("Votre réponse est enregistrée")).to_be_visible()
    page.get_by_role("link", name=f"C’est fait : {action.title}").click()
    page.get_by_label("Ce qui a été constaté").fill("Porte réparée, testée devant le gardien.")
    taken = {"name": "porte.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.get_by_label("Photos du lieu").set_input_files([taken])
    assert violations(page) == []
    page.get_by_role("button", name="C’est fait").click()
    expect(page.get_by_text("Votre réponse est enregistrée")).to_be_visible()
    expect(page.get_by_text("Porte réparée, testée devant le gardien.")).to_be_visible()
    assert Action.objects.unsealed("test").get(pk=action.pk).state == "done"
    assert Attachment.objects.unsealed("test").get(subject_id=action.pk).name.startswith("porte")
    uses = SlipUse.objects.unsealed("test").order_by("at").values_list("what", flat=True)
    assert list(uses) == ["opened", "accept", "complete"]
    told_to_the_chief(signed_in("alice"), live_server.url, action)


def send_from(page, address, title):
    """Alice sends, from the action, a link that shows this promise alone, once she has seen it."""
    page.set_viewport_size(DESKTOP)
    page.goto(address)
    page.get_by_role("link", name="Envoyer le lien à l’organisation").click()
    for box in page.get_by_role("checkbox").all():
        label = page.locator(f"label[for='{box.get_attribute('id')}']")
        if title not in label.inner_text():
            label.click()
    page.get_by_role("button", name="Voir ce qui sera envoyé").click()
    expect(page.get_by_role("group", name="Aperçu de la page").get_by_role("heading", name=title)).to_be_visible()
    page.get_by_role("button", name="Envoyer le lien").click()
    expect(page.get_by_text("Le lien est prêt")).to_be_visible()


def mailed_path() -> str:
    text = Message.objects.unsealed("test").get(recipient="irene@example.org").text
    found = re.search(r"https?://[^/\s]+(/promesses/\S+/)", text)
    assert found, text
    return found[1]


def told_to_the_chief(page, origin, action):
    """Who answered is read in the history of the action and in the list of the links."""
    page.set_viewport_size(DESKTOP)
    page.goto(f"{origin}/actions/{action.pk}/")
    expect(page.get_by_text("Irène, Bléone Habitat (par lien)").first).to_be_visible()
    page.goto(f"{origin}/promesses/liens/")
    expect(page.get_by_text("Dit fait le")).to_be_visible()
