"""One cell, several actions: what, who, for when; and cells that decide nothing."""

import time
from datetime import date

import pytest

from palier.intake.dues import Clues, read_due
from palier.intake.organisations import by_work, read_owner
from palier.intake.splitting import split_actions

NEAR = date(2025, 3, 4)


def split(cell, near=NEAR, **clues):
    return [
        (one.what, one.owner and one.owner.type, one.due.day and one.due.day.isoformat())
        for one in split_actions(cell, Clues(near, **clues))
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("PM : rondes jusqu'au 28/03 ; Ville : banc à changer avant le 15/04",
         [("rondes", "PM", "2025-03-28"), ("banc à changer", "MAI", "2025-04-15")]),
        ("• Bailleur - réparer la porte (30/05)\n• PN - contrôles", [("réparer la porte", "BAI", "2025-05-30"),
                                                                    ("contrôles", "PN", None)]),
        ("1) PM verbaliser 2) Voirie : poser des potelets d'ici fin mai", [("verbaliser", "PM", None),
                                                                          ("poser des potelets", "MAI", "2025-05-31")]),
        ("Contrôle (PN, 14/03/2025)\nTaille (espaces verts, avril)", [("Contrôle", "PN", "2025-03-14"),
                                                                     ("Taille", "MAI", "2025-04-30")]),
        ("La PM passe jusqu'au 31 mai, la mairie prend un arrêté", [("passe", "PM", "2025-05-31"),
                                                                   ("prend un arrêté", "MAI", None)]),
        ("Syndic -> digicode sous 15 jours / BST -> passages", [("digicode", "COP", "2025-03-19"),
                                                               ("passages", "PN", None)]),
        ("PM ronde 19h -> 30/04/25 / Ville clôture -> 31/07", [("ronde 19h", "PM", "2025-04-30"),
                                                              ("clôture", "MAI", "2025-07-31")]),
        ("SDIS, PN : exercice le 5 avril", [("exercice", "SDIS", "2025-04-05")]),
        ("Enlèvement par la fourrière sous 3 semaines", [("Enlèvement", "MAI", "2025-03-25")]),
        ("- médiation: réunion de palier", [("réunion de palier", "MAI", None)]),
        ("Gérant du snack : rappel aux clients ; PM mesurer le bruit", [("rappel aux clients", "COM", None),
                                                                       ("mesurer le bruit", "PM", None)]),
        ("PM présence 8h et 16h, 3 semaines à/c 10/03", [("présence 8h et 16h", "PM", "2025-03-31")]),
        ("CCAS évaluation sociale / orientation", [("évaluation sociale / orientation", "MAI", None)]),
        ("PN passages ven/sam 22h/2h", [("passages ven/sam 22h/2h", "PN", None)]),
        ("Ville grille : étude avant le 30/06/2025", [("grille : étude", "MAI", "2025-06-30")]),
        ("PN contrôles x4 juin", [("contrôles", "PN", "2025-06-30")]),
        ("EP : lampes sem. 14", [("lampes", "MAI", "2025-04-04")]),
        ("aller voir sur place", [("aller voir sur place", None, None)]),
        *((nothing, []) for nothing in ("", "néant", "voir ligne 7", "cf n° 12", "idem", "à définir", "rien de prévu")),
    ],
)  # fmt: skip
def test_a_cell_is_cut_into_actions(cell, expected):
    assert split(cell) == expected


def test_a_date_left_vague_leans_on_the_line_and_on_the_meetings_known():
    due = date(2025, 4, 27)
    assert split("PM passages vac. de Pâques", line_due=due) == [("passages", "PM", "2025-04-27")]
    assert split("PM fourrière sous 3 semaines après demande", line_due=due) == [("fourrière", "PM", "2025-04-27")]
    meetings = (date(2025, 2, 25), date(2025, 3, 18))
    assert split("BST : point avant prochaine réunion", meetings=meetings) == [("point", "PN", "2025-03-18")]
    assert split("PM : passages 31/05", near=None, line_due=due)[0][2] == "2025-05-31"


@pytest.mark.parametrize(
    "words", ["sous 48h", "dès que possible", "pas de date", "2h/jour", "24/7", "rue du 8 mai 1945"]
)
def test_what_is_no_deadline_gives_no_date(words):
    assert read_due(f"contrôles {words}", Clues(NEAR)).when.day is None


@pytest.mark.parametrize(
    ("what", "around", "name"),
    [
        ("remplacer un lampadaire", "", "Ville - éclairage public"),
        ("taille de la haie", "", "Ville - espaces verts"),
        ("étude ralentisseurs", "", "Ville - voirie"),
        ("nettoyage de la façade", "", "Ville - propreté"),
        ("réparer le portail", "", "Ville - services techniques"),
        ("arrêté alcool", "", "Ville"),
    ],
)
def test_the_work_tells_which_service_of_the_town(what, around, name):
    assert by_work(read_owner("mairie"), what, around).name == name


def test_an_operator_along_the_rails_is_the_railway():
    assert by_work(read_owner("exploitant"), "grillage", "voie ferrée").type == "TRA"
    assert by_work(read_owner("exploitant"), "limiteur de son", "bar").type == "COM"


def test_a_cell_of_endless_words_is_cut_in_reasonable_time():
    start = time.process_time()
    split("PM : passages / " * 300)
    split("x" * 5000)
    split("(" * 5000)
    split("1/" * 2500)
    split("- " * 2500)
    assert time.process_time() - start < 20
