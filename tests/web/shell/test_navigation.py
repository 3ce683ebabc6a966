"""The menu follows the reader's verbs, and never leads to a screen that does not exist."""

from palier.access.actor import NOBODY
from palier.web.shell.navigation import ADMINISTRATION, MAIN, Entry, links


def labels(entries, actor, path="/"):
    return [link.label for link in links(entries, actor, path)]


def test_nobody_has_no_menu():
    assert labels(MAIN + ADMINISTRATION, NOBODY) == []


def test_the_administrator_edits_pages_and_a_partner_does_not(cast):
    assert "Pages d’information" in labels(ADMINISTRATION, cast.actor("agathe"))
    assert labels(ADMINISTRATION, cast.actor("bruno")) == []


def test_a_screen_that_does_not_exist_is_left_out(cast):
    assert labels((Entry("Plus tard", "nowhere:list"), MAIN[0]), cast.actor("alice")) == ["Accueil"]


def test_the_entry_of_the_present_screen_is_marked(cast):
    [home] = links(MAIN[:1], cast.actor("alice"), "/")
    assert home.is_current
    [home] = links(MAIN[:1], cast.actor("alice"), "/groupes/")
    assert not home.is_current


def test_home_shows_the_emergency_numbers_to_a_partner(client_for):
    text = client_for("bruno").get("/").text
    assert all(f'{number}">' in text for number in ("tel:17", "tel:112", "sms:114"))


def test_a_page_asks_nothing_of_another_server(client_for):
    text = client_for("bruno").get("/").text
    assert 'src="http' not in text
    assert 'href="http' not in text


def test_the_state_brand_is_off_unless_asked_for(client_for, settings):
    client = client_for("bruno")
    assert "République" not in client.get("/").text
    settings.STATE_BRAND = True
    assert "République" in client.get("/").text


def test_the_demonstration_says_so_on_every_page(client_for, settings):
    settings.DEMONSTRATION = True
    assert "fictifs" in client_for("bruno").get("/").text
