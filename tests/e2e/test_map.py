"""The map: what it draws comes from this server, its list says the same, and a pin drawn on it fills the form."""

from playwright.sync_api import Page, expect


def opened(page: Page, live_server, map_id: str):
    page.goto(f"{live_server.url}/composants/carte/")
    block = page.locator(f"#{map_id}")
    expect(block).to_have_attribute("data-ready", "1", timeout=20_000)
    return block


def test_the_map_draws_its_sources_and_its_list_says_the_same(live_server, page):
    with page.expect_response("**/composants/lieux.geojson") as answer:
        block = opened(page, live_server, "carte-exemple")
    names = [feature["properties"]["name"] for feature in answer.value.json()["features"]]
    expect(block.locator("canvas")).to_be_visible()
    for name in names:
        expect(page.locator(".palier-map-list").get_by_text(name)).to_be_visible()


def test_a_click_places_the_pin_in_the_form(live_server, page):
    block = opened(page, live_server, "carte-dessin")
    block.locator("canvas").click(position={"x": 100, "y": 100})
    geometry = page.locator("#id_geometry")
    expect(geometry).to_have_value('{"type":"Point","coordinates":' + _point(page) + "}")
    assert page.locator("#id_latitude").input_value() != "44.0925"


def test_the_keyboard_draws_a_line_from_the_middle_of_the_map(live_server, page):
    opened(page, live_server, "carte-dessin")
    page.get_by_role("button", name="Tronçon de rue").click()
    page.get_by_role("button", name="Ajouter le centre de la carte").click()
    expect(page.get_by_text("Encore 1 point.")).to_be_visible()
    page.get_by_role("region", name="Placer le lieu").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Ajouter le centre de la carte").click()
    expect(page.get_by_text("Emplacement enregistré dans le formulaire.")).to_be_visible()
    assert '"LineString"' in page.locator("#id_geometry").input_value()


def _point(page: Page) -> str:
    latitude, longitude = (page.locator(f"#id_{name}").input_value() for name in ("latitude", "longitude"))
    return f"[{longitude},{latitude}]"
