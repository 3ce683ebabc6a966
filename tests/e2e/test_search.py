"""The search in a browser: the box of the header, its key, its results, at a desk and on a phone."""

import os
from pathlib import Path

import pytest

from tests.e2e.conftest import DESKTOP, PHONE


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_word_is_found_from_any_page(live_server, signed_in, world, axe, size):
    page = signed_in("bruno")
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/problematiques/", wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type("hall zyx")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=hall+zyx")
    assert page.get_by_role("heading", name="Signalements").is_visible()
    assert page.locator("mark").first.is_visible()
    axe(page)
    if folder := os.environ.get("PALIER_TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"search-{size['width']}.png")
    page.goto(f"{live_server.url}/recherche/?q=introuvable")
    assert page.get_by_text("Aucun résultat").is_visible()
    axe(page)
