"""`palier minutes` writes one edition of the minutes of a meeting, as PDF or as data."""

import json

import pytest

from palier.config import cli
from tests.documents.scene import POLICE_WORD, hold_meeting


@pytest.fixture
def meeting(stage):
    return hold_meeting(stage).meeting


def test_each_document_is_written_in_each_format(meeting, tmp_path, capsys):
    starts = {"pdf": b"%PDF-", "odt": b"PK", "docx": b"PK"}
    for level in ("partners", "police", "population"):
        for kind, start in starts.items():
            path = tmp_path / f"{level}.{kind}"
            asked = ["minutes", str(meeting.pk), "--level", level, "--format", kind, "-o", str(path)]
            assert cli.main(asked) == cli.DONE
            assert path.read_bytes().startswith(start)
    assert "Écrit" in capsys.readouterr().err


def test_the_code_of_a_group_means_its_last_meeting(meeting, tmp_path):
    path = tmp_path / "releve.json"
    assert cli.main(["minutes", "DIG-1", "--format", "json", "-o", str(path)]) == cli.DONE
    said = json.loads(path.read_text(encoding="utf-8"))
    assert (said["group"], said["held_on"]) == ("GPO Digne 1", "02/11/2026")
    assert POLICE_WORD not in path.read_text(encoding="utf-8")


def test_an_unknown_meeting_and_a_closed_folder_are_told(meeting, tmp_path, capsys):
    assert cli.main(["minutes", "MAN-1"]) == cli.FAILED
    assert "Aucune réunion tenue" in capsys.readouterr().err
    assert cli.main(["minutes", "DIG-1", "-o", str(tmp_path / "absent" / "x.pdf")]) == cli.FAILED
    assert "Impossible d’écrire" in capsys.readouterr().err
