"""axe finds nothing on any page of the catalogue nor of the product, at a desk and on a phone, and none is too wide.

A batch of pages shares one world and one browser: making them anew for each page took most of the time.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from palier.web.catalogue.samples import FAMILIES
from tests.e2e.conftest import DESKTOP, PHONE, violations
from tests.web.matrix import every_row

READERS = ("alice", "agathe", "denis", "eric", "bruno", "gaelle", "anonymous")
ROWS = {
    name: route
    for name, route in sorted(every_row().items())
    if route.method == "get" and 200 in route.expected.values() and not name.startswith("catalogue:")
}
BATCH = 12
BATCHES = [list(ROWS)[start : start + BATCH] for start in range(0, len(ROWS), BATCH)]


@pytest.fixture
def faults(page) -> Callable[[str], list[str]]:
    """`faults(url)` opens the page at both widths and says what is wrong with it."""

    def look(url: str) -> list[str]:
        found = []
        page.set_viewport_size(DESKTOP)
        page.goto(url, wait_until="networkidle")
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)
            found += violations(page)
        too_wide = width_in_excess(page)
        return [*found, f"{url} is {too_wide} px too wide for a phone"] if too_wide > 0 else found

    return look


def width_in_excess(page: Page) -> int:
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


@pytest.mark.parametrize("key", ["", *FAMILIES])
def test_nothing_is_wrong_in_the_catalogue(live_server, faults, key):
    found = faults(f"{live_server.url}/composants/{f'{key}/' if key else ''}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("names", BATCHES, ids=[names[0] for names in BATCHES])
def test_nothing_is_wrong_on_the_pages_of_the_product(live_server, signed_in, world, faults, names):
    reader, found = "", []
    for name in names:
        route = ROWS[name]
        wanted = next(reader for reader in READERS if route.expected[reader] == 200)
        if wanted != reader:
            page, reader = signed_in(wanted), wanted
        url = live_server.url + route.url(name, world)
        answer = page.request.get(url, params=dict(route.query))
        if answer.headers["content-type"].startswith("text/html"):
            found += faults(answer.url)
    assert not found, "\n".join(found)


def test_nothing_is_wrong_on_a_missing_page(live_server, signed_in, faults):
    page = signed_in("alice")
    found = faults(f"{live_server.url}/nulle-part/")
    assert page.get_by_role("heading", name="Page introuvable").is_visible()
    assert not found, "\n".join(found)


def test_a_fault_is_seen(live_server, page):
    """Otherwise the sweep could pass on anything."""
    page.goto(f"{live_server.url}/composants/")
    page.evaluate("document.querySelector('main').append(new Image())")
    page.evaluate("document.querySelector('main img:last-child').style.minWidth = '3000px'")
    page.set_viewport_size(PHONE)
    assert any("image-alt" in fault for fault in violations(page))
    assert width_in_excess(page) > 0
