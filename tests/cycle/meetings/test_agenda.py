"""The agenda that writes itself: each reason, what fits in the time, and nothing that betrays the police."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palier.access.actor import partner_like
from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.meetings import services
from palier.cycle.meetings.agenda import propose
from palier.cycle.meetings.composing import Point, change_template, set_agenda
from palier.cycle.meetings.models import AgendaItem, Attendance
from palier.cycle.meetings.queries import agenda_of
from palier.cycle.meetings.reasons import MINUTES, Reason
from palier.cycle.problems import services as problems
from palier.cycle.problems.models import Problem
from palier.cycle.reports.lifecycle import State as ReportState
from palier.cycle.reports.models import Report
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW, TODAY
from tests.world import hide_police_facts, hide_sealed_facts

DAY = timedelta(days=1)


def held(stage, *, days_ago, problems_seen=(), outcome="nothing_new"):
    """A meeting of the group, held and closed so many days ago."""
    alice, at = stage.actor("alice"), NOW - days_ago * DAY
    meeting = stage.meeting(planned_at=at)
    for problem in problems_seen:
        services.add_item(actor=alice, meeting=meeting, problem=problem, now=at)
    services.open_meeting(actor=alice, meeting=meeting, now=at, today=at.date())
    Attendance.objects.unsealed("test").filter(meeting=meeting).update(state="present")
    for item in AgendaItem.objects.unsealed("test").filter(meeting=meeting):
        services.set_item_outcome(actor=alice, item=item, outcome=outcome, now=at)
    return services.close_meeting(actor=alice, meeting=meeting, now=at)


def aged(problem, days):
    """The problem as though nothing had moved for so many days."""
    at = NOW - days * DAY
    Problem.objects.unsealed("test").filter(pk=problem.pk).update(created_at=at, state_since=at, changed_at=at)
    return problem


def reported(stage, problem, *, days_ago, **values):
    report = stage.report(**values)
    problems.attach_report(actor=stage.actor("alice"), report=report, problem=problem, now=NOW)
    Report.objects.unsealed("test").filter(pk=report.pk).update(created_at=NOW - days_ago * DAY)


def proposed(stage, meeting, by="alice", actor=None):
    return propose(actor or stage.actor(by), meeting, now=NOW, today=TODAY)


def reasons(stage, meeting, problem, **who):
    """The reasons that bring a problem, with whether each is reserved."""
    found = [one for one in proposed(stage, meeting, **who).candidates if one.problem.pk == problem.pk]
    return {ground.reason: ground.is_reserved for one in found for ground in one.grounds}


@pytest.fixture
def meeting(stage):
    return stage.meeting(planned_at=NOW + 7 * DAY)


def test_a_problem_never_on_an_agenda_is_new(stage, meeting):
    problem = stage.problem()
    assert reasons(stage, meeting, problem) == {Reason.NEW: False}
    held(stage, days_ago=2, problems_seen=[problem])
    assert Reason.NEW not in reasons(stage, meeting, problem)


def test_a_meeting_called_off_examined_nothing(stage, meeting):
    problem, off = stage.problem(), stage.meeting(planned_at=NOW + 3 * DAY)
    services.add_item(actor=stage.actor("alice"), meeting=off, problem=problem, now=NOW)
    assert Reason.NEW not in reasons(stage, meeting, problem)
    services.cancel_meeting(actor=stage.actor("alice"), meeting=off, reason="Neige", now=NOW)
    assert Reason.NEW in reasons(stage, meeting, problem)


def test_promises_late_and_due_are_counted(stage, meeting):
    problem = stage.problem()
    for due in (TODAY, TODAY + 6 * DAY, TODAY + 7 * DAY, TODAY + 8 * DAY):
        stage.action(problem, due=due)
    Action.objects.unsealed("test").update(state="accepted")
    late = stage.action(problem)
    Action.objects.unsealed("test").filter(pk=late.pk).update(
        state="in_progress", due=TODAY - DAY, first_due=TODAY - DAY
    )
    words = {ground.reason: ground.words for ground in proposed(stage, meeting).candidates[0].grounds}
    assert words[Reason.LATE] == "1 engagement en retard"
    assert words[Reason.DUE] == "3 engagements à échéance d’ici la réunion"
    Action.objects.unsealed("test").update(on_hold_until=TODAY + 30 * DAY)
    assert not {Reason.LATE, Reason.DUE} & reasons(stage, meeting, problem).keys()


def test_what_two_meetings_did_not_move_sleeps(stage, meeting):
    problem = aged(stage.problem(), 40)
    held(stage, days_ago=30)
    assert Reason.STILL not in reasons(stage, meeting, problem)
    held(stage, days_ago=15)
    assert Reason.STILL in reasons(stage, meeting, problem)
    stage.action(problem)
    assert Reason.STILL not in reasons(stage, meeting, problem)


def test_more_reports_than_before_is_worse(stage, meeting):
    problem = stage.problem()
    held(stage, days_ago=10)
    reported(stage, problem, days_ago=15)
    reported(stage, problem, days_ago=3)
    assert Reason.WORSE not in reasons(stage, meeting, problem)
    reported(stage, problem, days_ago=2)
    told = next(ground for ground in proposed(stage, meeting).candidates[0].grounds if ground.reason == Reason.WORSE)
    assert told.words == "S’aggrave : 2 signalements depuis la dernière réunion, 1 sur la même durée avant"


def test_what_was_postponed_comes_back_once(stage, meeting):
    problem = stage.problem()
    held(stage, days_ago=10, problems_seen=[problem], outcome="postponed")
    assert reasons(stage, meeting, problem) == {Reason.POSTPONED: False}
    held(stage, days_ago=5)
    assert Reason.POSTPONED not in reasons(stage, meeting, problem)


def test_an_observation_that_ends_and_a_closure_asked_are_reasons(stage, meeting):
    problem = stage.lead(stage.problem(), "admit", "plan", "start", "observe")
    asked = {"actor": stage.actor("bruno"), "problem": problem, "outcome": "reduced", "reason": "Calme", "now": NOW}
    problems.ask_closure(**asked)
    assert reasons(stage, meeting, problem).keys() == {Reason.NEW, Reason.CLOSURE}
    aged(problem, 60)
    assert Reason.OBSERVED in reasons(stage, meeting, problem)


def test_a_matter_told_again_after_its_end_is_proposed(stage, meeting):
    problem = stage.problem()
    problems.redirect_problem(actor=stage.actor("alice"), problem=problem, destination="ordinary", now=NOW - 50 * DAY)
    assert reasons(stage, meeting, problem) == {}
    for _ in range(3):
        stage.report()
    assert reasons(stage, meeting, problem) == {Reason.REEXAMINE: False}


def test_reports_of_the_police_raise_a_matter_for_the_police_alone(stage, meeting):
    problem = stage.problem()
    problems.redirect_problem(actor=stage.actor("alice"), problem=problem, destination="ordinary", now=NOW - 50 * DAY)
    for _ in range(3):
        stage.report("olivier", level=Level.POLICE)
    assert reasons(stage, meeting, problem) == {Reason.REEXAMINE: True}
    assert proposed(stage, meeting).candidates[0].is_reserved


def test_a_matter_that_no_problem_carried_is_told_apart(stage, meeting):
    for _ in range(4):
        report = stage.report()
    Report.objects.unsealed("test").filter(pk=report.pk).update(state=ReportState.DECLINED, decline_reason="Isolé")
    found = proposed(stage, meeting)
    assert found.candidates == []
    assert [one.last.place for one in found.matters] == [stage.place]


def test_a_late_action_of_the_police_is_a_reserved_reason(stage, meeting):
    problem = stage.problem()
    held(stage, days_ago=2, problems_seen=[problem])
    action = stage.action(problem, organisation=stage.cast.police, level=Level.POLICE)
    Action.objects.unsealed("test").filter(pk=action.pk).update(
        state="accepted", due=TODAY - DAY, first_due=TODAY - DAY
    )
    assert reasons(stage, meeting, problem) == {Reason.LATE: True}
    (one,) = proposed(stage, meeting).candidates
    assert (one.is_reserved, one.grounds[0].words) == (True, "1 engagement de la police en retard")
    assert proposed(stage, meeting, by="bruno").candidates == []


def test_what_is_proposed_to_the_group_is_what_a_partner_would_propose(world):
    """Whatever the police and the sealed drawers hold: the open points, their reasons, minutes and order."""
    meeting = world.stage.meeting(planned_at=NOW + 21 * DAY, planned_minutes=40)
    for number in range(5):
        world.stage.action(world.stage.problem(title=f"Autre hall {number}"), due=TODAY + DAY)
    partner = partner_like(world["group"].pk, world.cast.town.pk)

    def open_points(actor):
        found = propose(actor, meeting, now=NOW, today=TODAY).candidates
        return [(one.problem.pk, one.open_reasons, one.minutes, one.fits) for one in found if not one.is_reserved]

    before = open_points(world.stage.actor("alice"))
    assert len(before) >= 6
    assert not all(fits for *_, fits in before)
    assert before == open_points(partner)
    hide_police_facts(world)
    hide_sealed_facts(world)
    assert open_points(world.stage.actor("alice")) == before == open_points(partner)


def test_the_agenda_is_cut_to_the_length_of_the_meeting(stage):
    meeting = stage.meeting(planned_at=NOW + DAY, planned_minutes=45)
    for number in range(5):
        stage.problem(title=f"Hall {number}")
    found = proposed(stage, meeting)
    assert found.budget == 45 - 15
    assert [one.fits for one in found.candidates] == [True, True, True, False, False]


def test_the_reserved_points_take_what_the_others_leave(stage):
    meeting = stage.meeting(planned_at=NOW + DAY, planned_minutes=45)
    stage.police_problem()
    for number in range(3):
        stage.problem(title=f"Hall {number}")
    found = proposed(stage, meeting).candidates
    assert [(one.is_reserved, one.fits) for one in found] == [(False, True)] * 3 + [(True, False)]


def test_a_group_chooses_its_order_and_its_minutes(stage, meeting):
    new, asked = stage.problem(), stage.lead(stage.problem(title="Parking"), "admit", "plan", "start", "observe")
    problems.ask_closure(actor=stage.actor("bruno"), problem=asked, outcome="reduced", reason="Calme", now=NOW)
    assert [one.problem for one in proposed(stage, meeting).candidates] == [asked, new]
    values = {"reasons": [["new", 2], ["closure", 9]], "opening": "", "opening_minutes": 10, "closing_minutes": 7}
    change_template(actor=stage.actor("alice"), group=stage.cast.group, values=values, now=NOW)
    found = proposed(stage, meeting)
    assert (found.budget, found.candidates[0].minutes) == (60 - 7, 9)
    assert {reason for reason, _ in found.template.ordered} == set(MINUTES)
    with pytest.raises(NotGranted):
        change_template(actor=stage.actor("bruno"), group=stage.cast.group, values=values, now=NOW)


def compose(stage, meeting, *points, **values):
    return set_agenda(actor=stage.actor("alice"), meeting=meeting, points=points, now=NOW, today=TODAY, **values)


def entries(**about):
    return list(Entry.objects.unsealed("test").filter(**about).order_by("pk").values_list("event", "level"))


def test_the_agenda_is_written_in_its_order_with_open_reasons_only(stage, meeting):
    first, second = stage.problem(title="Parking"), stage.problem()
    reported(stage, second, days_ago=1)
    compose(stage, meeting, Point(second, 8), Point(first, 5, is_reserved=True))
    rows = [(item.problem, item.minutes, item.level) for item in agenda_of(stage.actor("alice"), meeting)]
    assert rows == [(second, 8, Level.GROUP), (first, 5, Level.POLICE)]
    (seen,) = agenda_of(stage.actor("bruno"), meeting)
    assert (seen.problem, seen.reason_labels) == (second, ["Jamais examinée"])


def test_reserved_reasons_are_not_stored_on_a_point_of_the_group(stage, meeting):
    problem = stage.problem()
    held(stage, days_ago=2, problems_seen=[problem])
    action = stage.action(problem, organisation=stage.cast.police, level=Level.POLICE)
    Action.objects.unsealed("test").filter(pk=action.pk).update(
        state="accepted", due=TODAY - DAY, first_due=TODAY - DAY
    )
    (item,) = compose(stage, meeting, Point(problem, 5))
    assert item.reasons == ""
    (item,) = compose(stage, meeting, Point(problem, 5, is_reserved=True))
    assert item.reasons == "late"


def test_each_point_leaves_its_entry_and_the_order_is_told_to_those_who_read_it(stage, meeting):
    one, two, police = stage.problem(), stage.problem(title="Parking"), stage.police_problem()
    start = Entry.objects.unsealed("test").count()

    def told():
        return entries()[start:]

    compose(stage, meeting, Point(one, 5), Point(two, 5), Point(police, 5))
    assert told() == [(Event.AGENDA_ADD, Level.GROUP)] * 2 + [(Event.AGENDA_ADD, Level.POLICE)]
    start += 3
    compose(stage, meeting, Point(police, 5), Point(one, 5), Point(two, 5))
    assert told() == [(Event.AGENDA_ORDER, Level.POLICE)]
    start += 1
    compose(stage, meeting, Point(police, 5), Point(two, 9), Point(one, 5))
    assert told() == [(Event.AGENDA_CHANGE, Level.GROUP), (Event.AGENDA_ORDER, Level.GROUP)]
    start += 2
    compose(stage, meeting, Point(two, 9), Point(one, 5), dropped=[police])
    assert told() == [(Event.AGENDA_REMOVE, Level.POLICE)]


def test_a_point_added_meanwhile_stays_last(stage, meeting):
    one, two = stage.problem(), stage.problem(title="Parking")
    services.add_item(actor=stage.actor("alain"), meeting=meeting, problem=two, now=NOW)
    assert [item.problem for item in compose(stage, meeting, Point(one, 5))] == [one, two]


def test_what_cannot_be_written_is_refused(stage, meeting):
    problem = stage.problem()
    for points in ([Point(problem, 0)], [Point(problem, 5), Point(problem, 5)]):
        with pytest.raises(Refused):
            compose(stage, meeting, *points)
    services.open_meeting(actor=stage.actor("alice"), meeting=meeting, now=NOW, today=TODAY)
    with pytest.raises(Refused):
        compose(stage, meeting, Point(problem, 5))
    with pytest.raises(NotGranted):
        set_agenda(actor=stage.actor("bruno"), meeting=meeting, points=[], now=NOW, today=TODAY)


def test_the_proposal_costs_as_many_statements_for_twenty_problems_as_for_two(stage, meeting):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            proposed(stage, meeting)
        return len(queries)

    for number in range(2):
        stage.action(stage.problem(title=f"Hall {number}"))
    before = cost()
    for number in range(18):
        stage.action(stage.problem(title=f"Parking {number}"))
    assert cost() == before
