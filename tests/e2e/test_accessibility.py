"""axe finds nothing on any page of the catalogue nor of the product, at a desk and on a phone."""

import pytest

from palier.web.catalogue.samples import FAMILIES
from tests.e2e.conftest import DESKTOP, PHONE
from tests.web.matrix import every_row

READERS = ("alice", "agathe", "denis", "eric", "bruno", "gaelle", "anonymous")
ROWS = {
    name: route
    for name, route in every_row().items()
    if route.method == "get" and 200 in route.expected.values() and not name.startswith("catalogue:")
}


@pytest.mark.parametrize("key", FAMILIES)
def test_axe_finds_nothing_in_the_catalogue(live_server, page, axe, key):
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        page.goto(f"{live_server.url}/composants/{key}/", wait_until="networkidle")
        axe(page)


@pytest.mark.parametrize("name", ROWS)
def test_axe_finds_nothing_on_a_page_of_the_product(live_server, signed_in, world, axe, name):
    route = ROWS[name]
    reader = next(reader for reader in READERS if route.expected[reader] == 200)
    url = live_server.url + route.url(name, world)
    page = signed_in(reader)
    answer = page.request.get(url, params=dict(route.query))
    if not answer.headers["content-type"].startswith("text/html"):
        return
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        page.goto(url, wait_until="networkidle")
        axe(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_on_a_missing_page(live_server, signed_in, axe, size):
    page = signed_in("alice")
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/nulle-part/")
    assert page.get_by_role("heading", name="Page introuvable").is_visible()
    axe(page)
