"""What stands beside the lines of a file: attendance of a day already held, told in the preview and in the result."""

from datetime import date

from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting
from palier.web.intake import rows
from tests.intake.test_workbook_takeover import ATTENDANCE
from tests.intake.workbooks import HALL, HEADINGS, book
from tests.web.intake.test_intake import address, alice, confirmed, group, send, text

__all__ = ["alice", "group"]

HELD = "une réunion est déjà dans Palier ce jour-là"
CONTENT = book(("SUIVI", [HEADINGS, HALL]), ATTENDANCE)


def test_the_attendance_of_a_day_already_held_is_told_in_the_preview_and_in_the_result(group, alice):
    sent = send(alice, group, CONTENT, "suivi.xlsx")
    shown = text(alice.get(sent["Location"]))
    assert HELD not in shown
    confirmed(alice, sent)
    assert HELD not in text(alice.get(send(alice, group, CONTENT, "suivi.xlsx")["Location"]))
    Meeting.objects.unsealed("test").filter(planned_at__date=date(2025, 1, 21)).update(state=State.FROZEN)
    again = send(alice, group, CONTENT, "suivi.xlsx")
    assert HELD in text(alice.get(again["Location"]))
    confirmed(alice, again)
    assert f"21/01/2025 : {HELD}" in text(alice.get(address(again, "result")))


def test_a_file_without_a_line_says_so_in_words():
    class Empty:
        problems = ()

    assert rows.summary_of(Empty(), []) == "Aucune ligne de suivi dans ce fichier."
