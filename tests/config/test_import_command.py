"""`palier import` shows first, writes when told to, and answers bad input in French without changing anything."""

import json

import pytest

from palier.config import cli
from palier.cycle.problems.models import Problem
from palier.territory.models import Sector
from palier.territory.services.kinds import load_place_kinds
from tests.cycle.stage import set_stage
from tests.intake.conftest import HEADER, SAMPLE

LINE = "17/09/24;Hall occupé;x;;réparer;PN;fin octobre;O;;"


@pytest.fixture
def group(cast):
    set_stage(cast)
    load_place_kinds()
    cast.group.sectors.add(Sector.objects.create(district=cast.group.district, code="D1", name="Digne 1"))
    return cast.group


@pytest.fixture
def tracker(tmp_path):
    path = tmp_path / "suivi.csv"
    path.write_text(f"{HEADER}\n{LINE}\n", encoding="utf-8")
    return str(path)


def imported():
    return Problem.objects.unsealed("test").filter(origin=Problem.Origin.IMPORT).count()


def test_without_yes_every_line_is_shown_and_nothing_is_written(group, tracker, capsys):
    assert cli.main(["import", tracker, "--group", "DIG-1"]) == cli.DONE
    printed = capsys.readouterr().out
    assert "Ligne 2 : devinée. Colonne « Délai » : « fin octobre » compris comme le 31/10/2024." in printed
    assert "Rien n’a été écrit" in printed
    assert imported() == 0


def test_yes_writes_and_twice_is_once(group, tracker, capsys):
    for told in ("1 problématique et 1 action", "Rien de nouveau"):
        assert cli.main(["import", tracker, "--group", "DIG-1", "--yes"]) == cli.DONE
        assert told in capsys.readouterr().out
    assert imported() == 1


def test_json_is_one_object_per_line_and_nothing_else(group, tmp_path, capsys):
    path = tmp_path / "suivi.csv"
    path.write_bytes(SAMPLE)
    assert cli.main(["import", str(path), "--json", "--today", "2026-11-18"]) == cli.DONE
    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(objects) == 25
    assert imported() == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("--yes", cli.MISUSED, "--group MAN-1"),
        ("--yes --json", cli.MISUSED, "ne va pas avec"),
        ("--group XXX --yes", cli.FAILED, "Groupes connus : DIG-1, MAN-1"),
    ],
)
@pytest.mark.usefixtures("group")
def test_a_choice_that_cannot_be_followed_says_what_to_write(tracker, capsys, words, code, told):
    assert cli.main(["import", tracker, *words.split(" ")]) == code
    assert told in capsys.readouterr().err
    assert imported() == 0


def test_a_missing_file_a_workbook_and_a_bad_day_are_told(group, tmp_path, tracker, capsys):
    assert cli.main(["import", str(tmp_path / "absent.csv")]) == cli.FAILED
    assert "Impossible de lire" in capsys.readouterr().err
    (tmp_path / "suivi.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 50)
    assert cli.main(["import", str(tmp_path / "suivi.xlsx"), "--group", "DIG-1", "--yes"]) == cli.FAILED
    assert "abîmé" in capsys.readouterr().err
    assert cli.main(["import", tracker, "--today", "demain"]) == cli.MISUSED
    assert "AAAA-MM-JJ" in capsys.readouterr().err
