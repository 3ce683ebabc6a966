"""Closed problems leave whole when their time is over; what is still needed stays, and nothing betrays why."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q

from palier.access.levels import Level
from palier.attachments.models import Attachment
from palier.attachments.services import Upload, add_attachments
from palier.cycle.actions.models import (
    Action,
    Involvement,
    JointOperation,
    OperationResult,
    OutsideMeasure,
    Reminder,
    Staff,
    Tick,
)
from palier.cycle.catalogue.models import Answer
from palier.cycle.discussion.models import Remark
from palier.cycle.meetings.models import AgendaItem, Decision, Draft, RoomScreen
from palier.cycle.meetings.services import add_item
from palier.cycle.minutes.models import PublicWord
from palier.cycle.problems import services as problems
from palier.cycle.problems.lifecycle import PROBLEM_LIFECYCLE, State
from palier.cycle.problems.models import Problem, Source
from palier.cycle.relations.models import BoundaryAnswer, Handover, Merger, Tie
from palier.cycle.reports.lifecycle import State as ReportState
from palier.cycle.reports.models import PoliceReferral, Report, Transfer
from palier.cycle.reports.services import decline_report
from palier.cycle.reviews import retention
from palier.cycle.reviews.models import FrozenFigure
from palier.cycle.reviews.retention import count_expired, count_parts, remove_expired
from palier.cycle.slips.models import Slip, SlipLine, SlipUse
from palier.cycle.triage.queries import waiting_reports
from palier.intake.models import TakenLine
from palier.journal.erasure import erase_words
from palier.journal.events import Event
from palier.journal.models import Detail, Entry
from palier.journal.retention import forecasts, run_purges
from palier.journal.verification import verify
from palier.notifications.models import Notice
from palier.partners.models import DrawerGrant
from tests.attachments.samples import photo
from tests.cast import NOW
from tests.cycle.closing import BEFORE, LATER, PLANTED, PURGE, close, whole_file

FILE = (Problem, Action, Decision, AgendaItem, Source, Report)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def left():
    return set(Problem.objects.unsealed("test").values_list("pk", flat=True))


def purge() -> int:
    total = 0
    while count := remove_expired(actor=PURGE, before=BEFORE, now=LATER):
        total += count
    return total


def hanging() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of every table that points at a row of a problem's file."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model in FILE:
                yield model, field.name


def relate(stage, problem, action) -> None:
    """Rows that tie the problem to others, each on both its ends, and what was said of it."""
    group, other, another = problem.group, stage.problem(), stage.problem()
    Tie.objects.create(kind="follows", earlier=problem, later=other, made_at=NOW)
    Tie.objects.create(kind="related", earlier=another, later=problem, made_at=NOW)
    carried = {"was_admitted": True, "seq": 1, "at": NOW}
    Merger.objects.create(absorbed=problem, into=other, **carried)
    Merger.objects.create(absorbed=another, into=problem, **carried)
    BoundaryAnswer.objects.create(problem=problem, answered_at=NOW)
    contact = stage.cast.users["bruno"].contacts.unsealed("test").get()
    slip = Slip.objects.create(group=group, organisation=stage.cast.landlord, contact=contact, sent_at=NOW)
    SlipLine.objects.create(slip=slip, action=action)
    SlipUse.objects.create(slip=slip, action=action, what="accept", at=NOW)
    Handover.objects.create(
        problem=problem, from_group=group, to_group=stage.cast.other_group, keeps_reading=True, proposed_at=NOW
    )
    said = {"problem": problem, "level": Level.GROUP, "organisation": stage.cast.town, "written_at": NOW}
    Remark.objects.create(action=action, **said).readers.add(stage.cast.town)


def follow(stage, problem, action, report) -> None:
    """What is kept of how an action was followed, and who was told."""
    day = NOW.date()
    Reminder.objects.create(action=action, rung="late", since=day, sent_on=day)
    Tick.objects.create(action=action, day=day, at=NOW)
    operation = JointOperation.objects.create(action=action, held_on=day, written_at=NOW)
    Staff.objects.create(operation=operation, organisation=stage.cast.town, count=2)
    OperationResult.objects.create(operation=operation, kind="checks", count=3)
    answer = Answer.objects.filter(concerns_person=True).first()
    OutsideMeasure.objects.create(problem=problem, answer=answer, is_engaged=True)
    part = Involvement.objects.unsealed("test").filter(problem=problem).first()
    assert part, "written with the action"
    told = {"recipient": stage.cast.users["bruno"], "created_at": NOW}
    for entry, about in enumerate(({"action": action}, {"problem": problem}, {"report": report}, {"part": part})):
        Notice.objects.create(entry=-entry, kind="answered", **about, **told)


def test_everything_that_hangs_on_a_problem_leaves_with_it(stage, files, django_capture_on_commit_callbacks):
    """A new table that points at a problem, an action, a report… fails here until it is planted and purged."""
    problem = whole_file(stage)
    action = problem.actions.unsealed("test").first()
    TakenLine.objects.create(group=problem.group, print="a", problem=problem, action=action, taken_at=NOW)
    report = Report.objects.unsealed("test").get(source__problem=problem, level=Level.GROUP)
    Report.objects.unsealed("test").filter(merged_into=report).update(same_as=report)
    PoliceReferral.objects.create(report=report, destination="gltd", referred_at=NOW)
    other = stage.cast.other_group
    Transfer.objects.create(report=report, from_group=other, to_group=problem.group, reason="Chez vous.", sent_at=NOW)
    relate(stage, problem, action)
    follow(stage, problem, action, report)
    point = AgendaItem.objects.unsealed("test").filter(problem=problem).select_related("meeting")[0]
    PublicWord.objects.create(meeting=point.meeting, item=point, text="Le hall est suivi.")
    RoomScreen.objects.create(meeting=point.meeting, item=point)
    Draft.objects.create(item=point, author=stage.cast.users["alice"], kind="outcome", words={}, changed_at=NOW)
    gone = {model: ids_of(model, problem) for model in FILE}
    absent = [place for place in hanging() if not pointing(place, gone).exists()]
    assert absent == []
    paths = [file.path for file in Attachment.objects.unsealed("test")]
    assert len(paths) == 3
    with django_capture_on_commit_callbacks(execute=True):
        assert purge() == 1
    assert [place for place in hanging() if pointing(place, gone).exists()] == []
    for model, ids in gone.items():
        assert not model._base_manager.filter(pk__in=ids).exists(), model
    assert not Attachment.objects.unsealed("test").exists()
    assert not any(default_storage.exists(path) for path in paths)
    assert not DrawerGrant.objects.exists()
    assert TakenLine.objects.unsealed("test").get().problem_id is None


def ids_of(model, problem) -> set:
    path = {Problem: "pk", AgendaItem: "problem", Action: "problem", Decision: "item__problem", Source: "problem"}
    rows = model._base_manager.filter(**{path.get(model, "source__problem"): problem.pk})
    return set(rows.values_list("pk", flat=True))


def pointing(place, gone):
    model, name = place
    target = model._meta.get_field(name).related_model
    return model._base_manager.filter(**{f"{name}__in": gone[target]})


def test_no_word_of_it_is_left_in_the_journal_and_the_chain_holds(stage):
    problem = whole_file(stage)
    words = Detail.objects.unsealed("test").filter(subject_label__contains=PLANTED)
    assert words.exists()
    meeting_words = words.filter(entry__subject_type="meeting")
    purge()
    assert set(words.values_list("pk", flat=True)) == set(meeting_words.values_list("pk", flat=True))
    entries = Entry.objects.unsealed("test").filter(subject_id=problem.pk)
    assert entries.filter(event=Event.PROBLEM_PURGE).count() == 1
    assert not entries.filter(detail__isnull=False).exists()
    assert verify().intact


@pytest.mark.parametrize("state", sorted(PROBLEM_LIFECYCLE.finals))
def test_every_ending_counts_as_closed(stage, state):
    problem = stage.problem()
    Problem.objects.unsealed("test").filter(pk=problem.pk).update(state=state, outcome="gone")
    assert (count_expired(BEFORE), purge()) == (1, 1)
    assert not left()


def test_what_is_still_followed_or_closed_for_less_stays(stage):
    followed, resolved, back = stage.problem(), stage.problem(), close(stage, stage.problem())
    Problem.objects.unsealed("test").filter(pk=resolved.pk).update(state=State.RESOLVED, outcome="gone")
    stage.lead(back, "reopen", at=NOW + timedelta(days=60))
    recent = close(stage, stage.problem(), at=BEFORE + timedelta(days=30))
    old = close(stage, stage.problem(), at=BEFORE - timedelta(days=1))
    assert (count_expired(BEFORE), purge()) == (1, 1)
    assert left() == {followed.pk, resolved.pk, back.pk, recent.pk}
    assert old.pk not in left()


def test_reopened_then_closed_again_counts_from_its_last_ending(stage):
    problem = close(stage, stage.problem())
    at = BEFORE + timedelta(days=10)
    stage.lead(problem, "reopen", "start", "observe", at=at)
    stage.lead(problem, "close", at=at, outcome="moved", today=at.date())
    assert (purge(), left()) == (0, {problem.pk})


def test_a_problem_on_the_agenda_of_a_recent_meeting_stays(stage):
    problem = close(stage, stage.problem())
    meeting = stage.meeting(planned_at=BEFORE + timedelta(days=5))
    add_item(actor=stage.actor("alice"), problem=problem, meeting=meeting, now=NOW)
    assert (count_expired(BEFORE), purge()) == (0, 0)
    assert left() == {problem.pk}


def test_a_report_whose_readers_await_an_answer_goes_back_to_triage(stage):
    """They do not know that it was attached to a problem that only the police read: it must not leave with it."""
    report = stage.report()
    hidden = stage.police_problem()
    problems.attach_report(actor=stage.actor("alice"), report=report, problem=hidden, now=NOW)
    Problem.objects.unsealed("test").filter(pk=hidden.pk).update(state=State.ABANDONED)
    assert not waiting_reports(stage.actor("alice"), NOW.date()).exists()
    assert purge() == 1
    assert waiting_reports(stage.actor("alice"), NOW.date()).get() == report
    assert Report.objects.visible_to(stage.actor("bruno")).get().state == ReportState.RECEIVED


def test_a_declined_report_leaves_at_its_term_whatever_it_was_attached_to(stage):
    report, hidden = stage.report(), stage.police_problem()
    problems.attach_report(actor=stage.actor("alice"), report=report, problem=hidden, now=NOW)
    decline_report(actor=stage.actor("alice"), report=report, reason="Isolé", now=NOW)
    run_purges(actor=PURGE, now=LATER)
    assert not Report.objects.unsealed("test").exists()
    assert left() == {hidden.pk}


def reserved_facts(stage, problem):
    """What the police and a drawer hold about a problem that partners read: none of it may keep it longer."""
    alice = stage.actor("alice")
    report = stage.report("olivier", level=Level.POLICE)
    problems.attach_report(actor=alice, report=report, problem=problem, now=NOW)
    stage.action(problem, organisation=stage.cast.police, level=Level.POLICE, due=LATER.date())
    stage.open_drawer(problem, "alice")
    problems.write_sealed_note(actor=stage.actor("alice"), problem=problem, text="Note", now=LATER)
    twin = stage.problem(level=Level.POLICE)
    stage.lead(twin, "merge", into=problem, at=LATER)


@pytest.mark.parametrize("hidden", [False, True])
def test_what_is_reserved_neither_keeps_a_problem_nor_shows_that_it_was_there(stage, hidden):
    problem = stage.problem()
    stage.action(problem)
    if hidden:
        reserved_facts(stage, problem)
    close(stage, problem)
    expected = {"actions": 1 + hidden, "signalements rattachés": 0 + hidden, "pièces jointes": 0}
    assert (count_expired(BEFORE), count_parts(BEFORE)) == (1, expected)
    purge()
    assert not Problem.objects.visible_to(stage.actor("bruno")).exists()
    assert Problem.objects.visible_to(stage.actor("alice")).count() == hidden
    assert verify().intact


@pytest.mark.parametrize("hidden", [False, True])
def test_a_drawer_adds_no_entry_to_what_the_audit_shows(stage, hidden):
    """Even when nothing but the drawer's words was left to erase (ADR 0010)."""
    problem = close(stage, stage.problem())
    if hidden:
        stage.open_drawer(problem, "alice")
        problems.write_sealed_note(actor=stage.actor("alice"), problem=problem, text="Note", now=NOW)
    erase_words(actor=PURGE, which=Q(level__lt=Level.SEALED), reason="history", now=LATER)
    last = Entry.objects.unsealed("test").latest("seq").seq
    purge()
    shown = Entry.objects.unsealed("test").filter(seq__gt=last, level__lt=Level.SEALED).order_by("seq")
    assert list(shown.values_list("event", flat=True)) == [Event.PROBLEM_PURGE, Event.WORDS_ERASE]
    assert not Detail.objects.unsealed("test").filter(entry__subject_id=problem.pk).exists()
    assert verify().intact


def test_batches_are_whole_and_a_failure_keeps_what_was_done(stage, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    first = [close(stage, stage.problem(), at=NOW + timedelta(minutes=rank)) for rank in range(5)]
    freeze, calls = retention.freeze_figures, []

    def freeze_twice(rows):
        calls.append(len(rows))
        freeze(rows)
        if len(calls) == 2:
            raise OSError("disque plein")

    monkeypatch.setattr(retention, "freeze_figures", freeze_twice)
    with pytest.raises(ExceptionGroup):
        run_purges(actor=PURGE, now=LATER)
    assert left() == {problem.pk for problem in first[2:]}
    entered = FrozenFigure.objects.unsealed("test").get(figure="entered")
    assert entered.count == 2
    monkeypatch.setattr(retention, "freeze_figures", freeze)
    assert {outcome.subject: outcome.count for outcome in run_purges(actor=PURGE, now=LATER)}["problems"] == 3
    entered.refresh_from_db()
    assert (entered.count, left()) == (5, set())
    assert verify().intact


def test_a_purged_number_is_never_given_again(stage):
    first, hidden = close(stage, stage.problem()), stage.police_problem()
    stage.lead(hidden, "abandon" if hidden.state == State.OPEN else "decline", reason="Sans suite")
    purge()
    assert not left()
    assert (stage.problem().reference, stage.police_problem().reference) == ("DIG-1-2026-002", "DIG-1-P-2026-002")
    assert first.reference == "DIG-1-2026-001"


def test_the_preview_says_what_leaves_with_them(stage):
    whole_file(stage)
    close(stage, stage.problem())
    line = next(line for line in forecasts(LATER) if line.subject == "problems")
    assert (line.count, line.months) == (2, 24)
    assert line.with_it == "actions : 3, signalements rattachés : 2, pièces jointes : 3"


def test_the_preview_counts_nothing_sealed(stage):
    """The DPO reads it: a file of a drawer counted there would show that the drawer exists (decision 6)."""
    problem = close(stage, stage.problem())
    before = count_parts(BEFORE)
    stage.open_drawer(problem, "alice")
    problems.write_sealed_note(actor=stage.actor("alice"), problem=problem, text="Note", now=NOW)
    upload = Upload("plan.jpg", photo())
    alice = stage.actor("alice")
    add_attachments(actor=alice, subject=problem, uploads=[upload], now=NOW, level=Level.SEALED)
    assert count_parts(BEFORE) == before
    assert purge() == 1
    assert not Attachment.objects.unsealed("test").exists()
