"""A line without a day gets none that is made up; what the file says of a problem comes back while it has not moved."""

import pytest

from palier.cycle.problems.models import Diagnosis, Problem
from palier.intake.giving_back import own_columns_table
from palier.intake.preview import UNKNOWN_DAY, preview_lines
from palier.kernel.clock import day_of
from tests.cast import TODAY
from tests.intake.workbooks import HEADINGS, book, line

DATED = line("12b", "04/03/2025", "rue A", "Tags", facts="sur le mur", what="PM : constat", state="EC (relancé)")


def problem_of(title):
    return Problem.objects.unsealed("test").get(title__startswith=title)


def given_back(desk):
    table = own_columns_table(actor=desk.cast.actor("alice"), group=desk.cast.group)
    return table, {row[4]: dict(zip(table.headings, row, strict=True)) for row in table.lines}


@pytest.mark.parametrize(
    ("day", "closed", "written", "told"),
    [
        ("", None, TODAY.isoformat(), "jour de la reprise"),
        ("31/02/2025", None, TODAY.isoformat(), "jour de la reprise"),
        ("mars 2025", None, "2025-03-01", "du 01/03/2025"),
        ("", "10/06/2025", "2025-06-10", "du 10/06/2025"),
    ],
)
def test_no_day_is_borrowed_from_a_neighbour(desk, day, closed, written, told):
    state = "réglé" if closed else "en cours"
    tracker = desk.open(book(("S", [HEADINGS, DATED, line(2, day, "rue B", "Bruit", state=state, closed=closed)])))
    (shown,) = [one for one in preview_lines(tracker) if one.record == 3]
    assert UNKNOWN_DAY in str(shown)
    assert told in str(shown)
    desk.take(tracker)
    assert day_of(problem_of("Bruit").created_at).isoformat() == written
    table, rows = given_back(desk)
    assert (rows["Bruit"]["Date"], rows["Tags"]["Date"]) == ("", "04/03/2025")
    assert desk.take(desk.open(book(("S", [table.headings, *table.lines])))).is_nothing


def test_the_number_and_the_words_of_the_state_come_back_until_the_problem_moves(desk):
    desk.take(desk.open(book(("S", [HEADINGS, DATED]))))
    _, rows = given_back(desk)
    assert (rows["Tags"]["N°"], rows["Tags"]["État"]) == ("12b", "EC (relancé)")
    Problem.objects.unsealed("test").update(state="observed")
    table, rows = given_back(desk)
    assert (rows["Tags"]["N°"], rows["Tags"]["État"]) == ("12b", problem_of("Tags").get_state_display())
    assert desk.take(desk.open(book(("S", [table.headings, *table.lines])))).is_nothing


def test_notes_keep_their_lines(desk):
    notes = "01/04 : devis reçu.\n03/05 : porte posée.\nà revoir"
    desk.take(desk.open(book(("S", [HEADINGS, line(1, "04/03/2025", "rue A", "Tags", state="en cours", notes=notes)]))))
    assert notes in Diagnosis.objects.unsealed("test").get().facts
    assert given_back(desk)[1]["Tags"]["Observations"] == notes
