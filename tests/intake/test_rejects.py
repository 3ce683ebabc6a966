"""What is refused comes back in its own columns, without a word about a person, and finds its problem again."""

from datetime import date

from palier.cycle.actions.models import Action
from palier.cycle.problems.models import Problem
from palier.intake.columns import remembered_columns
from palier.intake.headings import REASON
from palier.intake.rejects import in_one_table, rejects_tables
from palier.screening import REMOVED
from tests.intake.conftest import HEADER
from tests.intake.workbooks import book

FIRST = ("Date", "Lieu", "Problème", "Détail", "Actions", "État")
SECOND = ("Problème", "Qui fait quoi", "Adresse", "Date", "État")


def problems():
    return Problem.objects.unsealed("test")


def two_layouts():
    return book(
        (
            "T1",
            [
                FIRST,
                [date(2026, 3, 4), "rue A", "Tags", "sur le mur", "PM : constat\nZorglub : nettoyer", "en cours"],
                [date(2026, 3, 5), "rue B", "Bruit", "le soir", "PM : rondes", "en cours"],
            ],
        ),
        ("T2", [SECOND, ["Épaves", "xyzzy : enlever", "rue C", date(2026, 5, 6), "en cours"]]),
    )


def test_each_sheet_of_the_rejects_has_its_own_headings(desk):
    first, second = rejects_tables(desk.open(two_layouts()))
    assert (first.sheet, first.headings) == ("T1", (*FIRST, REASON))
    assert (second.sheet, second.headings) == ("T2", (*SECOND, REASON))
    assert second.lines[0][:4] == ("Épaves", "xyzzy : enlever", "rue C", "06/05/2026")


def test_in_one_table_each_field_has_one_column(desk):
    table = in_one_table(rejects_tables(desk.open(two_layouts())))
    assert table.headings == (*FIRST, REASON)
    assert table.lines[1][:6] == ("06/05/2026", "rue C", "Épaves", "", "xyzzy : enlever", "en cours")


def test_brought_back_corrected_an_action_joins_its_problem(desk):
    tracker = desk.open(two_layouts())
    desk.take(tracker)
    before = set(problems().values_list("pk", flat=True))
    assert len(before) == 3
    back = [
        (one.sheet, [one.headings, *([text.replace("Zorglub", "Mairie").replace("xyzzy", "PM") for text in line]
                                     for line in one.lines)])
        for one in rejects_tables(tracker)
    ]  # fmt: skip
    again = desk.open(book(*back))
    assert not rejects_tables(again)
    assert desk.take(again).actions == 2
    assert set(problems().values_list("pk", flat=True)) == before
    assert REASON.lower() not in remembered_columns(desk.cast.group)


def test_the_reason_stands_once_in_a_second_file_and_is_read_for_nothing(desk):
    tracker = desk.open(two_layouts())
    back = book(*((one.sheet, [one.headings, *one.lines]) for one in rejects_tables(tracker)))
    again = rejects_tables(desk.open(back))
    assert [one.headings.count(REASON) for one in again] == [1, 1]


def test_a_line_of_actions_brought_back_alone_joins_its_problem(desk):
    known = "17/09/24;Hall occupé;12 rue A;bruit;rondes;PN;30/09/24;O;;"
    wrong = "17/09/24;Hall occupé;12 rue A;bruit;réparer;Zorglub;30/09/24;N;;"
    tracker = desk.read(known, wrong)
    desk.take(tracker)
    (table,) = rejects_tables(tracker)
    assert len(table.lines) == 1
    line = [text.replace("Zorglub", "PM") for text in table.lines[0]]
    done = desk.take(desk.open("\n".join([f"{HEADER};{REASON}", ";".join(line)]).encode()))
    assert (done.problems, done.actions) == (0, 1)
    assert Action.objects.unsealed("test").filter(problem=problems().get()).count() == 2


def test_no_word_about_a_person_leaves_in_the_rejects(desk):
    headings = ("N°", "Date", "Lieu", "Nature", "Détail", "Actions", "État", "N° procédure", "Téléphone", "Obs",
                "Avis de Mme Rossi 06 39 98 77 70")  # fmt: skip
    line = (71, "03/02/2026", "rue A", "Rixes", "M. Ali BENSAIDI frappe ; plaque EF-456-GH", "Zorglub : faire", "EC",
            "PV 2026/774512", "06 39 98 77 71", "procédure 2026/774512", "ok")  # fmt: skip
    tracker = desk.open(book(("S", [headings, line])))
    (table,) = rejects_tables(tracker)
    told = str(table)
    for word in ("BENSAIDI", "EF-456", "774512", "77 71", "Téléphone", "N° procédure", "Rossi", "rossi", "77 70"):
        assert word not in told
    assert REMOVED in told
    desk.take(tracker)
    fixed = [text.replace("Zorglub", "PM") for text in table.lines[0]]
    assert (desk.take(desk.open(book(("S", [table.headings, fixed])))).actions, problems().count()) == (1, 1)
    without_number = [table.headings[1:], fixed[1:]]
    assert desk.take(desk.open(book(("S", without_number)))).is_nothing
