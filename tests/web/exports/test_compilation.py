"""A year of meetings is asked for and prepared as a long export is, for its owner alone."""

import io
import zipfile

import pytest
from django.urls import reverse

from palier.web.exports.models import ExportFile
from tests.documents.scene import hold_meeting
from tests.web.conftest import sign_in
from tests.web.exports.matrix import made
from tests.world import World

YEAR = "annee=2026&groupe=DIG-1"


@pytest.fixture
def scene(stage):
    return hold_meeting(stage)


def test_the_page_says_what_will_be_prepared_and_the_file_holds_it(scene, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = sign_in(scene.stage.cast, "bruno")
    asked = {"liste": "meeting", "format": "zip", "criteres": YEAR}
    page = client.get(reverse("exports:list"), asked).content.decode()
    assert "Un dossier par réunion" in page
    assert "Groupe DIG-1 ; 2026" in page
    assert client.post(reverse("exports:ask"), asked).status_code == 303
    ExportFile.objects.unsealed("test").all().delete()
    row = made(World(scene.stage.cast, scene.stage), subject="meeting", kind="zip", query=YEAR)
    assert (row.state, row.rows_done, row.rows_total) == ("ready", 1, 1)
    answer = client.get(reverse("exports:file", kwargs={"pk": row.pk}))
    content = b"".join(answer.streaming_content)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert "sommaire.ods" in names
    assert not any("annexe-police" in name for name in names)
    assert "1 réunion" in client.get(reverse("exports:list")).content.decode()


def test_another_format_or_no_year_is_refused(scene, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = sign_in(scene.stage.cast, "bruno")
    for asked in ({"liste": "meeting", "format": "csv"}, {"liste": "report", "format": "zip"}):
        assert client.get(reverse("exports:list"), asked).status_code == 404
    row = made(World(scene.stage.cast, scene.stage), subject="meeting", kind="zip", query="groupe=DIG-1")
    assert (row.state, row.reason) == ("failed", "Choisissez une année.")
