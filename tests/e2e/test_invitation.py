"""An invitation answered in a real browser, whose own headers the form's safety check reads."""

import re

from playwright.sync_api import expect

from palier.access.roles import Role
from palier.notifications.models import Message
from palier.partners.models import Contact, Seat
from tests.cast import ARRIVED

PHRASE = "une phrase assez longue"


def test_the_invited_person_opens_the_account_from_the_mailed_link(world, signed_in, page, live_server, settings):
    settings.EMAIL_BACKEND = "palier.notifications.backend.OutboxBackend"
    contact = Contact.objects.create(
        organisation=world.cast.landlord, name="Irène", email="irene@example.org", arrived_on=ARRIVED
    )
    Seat.objects.create(group=world.cast.group, contact=contact, role=Role.PARTNER, since=ARRIVED)
    signed_in("alice").goto(f"{live_server.url}/invitations/")
    page.get_by_role("row", name="Irène").get_by_role("button", name="Inviter").click()
    expect(page.get_by_text("L’invitation est partie.")).to_be_visible()
    page.context.clear_cookies()
    page.goto(live_server.url + _mailed_path())
    page.get_by_label("Mot de passe", exact=False).first.fill(PHRASE)
    page.locator("input[type=password]").last.fill(PHRASE)
    page.get_by_role("button", name="Ouvrir mon compte").click()
    expect(page.get_by_role("heading", name="Information sur vos données personnelles")).to_be_visible()


def _mailed_path() -> str:
    text = Message.objects.unsealed("test").get(recipient="irene@example.org").text
    found = re.search(r"http://[^/]+(/invitation/\S+)", text)
    assert found, text
    return found.group(1)
