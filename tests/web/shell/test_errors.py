"""What stops a screen is told in plain French, with the right status, and changes nothing."""

import logging

import pytest
from django.test import Client

pytestmark = pytest.mark.urls("tests.web.shell.screens")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/interdit/", 403, "Seul le chef de secteur peut clore."),
        ("/refuse/", 422, "La date est déjà passée."),
        ("/change/", 409, "Recharger"),
        ("/trop/", 413, "Envoi trop volumineux"),
        ("/absent/", 404, "Page introuvable"),
    ],
)
def test_an_error_has_its_page(client_for, path, status, words):
    answer = client_for("alice").get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert "<title>" in answer.text


def test_an_error_replaces_the_whole_page_when_htmx_asked_for_a_part(client_for):
    answer = client_for("alice").get("/refuse/", headers={"HX-Request": "true"})
    assert answer["HX-Retarget"] == "body"
    assert "<main" in answer.text


def test_reload_leads_to_the_same_address(client_for):
    assert 'href="/change/?etat=ouvert"' in client_for("alice").get("/change/?etat=ouvert").text


def test_a_bug_shows_a_number_found_in_the_log_and_nothing_of_the_bug(client_for, caplog):
    client = client_for("alice")
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR, logger="palier.errors"):
        answer = client.get("/bug/")
    assert answer.status_code == 500
    [record] = [record for record in caplog.records if record.name == "palier.errors"]
    assert record.error_id in answer.text
    assert "secret-detail" not in answer.text
    assert record.exc_info is not None


def test_an_old_form_token_is_told_plainly(db):
    answer = Client(enforce_csrf_checks=True).post("/mentions-legales/")
    assert answer.status_code == 403
    assert "Le formulaire a expiré" in answer.text


@pytest.mark.parametrize("checks", [True, False], ids=["before the view", "in the view"])
def test_a_form_too_large_is_told_plainly_and_leaves_one_line_without_its_words(client_for, settings, caplog, checks):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    client = client_for("alice")
    client.handler.enforce_csrf_checks, client.cookies["csrftoken"] = checks, "x" * 32
    body = "text=" + "secret-mot" * 20
    answer = client.post("/trop-long/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    [line] = caplog.records
    assert line.exc_info is None
    assert line.error_id in answer.text
    assert line.getMessage() == f"too large {line.error_id}: RequestDataTooBig at reading"
    assert "secret-mot" not in caplog.text
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("verb", ["put", "patch", "delete", "options", "trace"])
def test_no_address_answers_to_another_verb(client_for, verb):
    answer = getattr(client_for("alice"), verb)("/absent/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")
