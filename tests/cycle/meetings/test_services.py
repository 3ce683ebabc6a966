"""A meeting from planned to frozen: what is refused, what a decision makes, what is remembered next time."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.actions.services import accept_action, complete_action
from palier.cycle.meetings import queries, services
from palier.cycle.meetings.models import AgendaItem, Attendance, Decision, Meeting
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused, Stale
from tests.cast import NOW, TODAY
from tests.cycle.stage import SOON


def opened(stage, *present):
    """A meeting in session; the contacts named are present, the others excused."""
    alice, meeting = stage.actor("alice"), stage.meeting()
    services.open_meeting(actor=alice, meeting=meeting, now=NOW, today=TODAY)
    for row in Attendance.objects.unsealed("test").filter(meeting=meeting).select_related("contact"):
        state = "present" if row.contact.name.lower() in present else "excused"
        services.record_attendance(actor=alice, meeting=meeting, contact=row.contact, state=state, now=NOW)
    return meeting


def decide(stage, meeting, problem, **values):
    content = {"title": "Poser un digicode", "organisation": stage.cast.landlord, "due": SOON}
    return services.take_decision(
        actor=stage.actor("alice"), meeting=meeting, problem=problem, now=NOW, today=TODAY, **{**content, **values}
    )


def test_the_sheet_lists_those_who_sit_that_day(stage):
    meeting = opened(stage)
    rows = queries.attendance_of(stage.actor("bruno"), meeting)
    assert {row.contact.name for row in rows} == {"Alice", "Alain", "Olivier", "Bruno", "Claire", "Gaelle"}


def test_a_decision_is_an_action_accepted_on_the_spot_when_its_owner_is_there(stage):
    meeting, problem = opened(stage, "bruno"), stage.problem()
    there = decide(stage, meeting, problem).action
    away = decide(stage, meeting, problem, organisation=stage.cast.town).action
    assert (there.state, there.decided, there.accepted_on) == ("accepted", True, TODAY)
    assert (away.state, away.accepted_on) == ("proposed", None)


def test_the_substitute_of_an_absent_contact_speaks_for_the_organisation(stage):
    meeting, problem = opened(stage), stage.problem()
    row = queries.attendance_of(stage.actor("alice"), meeting).get(contact__name="Bruno")
    services.record_attendance(
        actor=stage.actor("alice"), meeting=meeting, contact=row.contact, state="represented", note="gardien", now=NOW
    )
    assert decide(stage, meeting, problem).action.state == "accepted"


def test_a_decision_puts_its_problem_on_the_agenda_and_gives_the_item_its_outcome(stage):
    meeting, problem = opened(stage), stage.problem()
    item = decide(stage, meeting, problem).item
    assert (item.problem, item.outcome) == (problem, "decision")


def test_a_police_decision_on_a_shared_item_does_not_show_as_an_outcome(stage):
    meeting, problem = opened(stage), stage.problem()
    decision = decide(stage, meeting, problem, organisation=stage.cast.police)
    assert (decision.level, decision.item.outcome) == (Level.POLICE, "")
    assert not queries.decisions_of(stage.actor("bruno"), meeting).exists()
    assert queries.decisions_of(stage.actor("olivier"), meeting).exists()
    with pytest.raises(Refused):
        services.set_item_outcome(actor=stage.actor("alice"), item=decision.item, outcome="decision", now=NOW)


def test_an_item_is_as_reserved_as_its_problem(stage):
    meeting = stage.meeting()
    for problem in (stage.problem(), stage.police_problem()):
        services.add_item(actor=stage.actor("alice"), meeting=meeting, problem=problem, now=NOW)
    assert queries.agenda_of(stage.actor("bruno"), meeting).count() == 1
    assert queries.agenda_of(stage.actor("olivier"), meeting).count() == 2


def test_closing_is_refused_while_an_item_or_a_presence_is_open(stage):
    alice, meeting = stage.actor("alice"), stage.meeting()
    item = services.add_item(actor=alice, meeting=meeting, problem=stage.problem(), now=NOW)
    services.open_meeting(actor=alice, meeting=meeting, now=NOW, today=TODAY)
    with pytest.raises(Refused, match="point"):
        services.close_meeting(actor=alice, meeting=meeting, now=NOW)
    item.meeting = meeting
    services.set_item_outcome(actor=alice, item=item, outcome="nothing_new", now=NOW)
    with pytest.raises(Refused, match="présence"):
        services.close_meeting(actor=alice, meeting=meeting, now=NOW)


def test_one_session_at_a_time_in_a_group(stage):
    opened(stage)
    with pytest.raises(Refused):
        services.open_meeting(actor=stage.actor("alice"), meeting=stage.meeting(), now=NOW, today=TODAY)


def test_a_closed_meeting_takes_no_more_decisions(stage):
    meeting, problem = opened(stage), stage.problem()
    services.close_meeting(actor=stage.actor("alice"), meeting=meeting, now=NOW)
    with pytest.raises(Refused):
        decide(stage, meeting, problem)


def test_an_item_with_a_decision_stays_on_the_agenda(stage):
    meeting, alice = opened(stage), stage.actor("alice")
    decided = decide(stage, meeting, stage.problem()).item
    other = services.add_item(actor=alice, meeting=meeting, problem=stage.problem(), now=NOW)
    with pytest.raises(Refused):
        services.remove_item(actor=alice, item=decided, now=NOW)
    services.remove_item(actor=alice, item=other, now=NOW)
    assert AgendaItem.objects.unsealed("test").count() == 1


def test_every_change_of_the_agenda_is_in_the_journal_as_reserved_as_its_problem(stage):
    alice, meeting = stage.actor("alice"), opened(stage)
    for problem in (stage.problem(), stage.police_problem()):
        for _ in range(2):  # asked twice, done once
            item = services.add_item(actor=alice, meeting=meeting, problem=problem, now=NOW)
        services.set_item_outcome(actor=alice, item=item, outcome="nothing_new", now=NOW)
        services.remove_item(actor=alice, item=item, now=NOW)
    entries = Entry.objects.unsealed("test").filter(event__startswith="meeting:agenda:").order_by("seq")
    told = [Event.AGENDA_ADD, Event.AGENDA_SETTLE, Event.AGENDA_REMOVE]
    assert [(entry.event, entry.level) for entry in entries] == [
        (event, level) for level in (Level.GROUP, Level.POLICE) for event in told
    ]


def test_partners_read_the_meeting_and_do_not_lead_it(stage):
    meeting = stage.meeting()
    with pytest.raises(NotGranted):
        services.open_meeting(actor=stage.actor("bruno"), meeting=meeting, now=NOW, today=TODAY)
    assert queries.meetings_for(stage.actor("bruno")).get() == meeting
    assert not queries.meetings_for(stage.actor("dora")).exists()
    assert not queries.meetings_for(stage.actor("eric")).exists()


def test_a_cancelled_meeting_says_why_and_a_planned_one_moves(stage):
    alice, meeting = stage.actor("alice"), stage.meeting()
    tomorrow = NOW + timedelta(days=1)
    services.move_meeting(actor=alice, meeting=meeting, planned_at=tomorrow, place="", now=NOW)
    assert (meeting.planned_at, meeting.place) == (tomorrow, "Commissariat")
    services.cancel_meeting(actor=alice, meeting=meeting, reason="Trop d’excusés", now=NOW)
    with pytest.raises(Refused):
        services.move_meeting(actor=alice, meeting=meeting, planned_at=tomorrow, place="", now=NOW)


def test_the_next_meeting_opens_with_what_was_promised_and_done_since(stage):
    alice, bruno, first = stage.actor("alice"), stage.actor("bruno"), opened(stage)
    problem = stage.problem()
    old, kept, waiting = (stage.action(problem, title=title) for title in ("Ancienne", "Tenue", "En attente"))
    for action in (old, kept):
        accept_action(actor=bruno, action=action, now=NOW, today=TODAY)
    complete_action(actor=bruno, action=old, observation="Fait.", now=NOW - timedelta(days=3), today=TODAY)
    services.close_meeting(actor=alice, meeting=first, now=NOW)
    complete_action(actor=bruno, action=kept, observation="Fait.", now=NOW + timedelta(days=3), today=TODAY)
    police = stage.action(problem, title="Passages", organisation=stage.cast.police)
    following = stage.meeting(planned_at=NOW + timedelta(days=15))
    assert set(queries.promised_since_last(alice, following)) == {kept, waiting, police}
    assert set(queries.promised_since_last(bruno, following)) == {kept, waiting}


def test_a_colleague_who_closed_the_seance_meanwhile_is_not_written_over(stage):
    """The page in hand still says « ouverte »; the row no longer does: nothing is written, the person is told."""
    alice, meeting = stage.actor("alice"), opened(stage)
    decision = decide(stage, meeting, stage.problem())
    kept = services.add_item(actor=alice, meeting=meeting, problem=stage.problem(), now=NOW)
    services.set_item_outcome(actor=alice, item=kept, outcome="nothing_new", now=NOW)
    contact = stage.cast.users["bruno"].contacts.unsealed("test").get()
    services.close_meeting(actor=alice, meeting=Meeting.objects.unsealed("test").get(pk=meeting.pk), now=NOW)
    late = (
        lambda: services.record_attendance(actor=alice, meeting=meeting, contact=contact, state="absent", now=NOW),
        lambda: services.add_item(actor=alice, meeting=meeting, problem=stage.problem(), now=NOW),
        lambda: services.remove_item(actor=alice, item=kept, now=NOW),
        lambda: decide(stage, meeting, decision.item.problem),
        lambda: services.set_item_outcome(actor=alice, item=kept, outcome="postponed", now=NOW),
    )
    for write in late:
        with pytest.raises(Stale):
            write()
    assert Decision.objects.unsealed("test").count() == 1
    assert set(AgendaItem.objects.unsealed("test").values_list("outcome", flat=True)) == {"decision", "nothing_new"}
    assert not Attendance.objects.unsealed("test").filter(state="absent").exists()
