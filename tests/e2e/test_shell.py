"""The frame of the pages in a real browser: keyboard, dialog, dates, phone menu, life without scripts."""

from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, watch


def test_the_first_tab_leads_to_the_content(live_server, page):
    page.goto(f"{live_server.url}/composants/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Contenu", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_dialog_opens_takes_focus_and_closes_with_escape(live_server, page):
    page.goto(f"{live_server.url}/composants/actions/", wait_until="networkidle")
    opener = page.get_by_role("button", name="Clore la réunion")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Clore la réunion")
    expect(dialog.get_by_role("button", name="Fermer")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_calendar_of_the_browser_writes_the_day_in_french(live_server, page):
    page.goto(f"{live_server.url}/composants/formulaires/", wait_until="networkidle")
    native = page.locator(".palier-date input[type=date]").first
    native.evaluate("box => { box.value = '2026-11-15'; box.dispatchEvent(new Event('change')) }")
    expect(page.get_by_label("Premier fait constaté le").first).to_have_value("15/11/2026")


def test_the_summary_of_errors_takes_focus_and_leads_to_the_field(live_server, page):
    page.goto(f"{live_server.url}/composants/formulaires/", wait_until="networkidle")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Intitulé").click()
    expect(page.locator("#erreur_title")).to_be_focused()


def test_the_phone_menu_opens(live_server, signed_in):
    page = signed_in("alice")
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/", wait_until="networkidle")
    link = page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Accueil")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(link).to_be_visible()


def test_filtering_a_list_keeps_no_page_in_the_browser(live_server, signed_in):
    """Decision 9: nothing above level group is stored on a device, and a chief's list holds the police's titles."""
    page = signed_in("alice")
    page.goto(f"{live_server.url}/problematiques/", wait_until="networkidle")
    with page.expect_response(lambda answer: "category=A" in answer.url):
        page.locator("select[name=category]").select_option("A1")
    page.wait_for_url("**category=A1*")
    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert "Zyx" not in kept
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_without_scripts_the_menu_and_the_dialogs_stand_open(live_server, browser, world, signed_in):
    cookies = signed_in("alice").context.cookies()
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    faults = watch(context, live_server.url)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{live_server.url}/composants/actions/")
    expect(page.get_by_role("dialog", name="Clore la réunion").get_by_role("button", name="Clore")).to_be_visible()
    expect(page.get_by_role("link", name="Accueil", exact=True)).to_be_visible()
    context.close()
    assert not faults
