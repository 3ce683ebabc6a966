"""Filing in the browser, at a desk and on a phone: a tap on a recent place, what is known appears, one click joins."""

import pytest
from playwright.sync_api import expect

from palier.cycle.catalogue.models import Lesson
from palier.cycle.problems.models import Source
from palier.cycle.reports.models import Report
from palier.kernel import clock
from tests.e2e.conftest import DESKTOP, PHONE


@pytest.fixture
def known(world):
    """What the world holds at its place is recent."""
    Report.objects.unsealed("test").update(created_at=clock.now())
    return world


def newest():
    return Report.objects.unsealed("test").order_by("-created_at").first()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_partner_joins_what_is_known_then_files_something_else(known, live_server, signed_in, axe, size):
    page = signed_in("claire")
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/signalements/nouveau/")
    expect(page.get_by_role("heading", name="Nous savons déjà")).to_have_count(0)
    page.get_by_text("Hall du 12 rue des Lilas").first.click()
    page.get_by_label("De quoi s’agit-il ?").select_option("A1")
    block = page.locator("#deja-connu")
    expect(block.get_by_role("heading", name=known["problem"].title)).to_be_visible()
    expect(block.get_by_text("même lieu, même catégorie").first).to_be_visible()
    axe(page)
    page.get_by_label("Aujourd’hui").check()
    page.get_by_label("Soirs (18 h – 24 h)").check()
    problem = block.locator("li", has_text=known["problem"].title)
    problem.get_by_role("button", name="Constaté aussi").click()

    expect(page.get_by_role("heading", name="Merci, c’est enregistré")).to_be_visible()
    joined = newest()
    assert Source.objects.unsealed("test").get(report=joined).problem == known["problem"]
    assert joined.seen_on == clock.today()
    expect(page.get_by_text(joined.number).first).to_be_visible()
    axe(page)

    page.get_by_role("link", name="Signaler autre chose").click()
    page.get_by_text("Hall du 12 rue des Lilas").first.click()
    page.get_by_label("De quoi s’agit-il ?").select_option("D8")
    expect(block.get_by_role("heading", name=known["problem"].title)).to_be_visible()
    page.get_by_label("Ce qui a été constaté").fill("Sacs déposés devant la porte du hall.")
    page.get_by_role("button", name="Enregistrer le signalement").click()
    expect(page.get_by_role("heading", name="Et maintenant ?")).to_be_visible()
    page.get_by_role("link", name="Mes signalements").first.click()
    expect(page.get_by_role("cell", name=newest().number)).to_be_visible()


def test_here_is_asked_by_a_tap_and_the_map_opens_on_demand(known, live_server, signed_in, axe):
    page = signed_in("claire")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 44.0924, "longitude": 6.2357, "accuracy": 14})
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/signalements/nouveau/")
    page.get_by_role("button", name="Ici, où je suis").click()
    expect(page.get_by_text("Position relevée, à 10 m près")).to_be_visible()
    page.get_by_text("Montrer sur la carte").click()
    expect(page.get_by_role("button", name="Ajouter le centre de la carte")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Emplacement enregistré dans le formulaire.")).to_be_visible()
    axe(page)
    page.get_by_label("Chercher une adresse ou un lieu").fill("Marché")
    page.get_by_label("Type de lieu").select_option(label="Hall d’immeuble")
    page.get_by_label("De quoi s’agit-il ?").select_option("D8")
    page.get_by_label("Ce qui a été constaté").fill("Sacs déposés au pied des arbres.")
    page.get_by_role("button", name="Enregistrer le signalement").click()
    expect(page.get_by_role("heading", name="Et maintenant ?")).to_be_visible()
    place = newest().place
    assert (place.name, place.latitude, place.longitude) == ("Marché", 44.0924, 6.2357)


def test_the_text_proposes_categories_one_tap_chooses_and_another_choice_teaches(known, live_server, signed_in, axe):
    page = signed_in("claire")
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/signalements/nouveau/")
    page.get_by_text("Hall du 12 rue des Lilas").first.click()
    page.get_by_label("Ce qui a été constaté").press_sequentially("Rodéos de motos sur le parking, le dimanche.")
    chips = page.get_by_role("list", name="Catégories proposées")
    first = chips.get_by_role("button").first
    expect(first).to_be_visible()
    axe(page)
    first.click()
    expect(page.get_by_label("De quoi s’agit-il ?")).to_have_value("C1")
    page.get_by_label("De quoi s’agit-il ?").select_option("D8")
    expect(page.locator("#deja-connu").get_by_role("heading", name=known["problem"].title)).to_be_visible()
    page.get_by_role("button", name="Enregistrer le signalement").click()
    expect(page.get_by_role("heading", name="Et maintenant ?")).to_be_visible()
    lesson = Lesson.objects.unsealed("test").get(pk=newest().pk)
    assert (lesson.proposed_id, lesson.chosen_id) == ("C1", "D8")
