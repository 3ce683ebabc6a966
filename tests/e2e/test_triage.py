"""The triage box at the keyboard alone, through every exit; the answer is then read by the one who reported."""

import pytest

from palier.cycle.reports.models import Report
from palier.kernel.moments import said
from tests.e2e.conftest import PHONE

# The key of each exit, what is pressed once its form is open, the state that it leads to.
EXITS = [
    ("n", ["Space", "Tab"], "declined"),
    ("e", ["c"], "redirected"),
    ("s", ["0", "1", "/", "0", "1", "/", "2", "1", "0", "0"], "watched"),
    ("o", [], "attached"),
    ("r", [*"DIG-1-2"], "attached"),
    ("f", ["ArrowDown"], "merged"),
]


def waiting(world, times):
    """So many reports that resemble one another."""
    return [world.stage.report(text=f"Bruit numéro {number}.", moments=said("nights")) for number in range(times)]


def state_of(report):
    return Report.objects.unsealed("test").get(pk=report.pk).state


@pytest.mark.parametrize("way_out", EXITS, ids=[key for key, *_ in EXITS])
def test_every_exit_by_keyboard(live_server, signed_in, world, way_out):
    key, presses, state = way_out
    first, _ = waiting(world, 2)
    page = signed_in("olivier")
    page.goto(f"{live_server.url}/signalements/tri/{first.pk}/")
    page.keyboard.press(key)
    page.wait_for_url("**reponse=**")
    page.locator("[data-answer-form] :focus").wait_for()
    for press in presses:
        page.keyboard.press(press)
    page.locator("[data-answer-form] button[type=submit]").press("Enter")
    page.wait_for_url("**reprise=**")
    assert state_of(first) == state


def test_lines_are_walked_opened_answered_and_taken_back(live_server, signed_in, world):
    waiting(world, 3)
    page = signed_in("alice")
    page.goto(f"{live_server.url}/signalements/tri/")
    lines = page.locator("[data-line]")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert lines.nth(0).evaluate("line => line === document.activeElement")
    page.keyboard.press("x")
    assert page.locator("input[name=signalement]").nth(0).is_checked()
    lines.nth(0).focus()
    page.keyboard.press("n")
    page.wait_for_url("**reponse=decline**")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Ne pas retenir").press("Enter")
    page.wait_for_url("**reprise=**")
    page.keyboard.press("u")
    page.get_by_text("La réponse est reprise").wait_for()


def test_the_keys_are_shown_and_can_be_switched_off(live_server, signed_in, world):
    page = signed_in("alice")
    page.goto(f"{live_server.url}/signalements/tri/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("?")
    page.get_by_role("heading", name="Touches du tri").wait_for()
    page.get_by_role("button", name="Couper les touches").click()
    assert page.get_by_role("button", name="Remettre les touches").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert not page.locator("[data-line]").first.evaluate("line => line === document.activeElement")


def test_nothing_overflows_on_a_phone(live_server, signed_in, world):
    first, *_ = waiting(world, 3)
    page = signed_in("alice")
    page.set_viewport_size(PHONE)
    for path in ("", f"{first.pk}/?reponse=decline"):
        page.goto(f"{live_server.url}/signalements/tri/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
