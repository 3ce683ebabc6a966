"""`palier import` shows first, writes when told to, and answers bad input in French without changing anything."""

import json

import pytest

from palier.config import cli
from palier.cycle.problems.models import Problem
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.territory.models import Sector
from palier.territory.services.kinds import load_place_kinds
from tests.cycle.stage import set_stage
from tests.intake.conftest import HEADER, SAMPLE
from tests.intake.workbooks import DAY, HALL, HEADINGS, book, line

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


@pytest.fixture
def workbook(group, tmp_path):
    path = tmp_path / "suivi.xlsx"
    rows = [
        HEADINGS,
        HALL,
        line(2, DAY, "rue A", "Tags", what="Zorglub : nettoyer"),
        line(3, DAY, "rue B", None, state="en cours"),
    ]
    contacts = [["Structure", "Nom", "Tél", "Mail"], ["PN", "Ferrand Olivia", "12", "o.ferrand@example.org"]]
    days = ["Membre", "07/01/25", "21/01/25", "04/02/25"]
    attendance = [days, ["Police nationale", "X", "X", "E"], ["Nb présents", 1, 2, 0]]
    path.write_bytes(book(("SUIVI", rows), ("PRESENCES", attendance), ("CONTACTS", contacts)))
    return str(path)


def test_a_workbook_is_shown_whole_with_what_is_put_aside_and_written_once(workbook, capsys):
    assert cli.main(["import", workbook, "--group", "DIG-1", "--preview"]) == cli.DONE
    printed = capsys.readouterr().out
    for told in (
        "Adresse → place",
        "« Zorglub » n’est pas dans la table des noms courts",
        "Ligne 4 de la feuille « SUIVI » : refusée",
        "Présences : 3 réunions entre le 07/01/2025 et le 04/02/2025",
        "le total écrit est 2, les croix en comptent 1",
        "1 contact à inviter",
        "Ligne 2 : numéro de téléphone à corriger",
        "Rien n’a été écrit",
    ):
        assert told in printed
    assert imported() == 0
    for told in ("2 problématiques et 1 action ; déjà là : 0 ligne. Réunions passées : 3.", "Rien de nouveau"):
        assert cli.main(["import", workbook, "--group", "DIG-1", "--yes"]) == cli.DONE
        assert told in capsys.readouterr().out
    assert imported() == 2
    assert cli.main(["import", workbook, "--group", "DIG-1"]) == cli.DONE
    assert "devinée (déjà reprise)" in capsys.readouterr().out


def test_preview_and_json_go_together_one_object_per_line(workbook, capsys):
    assert cli.main(["import", workbook, "--group", "DIG-1", "--preview", "--json"]) == cli.DONE
    first, second = (json.loads(printed) for printed in capsys.readouterr().out.splitlines())
    assert (first["sheet"], first["row"], first["date"], first["state"]) == ("SUIVI", 2, "2025-03-04", "en_cours")
    assert first["actions"][0]["who_type"] == "BAI"
    assert [(one["what"], one["who"], one["who_type"]) for one in second["actions"]] == [("nettoyer", "Zorglub", None)]
    assert imported() == 0


def test_a_column_is_corrected_and_the_lines_refused_are_given_back(workbook, tmp_path, capsys):
    rejects = tmp_path / "rejets.csv"
    words = ["import", workbook, "--group", "DIG-1", "--rejects", str(rejects), "--column", "Description=", "--json"]
    assert cli.main(words) == cli.DONE
    printed = capsys.readouterr()
    assert [json.loads(one)["title"] for one in printed.out.splitlines()] == ["Hall occupé", "Tags"]
    assert "2 lignes à corriger" in printed.err
    told = rejects.read_text(encoding="utf-8-sig")
    assert "Motif du refus" in told
    assert "nommez une organisation connue" in told
    assert cli.main(["import", workbook, "--column", "Description=zorglub"]) == cli.MISUSED
    assert "EN-TÊTE=CHAMP" in capsys.readouterr().err
    assert cli.main(["import", workbook, "--rejects", str(tmp_path / "absent" / "x.csv")]) == cli.FAILED


def test_the_group_gets_its_workbook_back(workbook, tmp_path, capsys):
    cli.main(["import", workbook, "--group", "DIG-1", "--yes"])
    back = tmp_path / "rendu.xlsx"
    assert cli.main(["give-back", str(back), "--group", "DIG-1"]) == cli.DONE
    assert "problématiques dans" in capsys.readouterr().out
    before = imported()
    assert cli.main(["import", str(back), "--group", "DIG-1", "--yes"]) == cli.DONE
    assert imported() == before
    assert Entry.objects.unsealed("test").filter(event=Event.EXPORT_MAKE).count() == 1
    assert cli.main(["give-back", str(tmp_path / "absent" / "x.xlsx"), "--group", "DIG-1"]) == cli.FAILED


@pytest.mark.parametrize("way", ["--preview", "--json"])
@pytest.mark.usefixtures("group")
def test_showing_and_writing_do_not_go_together(tracker, capsys, way):
    assert cli.main(["import", tracker, "--group", "DIG-1", "--yes", way]) == cli.MISUSED
    assert "ne va pas avec" in capsys.readouterr().err
