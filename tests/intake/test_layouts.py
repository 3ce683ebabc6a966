"""Layouts never seen: title blocks, two header rows, quarters, vertical forms, turned tables, forty columns."""

import csv
import io
from datetime import date

import pytest

from palier.intake.layout.regions import Kind
from palier.intake.organisations import Owner
from palier.intake.states import Told
from palier.intake.tracker import read_tracker
from palier.kernel.errors import Refused
from tests.intake.workbooks import BLUE, DAY, GREEN, HALL, HEADINGS, ORANGE, RODEO, book, commented, line, painted

TODAY = date(2026, 11, 18)


def read(content, **options):
    return read_tracker(content, today=TODAY, **options)


def told(tracker):
    return [(one.label, one.title, one.place, one.reported.day, one.state) for one in tracker.problems]


def test_a_header_on_two_rows_under_a_title_block_with_totals_and_separators():
    rows = [
        ["GROUPE DE PARTENARIAT – SUIVI", *[None] * 11],
        ["vert = réglé   bleu = on surveille", *[None] * 11],
        [],
        ["N°", "SIGNALEMENT", None, "LOCALISATION", "PROBLÈME", None, "TRAITEMENT", None, None, "SUIVI", None, None],
        [None, "Date", "Secteur", "Adresse", "Nature", "Détail", "Actions (qui, quand)", "Pilote", "Échéance", "Etat",
         "Clôture", "Notes"],
        ["ANNÉE 2025"],
        HALL,
        [],
        RODEO,
        list(HEADINGS),
        line(3, date(2025, 4, 1), "square Pasteur", "Alcool", what="PM : passages"),
        ["Nombre de points", 3],
        [None, None, None, "à revoir en fin d'année"],
    ]  # fmt: skip

    def finish(made):
        sheet = made["Suivi"]
        sheet.merge_cells("A4:A5")
        sheet.merge_cells("B4:C4")
        sheet.merge_cells("A6:L6")
        painted(sheet["A11"], BLUE)

    tracker = read(book(("Suivi", rows), finish=finish))
    (region,) = tracker.regions
    assert region.header_rows == (5,)
    names = [
        "number",
        "date",
        "district",
        "place",
        "title",
        "facts",
        "what",
        "lead",
        "due",
        "state",
        "closed_on",
        "outcome",
    ]
    assert region.columns == {name: place for place, name in enumerate(names)}
    assert [(one.record, one.state) for one in tracker.problems] == [
        (7, Told.RUNNING),
        (9, Told.SOLVED),
        (11, Told.WATCHED),
    ]
    reasons = {aside.record: aside.reason for aside in tracker.aside}
    assert "séparateur" in reasons[6]
    assert "répété" in reasons[10]
    assert "total" in reasons[12]
    assert "une seule cellule" in reasons[13]
    assert tracker.empty_count == 1


def test_one_sheet_per_quarter_each_in_its_own_order_and_one_without_header():
    one = ["Réf.", "Reçu le", "Où", "Quoi", "Constats", "Mesures prises", "Situation"]
    other = ["Situation", "Réf.", "Où", "Reçu le", "Quoi", "Constats", "Mesures prises"]
    content = book(
        ("T1", [["1er trimestre"], [], one, ["a", "06/01/2025", "place du Marché", "Tags", "mur", None, "réglé"]]),
        ("T2", [other, ["à traiter", "b", "3 rue Haute", date(2025, 4, 2), "Épaves", "deux", "PM : relevé"]]),
        ("T3", [["hors GPO", "c", "4 rue Basse", date(2025, 7, 2), "Conflit de voisins", "haie", None]]),
        ("Bilan", [["Trimestre", "Fiches"], ["T1", 1], ["T2", 1]]),
    )
    tracker = read(content)
    assert told(tracker) == [
        ("a", "Tags", "place du Marché", date(2025, 1, 6), Told.SOLVED),
        ("b", "Épaves", "3 rue Haute", date(2025, 4, 2), Told.REPORTED),
        ("c", "Conflit de voisins", "4 rue Basse", date(2025, 7, 2), Told.DECLINED),
    ]
    assert [one.sheet for one in tracker.problems] == ["T1", "T2", "T3"]
    assert [(aside.sheet, "aucun tableau" in aside.reason) for aside in tracker.aside if not aside.record] == [
        ("Bilan", True)
    ]


STACKED = [
    ["FICHE DE SIGNALEMENT"],
    ["N° :", "12"],
    ["Date :", date(2025, 5, 6)],
    ["Lieu :", "8 rue des Remparts"],
    ["Problème :", "Dépôt d'ordures"],
    ["Description :", "sacs devant le local"],
    ["", "tous les lundis"],
    ["Action 1 :", "Agglo : ramassage le 13/05"],
    ["Action 2 :", "PM : verbaliser"],
    ["Nombre d'appels :", 7],
    ["État :", "clos"],
    [],
    ["FICHE DE SIGNALEMENT"],
    ["N° :", "13"],
    ["Date :", "12/05/2025"],
    ["Lieu :", "parking de la piscine"],
    ["Problème :", "Vols dans les voitures"],
    ["Description :", "vitres brisées"],
    ["Action 1 :", None],
    ["État :", None],
]


def test_forms_one_under_the_other():
    tracker = read(book(("Fiches", STACKED)))
    assert told(tracker) == [
        ("12", "Dépôt d'ordures", "8 rue des Remparts", date(2025, 5, 6), Told.SOLVED),
        ("13", "Vols dans les voitures", "parking de la piscine", date(2025, 5, 12), Told.REPORTED),
    ]
    first = tracker.problems[0]
    assert first.facts == "sacs devant le local\ntous les lundis"
    assert [(action.what, action.owner.type) for action in first.lines] == [("ramassage", "EPCI"), ("verbaliser", "PM")]
    assert [one.record for one in tracker.problems] == [2, 14]


def test_forms_whose_label_and_value_share_a_cell():
    rows = [
        [f"{row[0]} {row[1].strftime('%d/%m/%Y') if isinstance(row[1], date) else row[1]}"]
        for row in STACKED
        if len(row) == 2 and row[0] and row[1]
    ]
    assert told(read(book(("Fiches", rows)))) == told(read(book(("Fiches", STACKED))))


def form(number, day, **cells):
    place, problem, what, state = (cells[name] for name in ("place", "problem", "what", "state"))
    return [
        ["Fiche n°", number, None, "Date", day],
        ["Lieu", place],
        ["Problématique", problem],
        ["Constat", "le soir"],
        ["Actions décidées", what],
        ["Pilote", "PN", None, "Etat", state],
    ]


def test_one_sheet_per_problem_with_two_labels_on_a_row_and_a_comment():
    def finish(made):
        commented(made["F2"]["B2"], "appeler le 06 39 98 11 22")

    tracker = read(
        book(
            (
                "F1",
                form(
                    1,
                    date(2025, 1, 7),
                    place="square Pasteur",
                    problem="Alcool",
                    what="PM : passages",
                    state="en observation",
                ),
            ),
            (
                "F2",
                form(
                    2,
                    "08/01/2025",
                    place="4 rue Neuve",
                    problem="Squat de caves",
                    what="Bailleur : murer le 15/02",
                    state="clos",
                ),
            ),
            finish=finish,
        )
    )
    assert told(tracker) == [
        ("1", "Alcool", "square Pasteur", date(2025, 1, 7), Told.WATCHED),
        ("2", "Squat de caves", "4 rue Neuve", date(2025, 1, 8), Told.SOLVED),
    ]
    assert [found.text for found in tracker.problems[1].persons] == ["06 39 98 11 22"]
    assert not tracker.problems[1].persons[0].kept


def test_a_turned_table_has_one_problem_per_column():
    rows = [
        ["Date", "06/01/2025", "07/01/2025", "15/01/2025"],
        ["Lieu", "rue A", "2 rue B", "place C"],
        ["Problème", "Rodéos", "Hall occupé", "Mendicité"],
        ["Description", "motos", "porte cassée", "devant la poste"],
        ["Actions", "PN : contrôles", "Bailleur : porte le 31/01", None],
        ["Statut", "en cours", "réglé", "nouveau"],
    ]
    tracker = read(book(("Suivi", rows)))
    assert [(one.title, one.state, len(one.lines)) for one in tracker.problems] == [
        ("Rodéos", Told.RUNNING, 1),
        ("Hall occupé", Told.SOLVED, 1),
        ("Mendicité", Told.REPORTED, 0),
    ]


FORTY = [
    *("Horodateur", "Adresse e-mail", "Votre nom", "Votre téléphone", "Votre structure", "Commune", "Rue et numéro"),
    *("Type de nuisance", "Décrivez la situation", "Jour(s)", "Heure", "Depuis quand ?", "Combien de personnes ?"),
    *(f"Question {rank}" for rank in range(1, 24)),
    *("Photos", "Accepteriez-vous d'être recontacté ?", "Suite donnée", "Statut"),
]


def answer(day, *said):
    place, kind, facts, given, state = said
    who = ["p.martin@example.org", "Paul Martin", "06 39 98 00 11", "Commerçant", "Digne"]
    return [day, *who, place, kind, facts, "lundi", "22h", "un mois", "5", *["non"] * 23, "", "oui", given, state]


@pytest.mark.parametrize(
    ("separator", "encoding"), [("\t", "utf-16"), (",", "mac_roman"), (";", "cp1252"), ("|", "utf-8")]
)
def test_a_form_of_forty_columns_keeps_nothing_of_who_filled_it(separator, encoding):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(
        [
            FORTY,
            answer(
                "03/02/2025 21:14:09", "15 rue des Écoles", "Bruit", "musique jusqu'à 2h", "PM : contrôle", "En cours"
            ),
            answer("04/02/2025 08:02:11", "place de l'Église", "Dépôt sauvage", "matelas", "", "Nouveau"),
        ]
    )
    assert len(FORTY) == 40
    tracker = read(out.getvalue().encode(encoding))
    assert told(tracker) == [
        ("", "Bruit", "15 rue des Écoles", date(2025, 2, 3), Told.RUNNING),
        ("", "Dépôt sauvage", "place de l'Église", date(2025, 2, 4), Told.REPORTED),
    ]
    first = tracker.problems[0]
    assert {found.text for found in first.persons} == {"p.martin@example.org", "Paul Martin", "06 39 98 00 11"}
    assert not any(found.kept for found in first.persons)
    assert "Martin" not in f"{first.title}{first.place}{first.facts}{first.notes}{first.lead}"


def test_hidden_columns_comments_and_procedure_numbers_are_flagged_and_never_kept():
    def finish(made):
        sheet = made["S"]
        sheet["M1"], sheet["M2"], sheet["N1"], sheet["N3"] = "réf", "MCI 2024/118374", "N° PV", "2025/000914"
        sheet.column_dimensions["M"].hidden = True
        commented(sheet["L2"], "rappeler Mme Vialatte 06 39 98 41 07")

    hall, rodeo = read(book(("S", [HEADINGS, HALL, RODEO]), finish=finish)).problems
    assert {found.text for found in hall.persons} >= {"2024/118374", "06 39 98 41 07"}
    assert [found.text for found in rodeo.persons] == ["2025/000914"]
    assert not any(found.kept for found in (*hall.persons, *rodeo.persons))
    assert "118374" not in repr([hall.title, hall.place, hall.facts, hall.notes, hall.lines, hall.lead])


def test_a_place_held_by_the_cell_above_is_said_and_merged_actions_are_not_done_twice():
    def finish(made):
        sheet = made["S"]
        sheet["D3"] = sheet["G3"] = None
        sheet.merge_cells("D2:D3")
        sheet.merge_cells("G2:G3")

    hall, rodeo = read(book(("S", [HEADINGS, HALL, RODEO]), finish=finish)).problems
    assert (rodeo.place, rodeo.place_is_held, rodeo.lines) == ("12 rue des Lilas", True, ())
    assert len(hall.lines) == 1


def test_an_impossible_an_imprecise_a_counted_and_a_missing_day():
    rows = [
        HEADINGS,
        line(1, "31/02/2025", "rue A", "Tags", due="15/04"),
        line(2, "mars 2025", "rue B", "Tags"),
        line(3, 45720, "rue C", "Tags"),
        line(4, None, "rue D", "Tags"),
    ]
    found = [(one.reported.day, one.reported.problem, one.reported.month) for one in read(book(("S", rows))).problems]
    assert found == [
        (None, "impossible", None),
        (None, "imprecise", "2025-03"),
        (DAY, None, None),
        (None, "absente", None),
    ]


def test_a_line_that_sends_to_another_is_tied_and_has_the_state_of_the_story():
    rows = [
        HEADINGS,
        line(7, date(2025, 1, 7), "rue A", "Vitesse", what="PN : contrôles", state="en cours"),
        line(8, date(2025, 1, 14), "rue B", "Hall occupé", state="clos", closed=date(2025, 3, 4)),
        line(9, date(2025, 2, 4), "rue A", "vitesse", what="voir ligne 7", state="cf n° 7"),
        line(10, date(2025, 9, 2), "rue B", "hall", what="idem n°8", state="à rouvrir ?"),
        line(11, date(2025, 9, 9), "rue A", "vitesse", state="nouveau", notes="pas un doublon du 7 : autre tronçon"),
    ]
    links = [
        (one.label, one.link and one.link.kind, one.link and one.link.problem, one.state)
        for one in read(book(("S", rows))).problems
    ]
    assert links == [
        ("7", None, None, Told.RUNNING),
        ("8", None, None, Told.SOLVED),
        ("9", "doublon", 1, Told.RUNNING),
        ("10", "recurrence", 2, Told.RUNNING),
        ("11", "proche", 1, Told.REPORTED),
    ]


@pytest.mark.parametrize(
    ("colour", "closed", "notes", "what", "state"),
    [
        (GREEN, None, "", "PM : passages", Told.SOLVED),
        (ORANGE, None, "", None, Told.RUNNING),
        (None, date(2025, 5, 6), "", None, Told.SOLVED),
        (None, None, "10/05 : plus aucun fait", "PM : passages", Told.SOLVED),
        (None, None, "", "PM : passages", Told.RUNNING),
        (None, None, "", None, Told.REPORTED),
    ],
)
def test_where_the_cell_is_silent_closing_date_colour_and_notes_speak(colour, closed, notes, what, state):
    def finish(made):
        if colour:
            painted(made["S"]["J2"], colour)

    rows = [HEADINGS, line(1, DAY, "rue A", "Tags", what=what, closed=closed, notes=notes)]
    (problem,) = read(book(("S", rows), finish=finish)).problems
    assert (problem.state, problem.state_is_written) == (state, False)
    assert any("deviné" in doubt.reason for doubt in problem.doubts)


def test_what_the_group_said_of_its_columns_prevails_and_its_directory_is_known():
    rows = [
        ["Réf", "Jour", "Endroit", "Rubrique", "Bidule", "Machin"],
        ["1", DAY, "rue A", "Tags", "bla", "Tisseurs du Coin nettoyer le 15/04 / PM : constat"],
    ]
    remembered = {"rubrique": "title", "machin": "what", "bidule": "", "endroit": "place", "jour": "date"}
    names = {"tisseurs du coin": Owner("Tisseurs du Coin", "ASS", known=True)}
    tracker = read(book(("S", rows)), remembered=remembered, names=names)
    (problem,) = tracker.problems
    assert (problem.title, problem.facts, problem.reported.day) == ("Tags", "", DAY)
    assert [(one.what, one.owner.name) for one in problem.lines] == [
        ("nettoyer", "Tisseurs du Coin"),
        ("constat", "Police municipale"),
    ]


def test_a_table_of_actions_is_read_from_a_workbook_too():
    rows = [
        ["Réunion du", "Problématique", "Localisation", "Action", "Qui fait", "Délai", "Réalisé", "Fait le", "Suite"],
        [date(2024, 9, 17), "Hall occupé", "12 rue A", "réparer", "Bailleur", date(2024, 9, 30), "O", None, "clos"],
        [date(2024, 10, 8), "HALL OCCUPE", "12, rue A", "changer le code", "Bailleur", "fin octobre", "N", None, ""],
    ]
    tracker = read(book(("CR", rows)))
    assert [region.kind for region in tracker.regions] == [Kind.ACTIONS]
    (problem,) = tracker.problems
    assert [action.due.day for action in problem.lines] == [date(2024, 9, 30), date(2024, 10, 31)]


def test_a_hidden_sheet_and_a_workbook_without_tracker():
    def finish(made):
        made["Vieux"].sheet_state = "hidden"

    tracker = read(book(("S", [HEADINGS, HALL]), ("Vieux", [HEADINGS, RODEO]), finish=finish))
    assert len(tracker.problems) == 1
    assert any("masquée" in aside.reason for aside in tracker.aside)
    with pytest.raises(Refused, match="« Budget »"):
        read(book(("Budget", [["Poste", "Montant"], ["Peinture", 120]])))


def test_a_line_without_problem_is_refused_and_a_column_without_title_is_said():
    rows = [HEADINGS, line(1, DAY, "rue A", None, state="en cours"), [*HALL, "en plus"], RODEO]
    tracker = read(book(("S", rows)))
    assert [(bad.record, bad.field) for bad in tracker.refused] == [(2, "Problème")]
    assert len(tracker.problems) == 2
    assert [aside.reason for aside in tracker.aside] == ["colonne M sans titre : elle n’est pas reprise"]


def test_a_cell_too_many_in_a_csv_is_refused_and_a_cell_too_long_everywhere():
    content = ";".join(HEADINGS) + "\n1;04/03/2025;S1;rue A;Tags;;;;;;;;de trop\n2;04/03/2025;S1;rue B;Tags;;;;;;;\n"
    tracker = read(content.encode())
    assert [(bad.record, "13 cellules pour 12 colonnes" in bad.reason) for bad in tracker.refused] == [(2, True)]
    assert [one.place for one in tracker.problems] == ["rue B"]
    (bad,) = read(book(("S", [HEADINGS, HALL, line(3, DAY, "rue A", "Tags", facts="y" * 6000)]))).refused
    assert "5000 caractères" in bad.reason


def test_columns_whose_headings_say_nothing_are_known_by_what_stands_in_them_and_it_is_said():
    rows = [
        ["Case 1", "Case 2", "Case 3", "Case 4", "Case 5", "Case 6"],
        ["06/01/2025", "12 rue des Lilas", "Hall occupé", "des jeunes tous les soirs, porte cassée, cris et fumée",
         "PM : rondes jusqu'au 28/02", "en cours"],
        ["07/01/2025", "place du Marché", "Tags", "façade du marché couverte d'inscriptions depuis la rentrée",
         "Propreté : nettoyage le 15/01", "réglé"],
        ["08/01/2025", "avenue du Stade", "Rodéos", "motos le dimanche, bruit, roues arrière devant les familles",
         "PN : contrôles d'ici le 31/03", "à surveiller"],
    ]  # fmt: skip
    tracker = read(book(("S", rows)))
    assert [(one.title, one.place, one.state) for one in tracker.problems] == [
        ("Hall occupé", "12 rue des Lilas", Told.RUNNING),
        ("Tags", "place du Marché", Told.SOLVED),
        ("Rodéos", "avenue du Stade", Told.WATCHED),
    ]
    assert tracker.problems[0].facts.startswith("des jeunes")
    assert [action.owner.type for one in tracker.problems for action in one.lines] == ["PM", "MAI", "PN"]
    assert sum("d’après son contenu" in remark for remark in tracker.remarks) == 6


def test_a_known_heading_prevails_and_only_the_missing_field_is_guessed():
    rows = [["N°", "Date", "Problème", "Truc"], *([rank, DAY, "Tags", f"{rank} rue Haute"] for rank in range(1, 5))]
    tracker = read(book(("S", rows)))
    assert [one.place for one in tracker.problems] == ["1 rue Haute", "2 rue Haute", "3 rue Haute", "4 rue Haute"]
    assert len(tracker.remarks) == 1
    left_out = read(book(("S", rows)), remembered={"truc": ""})
    assert [one.place for one in left_out.problems] == [""] * 4


def test_a_problem_spread_over_rows_gathers_its_actions_and_the_title_of_a_group_tells_what_stands_under_it():
    rows = [
        ["Identification", None, None, "Faits", None, "Réponse", None, None, "Suivi"],
        [
            "Fiche",
            "Ouverte le",
            "Qui signale",
            "Localisation",
            "Ce qui se passe",
            "Quoi",
            "Qui",
            "Quand",
            "Où en est-on",
        ],
        [1, "3/2/25", "riverains", "rue Haute", "deal à l'angle", "présence", "PN", "permanent", "en cours"],
        [2, "10/2/25", "bailleur", "2 rue Basse", "caves squattées", "murer les caves", "Bailleur", "15/3/25", "fait"],
        [None, None, None, None, None, "vider les caves", "Agglo", "28/2/25", None],
    ]
    first, second = read(book(("S", rows))).problems
    assert (first.place, first.facts, first.state) == ("rue Haute", "deal à l'angle", Told.RUNNING)
    assert [(one.what, one.owner.type, one.due.day) for one in second.lines] == [
        ("murer les caves", "BAI", date(2025, 3, 15)),
        ("vider les caves", "EPCI", date(2025, 2, 28)),
    ]


def test_rows_under_a_merged_problem_are_its_actions():
    def finish(made):
        sheet = made["S"]
        for column in "ABCDEF":
            sheet.merge_cells(f"{column}2:{column}3")

    more = [None] * 6 + ["PM : rondes le soir", None, None, None, None, "15/04 : calme"]
    hall, rodeo = read(book(("S", [HEADINGS, HALL, more, RODEO]), finish=finish)).problems
    assert [one.what for one in hall.lines] == ["réparer la porte", "rondes le soir"]
    assert hall.notes == "01/04 : devis reçu\n15/04 : calme"
    assert len(rodeo.lines) == 2


def test_a_column_that_is_only_read_says_so():
    heads = "N°;Date;Origine;Lieu;Problématique;Constat;État\n1;12/09/2024;riverains;rue A;Hall occupé;bruit;en cours\n"
    assert "« Origine » aide à comprendre" in " ".join(read(heads.encode()).remarks)
