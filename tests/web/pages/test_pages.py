"""The information pages on screen: public, plain text made safe, edited without losing what was typed."""

import pytest

from palier.web.pages.prose import Block, blocks


def test_the_text_becomes_headings_paragraphs_and_lists():
    text = "# Éditeur\nPréfecture.\nDigne.\n\n- un ;\n- deux.\nFin\n# Suite"
    assert blocks(text) == [
        Block("heading", ("Éditeur",)),
        Block("paragraph", ("Préfecture.", "Digne.")),
        Block("list", ("un\u00a0;", "deux.")),
        Block("paragraph", ("Fin",)),
        Block("heading", ("Suite",)),
    ]


@pytest.mark.parametrize("path", ["/mentions-legales/", "/donnees-personnelles/", "/accessibilite/"])
def test_anybody_reads_an_information_page(client, db, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<h2>" in answer.text


def test_what_is_typed_is_never_html(client_for):
    client = client_for("agathe")
    posted = {"title": "Mentions", "text": "<script>alert(1)</script>", "seen": ""}
    assert client.post("/administration/pages/legal/", posted).status_code == 303
    assert "<script>alert" not in client.get("/mentions-legales/").text


def test_the_second_editor_is_told_and_keeps_the_text(client_for):
    first, second = client_for("agathe"), client_for("denis")
    posted = {"title": "Mentions", "text": "Premier texte.", "seen": ""}
    assert first.post("/administration/pages/legal/", posted).status_code == 303
    answer = second.post("/administration/pages/legal/", {**posted, "text": "Second texte."})
    assert answer.status_code == 200
    assert "La fiche a changé entre-temps" in answer.text
    assert "Second texte." in answer.text


def test_a_page_is_edited_twice_in_a_row(client_for):
    client = client_for("agathe")
    client.post("/administration/pages/legal/", {"title": "Mentions", "text": "Un.", "seen": ""})
    seen = client.get("/administration/pages/legal/").context["form"]["seen"].value()
    answer = client.post("/administration/pages/legal/", {"title": "Mentions", "text": "Deux.", "seen": seen})
    assert answer.status_code == 303
    assert "Deux." in client.get("/mentions-legales/").text


def test_an_unknown_page_is_not_found(client_for):
    assert client_for("agathe").get("/administration/pages/inconnue/").status_code == 404
