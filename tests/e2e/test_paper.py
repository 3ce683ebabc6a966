"""Sealed facts are read on screen only (decision 2): whatever page a named reader prints, no sheet has one."""

from django.test import Client

from tests.web.conftest import sign_in
from tests.web.matrix import every_row
from tests.world import SEALED_WORD

DRAWER = "a écrit dans le tiroir scellé"
COLLISION = "tombe près d’une opération prévue"
SEALED = (SEALED_WORD, DRAWER, COLLISION)


def pages_that_show(world, *words: str) -> list[str]:
    """The addresses whose page shows one of these words to Alice, who is named on the drawer."""
    client: Client = sign_in(world.cast, "alice")
    found = []
    for name, route in every_row().items():
        if route.method == "get" and not route.query:
            url = route.url(name, world)
            answer = client.get(url)
            is_page = answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
            if is_page and any(word in answer.content.decode() for word in words):
                found.append(url)
    return found


def test_what_is_sealed_is_on_no_sheet_of_paper(world, live_server, signed_in):
    addresses = pages_that_show(world, *SEALED)
    page = signed_in("alice")
    on_screen = ""
    for address in addresses:
        page.emulate_media(media="screen")
        page.goto(live_server.url + address)
        page.eval_on_selector_all("details", "all => all.forEach((one) => (one.open = true))")
        on_screen += page.inner_text("main")
        page.emulate_media(media="print")
        printed = page.inner_text("main")
        assert [words for words in SEALED if words in printed] == [], address
    assert [words for words in SEALED if words not in on_screen] == []
