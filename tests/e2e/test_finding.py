"""Finding in a browser: criteria change the list in place, a chip removes them, the map asks for what it shows."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP, PHONE
from tests.web.finding.places import spread


@pytest.fixture
def alice(world, signed_in):
    spread(world)
    return signed_in("alice")


def test_a_criterion_changes_the_list_in_place_and_its_chip_removes_it(live_server, alice, axe):
    page = alice
    page.goto(f"{live_server.url}/problematiques/")
    page.get_by_label("Mots ou référence").fill("2026-003")
    page.get_by_role("button", name="Filtrer").click()
    chip = page.get_by_role("link", name="Mots ou référence : « 2026-003 »")
    expect(chip).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("1 problématique")
    assert "words=2026-003" in page.url
    page.get_by_text("État", exact=True).first.click()
    page.get_by_text("Clos", exact=True).click()
    expect(page.get_by_role("link", name="sans « État : Clos »")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="sans « État : Clos »").click()
    expect(page.get_by_role("status")).to_have_text("1 problématique")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_the_map_asks_again_for_what_it_shows(live_server, alice, size):
    page = alice
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/signalements/sur-la-carte/?kind=parking")
    block = page.locator("[data-map]")
    expect(block).to_have_attribute("data-ready", "1", timeout=30_000)
    with page.expect_response("**/signalements/sur-la-carte.geojson?*bbox=*") as answer:
        page.get_by_role("button", name="Zoomer", exact=True).click()
    assert "kind=parking" in answer.value.url
    expect(page.get_by_role("status")).to_have_text("6 signalements")
