"""The export of an online form, one report per line, in layouts made up here: an answer is not owed, and a column is
taken for nothing it does not say. Every word is invented."""

from datetime import date

import pytest

from palier.intake.layout.regions import Kind
from palier.intake.preview import Status, preview_lines
from palier.intake.tracker import read_tracker
from tests.cast import TODAY

OFFICE = {
    "ID": "1", "Heure de début": "10/03/2026 08:11:00", "Heure de fin": "10/03/2026 08:21:00",
    "Adresse de messagerie": "anonymous", "Êtes-vous ?": "Locataire", "Votre bailleur": "Bléone Habitat",
    "Où cela se passe-t-il ?": "3 rue Haute", "De quoi s'agit-il ?": "Rodéos",
    "Racontez-nous": "Des motos tournent tous les soirs devant l'immeuble",
    "Quand cela s'est-il produit ?": "01/03/2026",
    "Depuis combien de temps ?": "3 mois", "Numéro de dépôt de plainte": "2026/000774",
    "Téléphone portable": "06 39 98 11 20", "Décision prise": "", "Statut de la demande": "Nouveau",
    "Note de satisfaction": "2",
}  # fmt: skip
SURVEY = {
    "Réponse ID": "7", "Date de soumission": "2026-04-01 11:22:33", "Votre structure": "Conseil citoyen",
    "Adresse précise du fait": "2 rue Neuve", "Nature des faits constatés": "Vitesse",
    "Précisions": "Plusieurs fois par semaine, surtout le soir", "Date de début des faits": "11/03/2026",
    "Date de fin des faits": "20/03/2026", "Réponse": "", "Suite donnée": "", "N° PV": "PV 2026/771451",
    "Effectué": "non", "Gestionnaire du site": "SNCF",
}  # fmt: skip
TOWN = {
    "N° de soumission": "101", "Heure de soumission": "ven, 02/05/2026 - 10:11", "Adresse IP": "192.0.2.7",
    "Nom et prénom": "Lucie BERTHIER", "Lieu des faits": "boulevard Gassendi", "Catégorie de nuisance": "Bruit",
    "Que se passe-t-il ?": "C'est tous les soirs et personne ne dort", "Date des faits": "30/04/2026",
    "Depuis quand ?": "un an", "Plainte déposée": "oui", "N° de la plainte": "2026/00121",
    "Bailleur social": "Bléone Habitat", "Réponse du 17": "Passage", "Réponse obtenue": "", "Motif": "",
}  # fmt: skip


def read(line, **changes):
    lines = [line | changes, *(line for _ in range(3))]
    told = [";".join(line), *(";".join(one.values()) for one in lines)]
    return read_tracker("\n".join(told).encode(), today=TODAY)


@pytest.mark.parametrize(
    ("line", "place", "title", "day"),
    [
        (OFFICE, "3 rue Haute", "Rodéos", date(2026, 3, 10)),
        (SURVEY, "2 rue Neuve", "Vitesse", date(2026, 4, 1)),
        (TOWN, "boulevard Gassendi", "Bruit", date(2026, 5, 2)),
    ],
    ids=["office", "survey", "town"],
)
def test_a_report_without_an_answer_is_a_problem_without_an_action(line, place, title, day):
    tracker = read(line)
    assert tracker.refused == ()
    assert len(tracker.problems) == 4
    first = tracker.problems[0]
    assert (first.place, first.title, first.reported.day, first.lines) == (place, title, day, ())
    assert all(one.status is not Status.REFUSED for one in preview_lines(tracker))


@pytest.mark.parametrize("line", [OFFICE, SURVEY, TOWN], ids=["office", "survey", "town"])
def test_a_column_is_taken_for_nothing_that_it_does_not_say(line):
    (region,) = read(line).regions
    taken = {heading: name for name, heading in region.headers.items()}
    assert region.kind is Kind.PROBLEMS
    for heading, field in (
        ("Date des faits", "done"),
        ("Date des faits", "done_on"),
        ("Date de fin des faits", "closed_on"),
        ("Depuis quand ?", "due"),
        ("Depuis combien de temps ?", "date"),
        ("Votre bailleur", "lead"),
        ("Bailleur social", "lead"),
        ("Gestionnaire du site", "lead"),
        ("Réponse du 17", "what"),
        ("N° de la plainte", "number"),
        ("Adresse IP", "place"),
        ("Adresse de messagerie", "place"),
        ("Note de satisfaction", "outcome"),
    ):
        assert taken.get(heading) != field, heading


@pytest.mark.parametrize("line", [OFFICE, SURVEY, TOWN], ids=["office", "survey", "town"])
def test_a_number_of_procedure_is_looked_at_and_kept_nowhere(line):
    tracker = read(line)
    first = tracker.problems[0]
    assert any("procédure" in remark for remark in preview_lines(tracker)[0].remarks)
    assert not any(number in repr((first.label, first.facts, first.notes, first.title)) for number in ("774", "0012"))


def test_the_answer_is_the_action_once_it_is_given():
    tracker = read(SURVEY, **{"Suite donnée": "PM : passages pour le 30/04/2026"})
    assert [one.what for one in tracker.problems[0].lines] == ["passages"]
    assert [one.lines for one in tracker.problems[1:]] == [(), (), ()]


def test_what_the_program_asks_for_is_not_taken_for_a_person_and_names_the_column():
    told = "Date;Lieu;Problème;Échéance\n03/06;rue A;Tags;bla bla\n"
    (line,) = preview_lines(read_tracker(told.encode(), today=TODAY))
    assert "« 03/06 » ne dit pas l’année" in str(line)
    assert "retirée" not in str(line)
    assert "Colonne « État »" in str(line)
