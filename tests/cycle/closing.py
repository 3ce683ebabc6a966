"""Problems lived to their end, whole files and their purge, for the tests of retention."""

from datetime import datetime, timedelta

from palier.access.actor import program
from palier.access.levels import Level
from palier.attachments.services import Upload, add_attachments
from palier.cycle.actions.services import accept_action, complete_action, postpone_action
from palier.cycle.meetings import services as meetings
from palier.cycle.meetings.models import Attendance
from palier.cycle.meetings.parking import answer_topic
from palier.cycle.problems import services as problems
from palier.cycle.problems.lifecycle import SOLVED, Outcome
from palier.cycle.problems.models import JudicialStatus, Problem
from palier.cycle.reports.services import merge_report
from palier.journal.retention import months_before
from tests.attachments.samples import photo
from tests.cast import NOW, TODAY
from tests.cycle.stage import SOON, Stage

PURGE = program("Purge")
LATER = NOW + timedelta(days=800)
BEFORE = months_before(LATER, 24)
PLANTED = "Zyxpurge"


def close(stage: Stage, problem: Problem, at: datetime = NOW, outcome: str = Outcome.GONE) -> Problem:
    """From its opening to its closing, in one day."""
    if not problem.actions.unsealed("test").exists():
        stage.action(problem, level=Level(problem.level), **stage.reader_of(problem))
    stage.lead(problem, "admit", "plan", "start", "observe", at=at)
    if outcome in SOLVED:
        stage.lead(problem, "resolve", at=at, outcome=outcome)
    stage.lead(problem, "close", at=at, outcome=outcome, today=at.date())
    return problem


def whole_file(stage: Stage) -> Problem:
    """A problem on which everything hangs that can hang on one, each text with the planted word, then closed."""
    alice, bruno = stage.actor("alice"), stage.actor("bruno")
    report = stage.report(text=f"Dix personnes. {PLANTED}")
    reserved = stage.report("olivier", text=f"Observation {PLANTED}", level=Level.POLICE)
    problem = stage.problem(title=f"Hall {PLANTED}", report=report, first_seen=TODAY)
    problems.attach_report(actor=alice, report=reserved, problem=problem, now=NOW)
    merge_report(actor=alice, report=stage.report(), into=report, now=LATER)
    problems.associate_group(actor=alice, problem=problem, group=stage.cast.other_group, now=NOW)
    problem.readers.add(stage.cast.town)
    stage.pass_gates(problem, "admit", "plan", words=PLANTED)
    problems.set_judicial_status(actor=alice, problem=problem, status=JudicialStatus.Status.ONGOING, now=NOW)
    stage.open_drawer(problem, "alice")
    problems.write_sealed_note(actor=stage.actor("alice"), problem=problem, text=PLANTED, now=NOW)
    action = stage.action(problem, title=f"Réparer {PLANTED}")
    accept_action(actor=bruno, action=action, now=NOW, today=TODAY)
    later = SOON + timedelta(days=9)
    postpone_action(actor=bruno, action=action, due=later, reason=PLANTED, now=NOW, today=TODAY)
    complete_action(actor=bruno, action=action, observation=PLANTED, now=NOW, today=TODAY)
    for subject in (problem, action, report):
        add_attachments(actor=alice, subject=subject, uploads=[Upload(f"{PLANTED}.jpg", photo())], now=NOW)
    topic = stage.topic(problem=problem, text=PLANTED)
    answer_topic(actor=alice, topic=topic, meeting=None, answer=PLANTED, now=NOW)
    decide(stage, problem)
    merged = stage.problem(title="La même")
    stage.lead(merged, "merge", into=problem, at=LATER)
    problems.add_attempt(actor=alice, problem=problem, family="works", text=PLANTED, now=NOW)
    problems.rank_problem(actor=alice, problem=problem, priority="high", reason=PLANTED, now=NOW)
    stage.lead(problem, "admit", "plan", "start", "observe")
    problems.ask_closure(actor=bruno, problem=problem, outcome=Outcome.GONE, reason=PLANTED, now=NOW)
    stage.pass_gates(problem, "resolve", words=PLANTED)
    stage.lead(problem, "resolve", outcome=Outcome.GONE)
    return stage.lead(problem, "close", today=TODAY)


def decide(stage: Stage, problem: Problem, at: datetime = NOW):
    """A meeting held that day decides on the problem, and is closed."""
    alice = stage.actor("alice")
    meeting = stage.meeting(planned_at=at, place=f"Salle {PLANTED}")
    meetings.open_meeting(actor=alice, meeting=meeting, now=at, today=TODAY)
    sheet = Attendance.objects.unsealed("test").filter(meeting=meeting).select_related("contact")
    for row in sheet:
        meetings.record_attendance(
            actor=alice, meeting=meeting, contact=row.contact, state="present", note=PLANTED, now=at
        )
    decision = meetings.take_decision(
        actor=alice,
        meeting=meeting,
        problem=problem,
        title=f"Poser un digicode {PLANTED}",
        organisation=stage.cast.landlord,
        due=SOON,
        now=at,
        today=TODAY,
    )
    meetings.set_item_outcome(actor=alice, item=decision.item, outcome="decision", note=PLANTED, now=at)
    return meetings.close_meeting(actor=alice, meeting=meeting, now=at)
