"""Downloading minutes and the yearly count."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.meetings.models import MinutesRelease
from palier.journal.models import Consultation
from tests.documents.scene import POLICE_WORD, SEALED_WORD, hold_meeting, validated
from tests.web.conftest import sign_in


@pytest.fixture
def scene(stage):
    return hold_meeting(stage)


@pytest.fixture
def client_for(stage):
    return lambda name: sign_in(stage.cast, name)


def fetch(client, scene, level):
    return client.get(reverse("documents:minutes", kwargs={"pk": scene.meeting.pk, "level": level}))


def text_of(response):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)


def test_the_police_annex_does_not_exist_for_a_partner(scene, client_for):
    assert {name: fetch(client_for(name), scene, "police").status_code for name in ("alice", "olivier", "bruno")} == {
        "alice": 200,
        "olivier": 200,
        "bruno": 404,
    }


def test_opening_the_police_annex_is_logged_and_the_partners_minutes_are_not(scene, client_for):
    client = client_for("olivier")
    fetch(client, scene, "partners")
    assert not Consultation.objects.unsealed("test").exists()
    fetch(client, scene, "police")
    reading = Consultation.objects.unsealed("test").get()
    assert (reading.subject_id, reading.level) == (scene.meeting.pk, Level.POLICE)


def test_each_edition_says_what_its_level_may_read(scene, client_for):
    client = client_for("alice")
    partners, police = text_of(fetch(client, scene, "partners")), text_of(fetch(client, scene, "police"))
    assert POLICE_WORD not in partners
    assert POLICE_WORD in police
    assert SEALED_WORD not in partners + police


def test_the_chief_and_a_partner_get_the_same_partners_minutes(scene, client_for):
    assert (
        fetch(client_for("alice"), scene, "partners").content == fetch(client_for("bruno"), scene, "partners").content
    )


def test_a_document_is_a_named_pdf_that_no_cache_keeps(scene, client_for):
    response = fetch(client_for("bruno"), scene, "partners")
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == 'inline; filename="releve-de-decisions-DIG-1-2026-11-02.pdf"'


def test_an_unknown_edition_and_an_unknown_group_are_404(scene, client_for):
    client = client_for("alice")
    assert fetch(client, scene, "scelle").status_code == 404
    url = reverse("documents:yearly-count", kwargs={"year": 2026})
    assert client.get(url, {"groupe": "MAN-1"}).status_code == 404
    assert client.get(url, {"groupe": "DIG-1"}).status_code == 200
    assert client.get(reverse("documents:yearly-count", kwargs={"year": 99999})).status_code == 404


def test_a_meeting_not_held_yet_says_so(stage, client_for):
    meeting = stage.meeting()
    response = client_for("alice").get(reverse("documents:minutes", kwargs={"pk": meeting.pk, "level": "partners"}))
    assert response.status_code == 422
    assert "pas été tenue" in response.content.decode()


def test_freezing_on_screen_keeps_the_bytes_that_are_served_from_then_on(scene, client_for):
    meeting, client = validated(scene), client_for("alice")
    client.post(reverse("meetings:move", kwargs={"pk": meeting.pk}), {"move": "freeze"})
    kept = {row.level: bytes(row.content) for row in MinutesRelease.objects.unsealed("test")}
    assert set(kept) == {Level.POPULATION, Level.GROUP, Level.POLICE}
    Action.objects.unsealed("test").update(title="Réécrit après coup")
    assert fetch(client_for("bruno"), scene, "partners").content == kept[Level.GROUP]
