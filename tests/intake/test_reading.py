"""What is understood of organisations, persons, states and groups of lines."""

import time
from dataclasses import dataclass
from datetime import date

import pytest

from palier.intake.categories import OTHER, guess_category
from palier.intake.grouping import group
from palier.intake.organisations import read_owner
from palier.intake.states import Mark, Told, read_state
from palier.screening import REMOVED, find_spans, without_persons


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("PM", "Police municipale", "PM"),
        ("PM+PN", "Police municipale", "PM"),
        ("PN et PM", "Police nationale", "PN"),
        ("PM (ASVP)", "Police municipale (ASVP)", "PM"),
        ("Ville (voirie)", "Ville - voirie", "MAI"),
        ("Ville / lycée", "Ville", "MAI"),
        ("Prévention spé.", "Prévention spécialisée", "ASS"),
        ("Mairie (cabinet du maire)", "Ville", "MAI"),
    ],
)
def test_the_organisation_named_first_answers(text, name, kind):
    owner = read_owner(text)
    assert owner is not None
    assert (owner.name, owner.type, owner.known) == (name, kind, True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Provence Habitat", "BAI"), ("Lycée Carmejane", "EDU"), ("Zorglub", ""), ("Syndic Foncia", "COP")],
)
def test_an_unknown_organisation_keeps_its_name_and_has_a_supposed_type(text, kind):
    owner = read_owner(text)
    assert owner is not None
    assert (owner.name, owner.type, owner.known) == (text, kind, False)


@pytest.mark.parametrize(
    "text",
    ["a" * 130_000, "dit" + " " * 130_000, "a@" + "b-" * 65_000, "M. " * 40_000, "PV n°" * 20_000],
    ids=["letters", "spaces", "address without end", "civilities", "procedures"],
)
def test_a_cell_made_to_keep_the_reader_busy_is_read_in_one_pass(text):
    """The longest cell that a CSV may hold; a pass for each letter took minutes."""
    start = time.process_time()
    find_spans(text)
    read_owner(text)
    assert time.process_time() - start < 30  # processor seconds; one pass takes less than one on a machine at rest


def test_nobody_named_is_nobody():
    assert read_owner("  ") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("appeler le 06 39 98 12 34", "phone"),
        ("joindre +33 6 39 98 12 34", "phone"),
        ("écrire à jean.dupont@example.org", "email"),
        ("utilitaire AB-123-CD garé", "plate"),
        ("clio 1234 XY 04 devant", "plate"),
        ("M. Anselme Viguerat refuse", "person"),
        ("Mme Durand-Roux se plaint", "person"),
        ("signature « ZORBA7 » partout", "nickname"),
        ("PV n° 2024/001234", "procedure_number"),
    ],
)
def test_an_obvious_passage_is_seen_and_replaced(text, kind):
    assert [found.kind.code for found in find_spans(text)] == [kind]
    cleaned = without_persons(text)
    assert REMOVED in cleaned
    assert find_spans(cleaned) == []


@pytest.mark.parametrize(
    "text",
    [
        "9 PV à 135 € le 12/10/2024",
        "3 appels contre 22 l’été d’avant",
        "rue Georges Pompidou, bât. B, hall 12",
        "ligne C, terminus gare, 10h-2h",
        "Le M.O.F. du quartier",
        "devis 6 480 €",
    ],
)
def test_plain_facts_are_left_alone(text):
    assert find_spans(text) == []


DAY1, DAY2 = date(2025, 1, 14), date(2025, 2, 11)


@pytest.mark.parametrize(
    ("marks", "stated", "state", "written"),
    [
        ([("RAS depuis novembre – clos", True, DAY1)], "", Told.SOLVED, True),
        ([("Faits toujours au même niveau. Sorti du suivi", False, DAY1)], "", Told.NO_EFFECT, True),
        ([("clos sans suite", None, DAY1)], "", Told.NO_EFFECT, True),
        ([("site démantelé -> abandon", False, DAY1)], "", Told.DROPPED, True),
        ([("transmis au GLTD", None, DAY1)], "", Told.DECLINED, True),
        ([("RAS, on surveille", True, DAY1)], "", Told.WATCHED, True),
        ([("calme, revoir à la rentrée", True, DAY1)], "", Told.WATCHED, True),
        ([("", None, DAY2)], "", Told.REPORTED, False),
        ([("", None, DAY1)], "", Told.RUNNING, False),
        ([("posé", True, DAY1), ("bloqué", False, DAY2)], "", Told.RUNNING, False),
        ([("en attente", False, DAY1), ("grillagé", True, DAY2)], "", Told.SOLVED, False),
        ([("plus de bruit", False, DAY1)], "", Told.RUNNING, False),
        ([("RAS", True, DAY2)], "en observation", Told.WATCHED, True),
    ],
)
def test_the_last_word_or_the_marks_give_the_state(marks, stated, state, written):
    assert read_state([Mark(*mark) for mark in marks], stated, DAY2) == (state, written)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Rodéos place du marché", "C1"), ("DEPOTS SAUVAGES rue X", "D8"), ("vol de vélo gare", "E4"), ("Divers", OTHER)],
)
def test_a_category_comes_from_its_words(text, code):
    assert guess_category(text) == code


@dataclass
class Row:
    title: str
    place: str
    category: str = "A1"


@pytest.mark.parametrize(
    ("rows", "piles"),
    [
        ([Row("Hall occupé aux Lilas", "12 rue des Lilas"), Row("HALL LILAS", "12, r. des lilas entrée B")], [[0, 1]]),
        ([Row("Hall occupé", "12 rue des Lilas"), Row("Hall occupé", "14 rue des Lilas", "A4")], [[0], [1]]),
        ([Row("Tags rue Grande", "rue Grande", "D9"), Row("Bagarres rue Grande", "rue Grande", "F2")], [[0], [1]]),
        (
            [Row("Stat. école", "rue des Écoles", "C3"), Row("Stationnement école centre", "Rue des Ecoles", "C3")],
            [[0, 1]],
        ),
        ([Row("Rodéos", "bd Gassendi", "C1"), Row("Rodéos", "", "C1")], [[0, 1]]),
        ([Row("Rodéos", "bd Gassendi", "C1"), Row("Rodéos du soir", "bd Victor Hugo", "C1")], [[0], [1]]),
    ],
)
def test_lines_of_one_problem_are_put_together_and_others_kept_apart(rows, piles):
    assert group(rows) == piles
