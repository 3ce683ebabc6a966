"""A report typed on a phone survives a lost network and a closed browser, and is sent once when the network is back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from palier.attachments.models import Attachment
from palier.cycle.reports.models import Report
from tests.attachments.samples import photo
from tests.e2e.phone import FILING, Phone, ready, served

TEXT = "Sacs déposés devant la porte du hall."
STATES = ".palier-waiting__state"


@pytest.fixture
def phone(world, playwright, tmp_path, browser_type_launch_args, live_server) -> Iterator[Phone]:
    """A phone with an empty profile."""
    device = Phone(playwright, tmp_path / "profil", browser_type_launch_args, live_server.url)
    yield device
    device.close()


def picture(name="hall.jpg"):
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo()}


def fill(page, text=TEXT, where="Hall du 12 rue des Lilas"):
    """The form, as a caretaker fills it in; the same words with and without network."""
    page.locator("[name=place_words]").fill(where)
    page.get_by_label("Type de lieu").select_option(label="Hall d’immeuble")
    page.get_by_label("De quoi s’agit-il ?").select_option("D8")
    page.get_by_label("Ce qui a été constaté").fill(text)
    page.get_by_label("Aujourd’hui").check()


def filed(text=TEXT):
    return list(Report.objects.unsealed("test").filter(text=text))


def gone(phone, page):
    """No network, on the page as the service worker then gives it."""
    phone.network(there=False)
    page.goto(phone.origin + FILING)
    expect(page.get_by_role("heading", name="Signaler sans réseau")).to_be_visible()


def test_typed_without_network_closed_reopened_sent_once_with_its_photos(phone, world, live_server, axe):
    page = phone.open()
    phone.enter(world, "claire")
    ready(page, live_server.url)
    gone(phone, page)
    axe(page)
    fill(page)
    page.locator("[name=files]").set_input_files([picture(), picture("porte.jpg")])
    page.get_by_role("button", name="Garder et envoyer").click()
    expect(page.locator(STATES)).to_have_text("En attente du réseau")
    axe(page)
    phone.close()
    assert not filed()

    page = phone.open()
    phone.enter(world, "claire")
    # The browser sends by itself, at its opening or once she signed in again.
    page.goto(phone.origin + FILING)
    expect(page.locator(STATES)).to_have_text("Envoyé", timeout=20_000)
    [report] = filed()
    assert report.place == world.stage.place  # known by the name that was typed
    assert Attachment.objects.unsealed("test").filter(subject_id=report.pk).count() == 2
    page.get_by_role("link", name="Lire le reçu").click()
    expect(page.get_by_text(report.number).first).to_be_visible()
    expect(page.get_by_text("Sans réseau, cela ne pouvait pas vous être montré")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="C’est la même chose").first.click()
    expect(page.get_by_text("C’est joint")).to_be_visible()
    assert len(filed()) == 1
    axe(page)


def test_a_draft_is_resumed_with_its_photos_after_the_browser_closed(phone, world, live_server, axe):
    page = phone.open()
    phone.enter(world, "claire")
    ready(page, live_server.url)
    page.get_by_text("Hall du 12 rue des Lilas").first.click()
    page.get_by_label("De quoi s’agit-il ?").select_option("D8")
    page.get_by_label("Ce qui a été constaté").fill(TEXT)
    page.get_by_label("Soirs (18 h – 24 h)").check()
    page.locator("[name=files]").set_input_files([picture()])
    page.wait_for_timeout(1500)
    phone.close()

    page = phone.open()
    phone.enter(world, "claire")
    page.goto(live_server.url + FILING, wait_until="networkidle")
    expect(page.locator(STATES)).to_have_text("Brouillon, pas encore envoyé")
    axe(page)
    page.get_by_role("button", name="Reprendre").click()
    expect(page.get_by_label("Ce qui a été constaté")).to_have_value(TEXT)
    expect(page.get_by_label("Soirs (18 h – 24 h)")).to_be_checked()
    assert page.locator("[name=files]").evaluate("box => box.files[0].name") == "hall.jpg"
    axe(page)
    page.get_by_role("button", name="Enregistrer le signalement").click()
    # What is known was shown beside the form in time, or is asked now.
    question, receipt = page.get_by_text("Est-ce ce que nous savons déjà ?"), page.get_by_text("Et maintenant ?")
    expect(question.or_(receipt)).to_be_visible()
    if question.count():
        page.wait_for_load_state("networkidle")
        page.get_by_role("button", name="Enregistrer le signalement").click()
    expect(receipt).to_be_visible()
    [report] = filed()
    assert report.place == world.stage.place
    assert Attachment.objects.unsealed("test").filter(subject_id=report.pk).count() == 1
    page.wait_for_load_state("networkidle")  # the receipt has the device forget the draft
    page.goto(live_server.url + FILING, wait_until="networkidle")
    expect(page.locator(STATES)).to_have_count(0)


def test_a_receipt_left_before_it_came_leaves_no_draft(phone, world, live_server):
    page = phone.open()
    phone.enter(world, "claire")
    ready(page, live_server.url)
    page.get_by_text("Hall du 12 rue des Lilas").first.click()
    page.get_by_label("De quoi s’agit-il ?").select_option("D8")
    page.get_by_label("Ce qui a été constaté").fill(TEXT)
    page.get_by_role("button", name="Enregistrer le signalement").click()
    expect(page.get_by_text("Est-ce ce que nous savons déjà ?")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.route("**/recu/**", lambda route: route.abort())
    page.get_by_role("button", name="Enregistrer le signalement").click()
    page.wait_for_timeout(1500)
    [report] = filed()
    page.unroute("**/recu/**")
    page.goto(f"{live_server.url}/signalements/mes-signalements/", wait_until="networkidle")
    expect(page.locator(STATES)).to_have_text("Envoyé")
    expect(page.locator("[data-row-title]")).to_have_text(f"Signalement {report.number}")
    assert len(filed()) == 1


def test_the_network_goes_as_the_form_is_sent(phone, world, live_server):
    page = phone.open()
    phone.enter(world, "claire")
    ready(page, live_server.url)
    fill(page)
    phone.network(there=False)
    page.get_by_role("button", name="Enregistrer le signalement").click()
    expect(page.get_by_role("heading", name="Signaler sans réseau")).to_be_visible()
    expect(page.locator(STATES)).to_have_text("En attente du réseau")
    phone.network(there=True)
    expect(page.locator(STATES)).to_have_text("Envoyé")
    assert len(filed()) == 1


def test_the_server_stops_and_comes_back_and_twice_sent_is_once_filed(phone, world):
    with served() as server:
        phone.origin = server.url
        page = phone.open()
        phone.enter(world, "claire")
        ready(page, phone.origin)
        phone.close()
    page = phone.open()
    phone.enter(world, "claire")
    page.goto(phone.origin + FILING)
    fill(page)
    page.get_by_role("button", name="Garder et envoyer").click()
    expect(page.locator(STATES)).to_have_text("En attente du réseau")
    send = page.get_by_role("button", name="Envoyer :")
    send.click()
    expect(page.get_by_text("Pas de réseau pour l’instant")).to_be_visible()
    with served(phone.origin):
        # Its answer is lost on the way: the report is filed, the phone does not know it yet.
        page.route("**/envoyer/", lambda route: (route.fetch(), route.abort()))
        with page.expect_event("requestfailed"):
            send.click()
        assert len(filed()) == 1
        page.unroute("**/envoyer/")
        send.click()
        expect(page.locator(STATES)).to_have_text("Envoyé")
        assert len(filed()) == 1


def test_a_session_that_ended_keeps_it_waiting_until_one_signs_in_again(phone, world, live_server):
    page = phone.open()
    phone.enter(world, "claire")
    ready(page, live_server.url)
    gone(phone, page)
    fill(page)
    page.get_by_role("button", name="Garder et envoyer").click()
    expect(page.locator(STATES)).to_have_text("En attente du réseau")
    phone.context.clear_cookies()
    phone.network(there=True)
    expect(page.locator(STATES)).to_have_text("Reconnectez-vous pour l’envoyer")
    page.get_by_role("link", name="Se reconnecter").click()
    expect(page.get_by_label("Adresse électronique")).to_be_visible()
    assert not filed()
    phone.enter(world, "claire")
    page.goto(live_server.url + FILING)
    expect(page.locator(STATES)).to_have_text("Envoyé")
    assert len(filed()) == 1


def test_a_person_in_the_text_brings_it_back_with_the_passage_shown(phone, world, live_server, axe):
    typed = "M. Dupont bloque la porte du hall B."
    page = phone.open()
    phone.enter(world, "claire")
    ready(page, live_server.url)
    gone(phone, page)
    fill(page, typed)
    page.locator("[name=files]").set_input_files([picture()])
    page.get_by_role("button", name="Garder et envoyer").click()
    phone.network(there=True)
    expect(page.locator(STATES)).to_have_text("À corriger avant l’envoi")
    expect(page.get_by_text("semble désigner une personne")).to_be_visible()
    axe(page)
    page.goto(live_server.url + FILING, wait_until="networkidle")
    page.get_by_role("button", name="Reprendre").click()
    notice = page.locator("#id_text_passages")
    expect(notice.get_by_text("Dupont", exact=True).first).to_be_visible()
    expect(page.get_by_text("Photos déjà reçues")).to_be_visible()
    notice.get_by_role("button", name="Reprendre cette formulation").click()
    page.get_by_role("button", name="Enregistrer le signalement").click()
    expect(page.get_by_role("heading", name="Et maintenant ?")).to_be_visible()
    [report] = filed("Un résident bloque la porte du hall B.")
    assert Attachment.objects.unsealed("test").filter(subject_id=report.pk).count() == 1
