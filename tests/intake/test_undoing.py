"""An import taken back: everything it wrote leaves, unless somebody has built on it."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.actions.services import propose_action
from palier.cycle.discussion.services import write_remark
from palier.cycle.meetings.models import Attendance, Meeting
from palier.cycle.problems.models import Diagnosis, Problem
from palier.cycle.problems.services import change_problem
from palier.cycle.relations.models import Tie
from palier.intake.addresses import nothing_known
from palier.intake.models import TakenLine
from palier.intake.undoing import undo_file
from palier.intake.waiting import confirm_file, read_waiting, reading_print, receive_file
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.verification import verify
from palier.kernel.errors import NotGranted, Refused
from palier.search.models import Line
from tests.cast import NOW, TODAY
from tests.intake.conftest import HEADER, SAMPLE
from tests.intake.test_workbook_takeover import ATTENDANCE
from tests.intake.workbooks import DAY, HEADINGS, book, line

WRITTEN = (Problem, Action, Diagnosis, Tie, Meeting, Attendance, TakenLine)


def counts():
    """What an import writes, and what the search finds of it; places stay."""
    found = Line.objects.unsealed("test").exclude(kind="place")
    return [*(model.objects.unsealed("test").count() for model in WRITTEN), found.count()]


@pytest.fixture
def import_(desk):
    """`import_(content)` is the file, confirmed."""

    def run(content, name="suivi.csv", now=NOW):
        alice = desk.cast.actor("alice")
        kept = receive_file(actor=alice, group=desk.cast.group, name=name, content=content, now=now)
        seen = reading_print(read_waiting(kept))
        confirm_file(actor=alice, waiting=kept, find_address=nothing_known, now=now, seen=seen)
        return kept

    return run


def later(minutes):
    return NOW + timedelta(minutes=minutes)


def undo(desk, kept, by="alice", now=None):
    return undo_file(actor=desk.cast.actor(by), waiting=kept, now=now or later(30))


def test_everything_it_wrote_leaves_and_the_same_file_comes_in_again(desk, import_):
    before = counts()
    kept = import_(SAMPLE)
    after = counts()
    done = undo(desk, kept)
    assert (done.problems, done.actions) == (after[0] - before[0], after[1] - before[1])
    assert counts() == before
    assert verify().intact
    assert Entry.objects.unsealed("test").filter(event=Event.IMPORT_UNDO).count() == 1
    import_(SAMPLE, now=later(40))
    assert counts() == after


def test_past_meetings_leave_too(desk, import_):
    before = counts()
    suivi = ("SUIVI", [HEADINGS, line(1, DAY, "rue A", "Hall occupé", what="PN : rondes")])
    kept = import_(book(suivi, ATTENDANCE), "suivi.xlsx")
    assert Meeting.objects.unsealed("test").count() == before[4] + 3
    assert undo(desk, kept).meetings == 3
    assert counts() == before


def test_what_an_earlier_file_made_stays(desk, import_):
    row = "17/09/24;Hall occupé;12 rue A;Du bruit;{};PN;30/09/2024;;;"
    first = "\n".join([HEADER, row.format("rondes")]).encode()
    import_(first)
    kept_counts = counts()
    second = "\n".join([HEADER, row.format("rondes"), row.format("éclairer le hall")]).encode()
    done = undo(desk, import_(second, now=later(5)))
    assert (done.problems, done.actions) == (0, 1)
    assert counts() == kept_counts


def test_what_a_later_file_completed_is_not_taken_away(desk, import_):
    row = "17/09/24;Hall occupé;12 rue A;Du bruit;{};PN;30/09/2024;;;"
    first = import_("\n".join([HEADER, row.format("rondes")]).encode())
    import_("\n".join([HEADER, row.format("rondes"), row.format("éclairer le hall")]).encode(), now=later(5))
    after = counts()
    assert after[0] == 1
    with pytest.raises(Refused, match="on a travaillé depuis"):
        undo(desk, first)
    assert counts() == after


def lived(desk, problem, how):
    alice = desk.cast.actor("alice")
    at = {"now": later(10)}
    if how == "change":
        change_problem(actor=alice, problem=problem, title="Autre intitulé du hall", **at)
    elif how == "action":
        propose_action(
            actor=alice,
            problem=problem,
            title="Poser un digicode",
            organisation=desk.cast.police,
            due=TODAY,
            today=TODAY,
            **at,
        )
    else:
        write_remark(actor=alice, subject=problem, text="Vu hier soir", level=Level.GROUP, **at)


@pytest.mark.parametrize("how", ["change", "action", "remark"])
def test_what_has_lived_since_is_not_taken_away(desk, import_, how):
    kept = import_(SAMPLE)
    problem = Problem.objects.unsealed("test").filter(origin=Problem.Origin.IMPORT, state="in_progress").first()
    lived(desk, problem, how)
    after = counts()
    with pytest.raises(Refused, match=problem.reference):
        undo(desk, kept)
    assert counts() == after


def test_it_is_taken_back_once_and_by_its_chief(desk, import_):
    kept = import_(SAMPLE)
    with pytest.raises(NotGranted):
        undo(desk, kept, by="bruno")
    undo(desk, kept)
    with pytest.raises(Refused, match="déjà retirée"):
        undo(desk, kept)
