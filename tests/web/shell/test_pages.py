"""Whole or part from one template, and redirects that say what was done."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.urls("tests.web.shell.screens")


@pytest.fixture(autouse=True)
def _templates(settings):
    engine = {**settings.TEMPLATES[0]}
    engine["DIRS"] = [*engine["DIRS"], Path(__file__).parent / "templates"]
    settings.TEMPLATES = [engine]


def test_the_whole_page_is_served_to_a_browser(client_for):
    answer = client_for("alice").get("/liste/")
    assert "<html" in answer.text
    assert "<li>deux</li>" in answer.text
    assert "HX-Request" in answer["Vary"]


def test_the_part_is_served_to_htmx_and_stands_in_the_whole(client_for):
    client = client_for("alice")
    part = client.get("/liste/", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert part.strip() in client.get("/liste/").text


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_link_and_a_restored_history_get_the_whole(client_for, header):
    answer = client_for("alice").get("/liste/", headers={"HX-Request": "true", header: "true"})
    assert "<html" in answer.text


def test_a_redirect_says_what_was_done(client_for):
    answer = client_for("alice").get("/fait/", follow=True)
    assert answer.redirect_chain == [("/", 303)]
    assert "La fiche est enregistrée." in answer.text


def test_a_redirect_under_htmx_moves_the_browser(client_for):
    answer = client_for("alice").get("/fait/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/"


def test_a_screen_opens_to_those_granted_its_verb_anywhere(client_for):
    assert client_for("agathe").get("/administration/").status_code == 200
    assert client_for("bruno").get("/administration/").status_code == 403
