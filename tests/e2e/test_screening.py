"""The notice about persons in a real browser: by the keyboard, with and without scripts, nothing for axe to say."""

from playwright.sync_api import expect

from tests.e2e.conftest import PHONE
from tests.web.conftest import sign_in

TYPED = "M. Dupont bloque la porte du hall B."


def fill(page, live_server) -> None:
    page.goto(f"{live_server.url}/problematiques/nouvelle/", wait_until="networkidle")
    page.get_by_label("Intitulé").fill(TYPED)
    page.get_by_role("button", name="Ouvrir").click()


def test_a_passage_is_reworded_from_the_keyboard(live_server, signed_in, axe):
    page = signed_in("alice")
    fill(page, live_server)
    notice = page.locator("#id_title_passages")
    expect(notice.get_by_text("Dupont", exact=True).first).to_be_visible()
    axe(page)
    page.set_viewport_size(PHONE)
    axe(page)
    button = notice.get_by_role("button", name="Reprendre cette formulation")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Intitulé")).to_have_value("Un résident bloque la porte du hall B.")
    expect(page.locator("#id_title_passages")).to_have_count(0)


def test_without_scripts_the_rewording_and_the_reason_work(live_server, world, browser):
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    for cookie in sign_in(world.cast, "alice").cookies.values():
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/problematiques/nouvelle/")
    page.get_by_label("Intitulé").fill(TYPED)
    page.get_by_role("button", name="Ouvrir").click()
    notice = page.locator("#id_title_passages")
    notice.get_by_text("Je maintiens ce texte").click()
    page.get_by_role("button", name="Ouvrir").click()
    expect(page.locator("#id_title_error")).to_contain_text("Choisissez pourquoi")
    page.locator("#id_title_passages").get_by_label("Pourquoi le maintenir ?").select_option("place")
    page.get_by_role("button", name="Ouvrir").click()
    expect(page.locator("#id_title_passages")).to_have_count(0)
    context.close()
