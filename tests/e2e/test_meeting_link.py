"""An invitation answered from the mail in a real browser, under the policy that tells the address to nobody."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from palier.cycle.convening.models import Convocation
from palier.cycle.meetings.services import plan_meeting
from palier.cycle.minutes.models import Amendment
from palier.kernel import clock
from palier.notifications.models import Message
from tests.cycle.convening.asking import seated
from tests.e2e.conftest import PHONE, violations
from tests.web.documents.matrix import link_for


def test_a_partner_without_account_says_who_represents_it(world, page, live_server):
    irene, now = seated(world.stage), clock.now()
    values = {"group": world.cast.group, "planned_at": now + timedelta(days=7), "place": "Commissariat", "now": now}
    plan_meeting(actor=world.cast.actor("alice"), **values)
    page.set_viewport_size(PHONE)
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.goto(live_server.url + mailed_path(irene.email))
    expect(page.get_by_role("heading", name="Venez-vous à la réunion ?")).to_be_visible()
    assert violations(page) == []
    page.get_by_text("Je suis représenté").click()
    page.get_by_label("Représenté par").select_option(label="Ville de Digne")
    page.get_by_label("À quel titre").fill("adjoint technique")
    page.get_by_role("button", name="Envoyer ma réponse").click()
    expect(page.get_by_text("Votre réponse est enregistrée")).to_be_visible()
    expect(page.get_by_text("Représenté par Ville de Digne (adjoint technique)")).to_be_visible()
    assert Convocation.objects.unsealed("test").get(contact=irene).answer == "represented"
    (posted,) = sent
    assert posted.headers.get("origin") == "null", "what this policy makes of a form"
    assert "referer" not in posted.headers


def mailed_path(recipient: str) -> str:
    text = Message.objects.unsealed("test").get(recipient=recipient).text
    found = re.search(r"https?://[^/\s]+(/convocations/\S+/)", text)
    assert found, text
    return found[1]


def test_who_came_without_account_remarks_on_the_minutes(world, page, live_server):
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/remarque/{link_for(world)}/")
    page.get_by_label("Votre remarque").fill("La date de la porte est le 12, pas le 21.")
    assert violations(page) == []
    page.get_by_role("button").filter(has_text="remarque").click()
    expect(page.get_by_text("La date de la porte est le 12, pas le 21.")).to_be_visible()
    assert Amendment.objects.unsealed("test").get().text == "La date de la porte est le 12, pas le 21."
