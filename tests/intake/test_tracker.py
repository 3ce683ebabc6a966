"""A tracker read whole, on the sample of the demonstration and on small traps."""

import json
from datetime import date
from importlib.resources import files

import pytest

from palier.intake.addresses import nothing_known
from palier.intake.json_lines import json_lines
from palier.intake.states import Told
from palier.intake.tracker import read_tracker

TODAY = date(2026, 11, 18)
HEADER = "Réunion du;Problématique;Localisation;Constat;Action;Qui fait;Délai;Réalisé;Fait le;Suite"


@pytest.fixture(scope="module")
def sample():
    return read_tracker((files("palier.demo") / "data" / "comptes_rendus_manosque.csv").read_bytes(), today=TODAY)


def read(*lines):
    return read_tracker("\n".join([HEADER, *lines]).encode(), today=TODAY)


def only_line(*lines):
    (problem,) = read(*lines).problems
    return problem.lines[0]


def test_every_line_of_the_sample_is_in_one_problem(sample):
    assert sample.encoding == "windows-1252"
    assert sample.line_count == 62
    assert sample.empty_count == 1
    assert sample.refused == ()
    records = sorted(line.record for problem in sample.problems for line in problem.lines)
    assert records == list(range(2, 64))


def test_a_problem_worded_four_ways_is_one_problem(sample):
    hall = next(problem for problem in sample.problems if "Aliziers" in problem.title)
    assert {line.title for line in hall.lines} == {"Hall occupé aux Aliziers", "HALL ALIZIERS 130", "hall 130 Aliziers"}
    assert (hall.category, hall.state, hall.first_meeting) == ("A1", Told.RUNNING, date(2024, 9, 17))
    assert hall.facts.startswith("Occupation quotidienne")


def test_an_action_keeps_its_owner_and_its_dates(sample):
    action = sample.problems[0].lines[0]
    assert (action.owner.name, action.owner.type) == ("Police municipale", "PM")
    assert (action.due.day, action.done, action.done_on) == (date(2024, 9, 30), True, date(2024, 9, 30))


def test_persons_are_pointed_at_in_their_cell(sample):
    found = {one.text for problem in sample.problems for one in problem.persons}
    assert {"Anselme Viguerat", "BR 774 OL", "ZORBA7"} <= found
    for problem in sample.problems:
        for one in problem.persons:
            line = next(line for line in problem.lines if line.record == one.record)
            cells = (line.title, line.place, line.facts, line.what, line.outcome)
            assert any(one.span.of(cell) == one.text for cell in cells)


def test_what_is_guessed_says_so_with_the_name_of_the_column():
    line = only_line("17/09/24;Hall occupé;12 rue X;;réparer;Bailleur;fin octobre;O;;")
    assert [(doubt.field, doubt.reason) for doubt in line.doubts] == [
        ("Délai", "« fin octobre » compris comme le 31/10/2024.")
    ]


@pytest.mark.parametrize(
    ("line", "field", "words"),
    [
        ("31/11/2024;Hall;x;;réparer;Bailleur;;O;;", "Réunion du", "n’existe pas dans le calendrier"),
        (";Hall;x;;réparer;Bailleur;;O;;", "Réunion du", "manque"),
        ("17/09/24;Hall;x;;réparer;Zorglub;;O;;", "Qui fait", "table des noms courts"),
        ("17/09/24;Hall;x;;réparer;;;O;;", "Qui fait", "aucun responsable"),
        ("17/09/24;Hall;x;;réparer;PM;bientôt;O;;", "Délai", "l’année"),
        ("17/09/24;Hall;x;;réparer;PM;;peut-être;;", "Réalisé", "ni oui ni non"),
        ("17/09/24;Divers;x;;réparer;PM;;O;;", "Problématique", "« Autre »"),
    ],
)
def test_a_doubt_names_the_column_and_what_was_made_of_it(line, field, words):
    (doubt,) = only_line(line).doubts
    assert doubt.field == field
    assert words in doubt.reason


def test_a_line_without_problem_or_action_is_refused_and_the_others_stay():
    tracker = read("17/09/24;;x;;réparer;PM;;;;", "17/09/24;Hall;x;;réparer;PM;;;;", "17/09/24;Hall;x;;;PM;;;;")
    assert [(bad.record, bad.field) for bad in tracker.refused] == [(2, "Problématique"), (4, "Action")]
    assert tracker.line_count == 1


def test_the_json_has_one_object_per_problem_with_the_agreed_keys(sample):
    objects = [json.loads(line) for line in json_lines(sample, nothing_known)]
    assert len(objects) == len(sample.problems)
    agreed = {"sheet", "row", "date", "category", "state", "actions", "has_person_data", "address_resolvable"}
    agreed |= {"duplicate_of", "title", "records", "first_meeting", "person_data", "address", "problem"}
    assert all(agreed <= one.keys() for one in objects)
    keys = {"record", "what", "who", "who_type", "due", "due_kind", "done", "done_on"}
    assert all(action.keys() == keys for one in objects for action in one["actions"])
    assert {one["state"] for one in objects} <= {state.value for state in Told}
