"""The gates of a problem's life, and what each move leaves behind."""

import pytest

from palier.access.levels import Level
from palier.cycle.problems import queries, services
from palier.cycle.problems.models import Passage, Problem
from palier.kernel.errors import Refused
from tests.cast import NOW, TODAY


def lead(stage, problem, *moves):
    stage.lead(problem, *moves)


def observed(stage):
    problem = stage.problem()
    stage.action(problem)
    lead(stage, problem, "admit", "plan", "start", "observe")
    return problem


def test_going_to_work_needs_an_action_that_all_its_readers_read(stage):
    problem = stage.problem()
    lead(stage, problem, "admit", "plan")
    start = {"actor": stage.actor("alice"), "problem": problem, "now": NOW}
    with pytest.raises(Refused):
        services.start_problem(**start)
    stage.action(problem, organisation=stage.cast.police)  # a police action, read by the police alone
    with pytest.raises(Refused):
        services.start_problem(**start)
    stage.action(problem)
    services.start_problem(**start)
    assert problem.state == "in_progress"


def test_resolved_takes_only_the_outcomes_that_count_as_solved(stage):
    problem = stage.pass_gates(observed(stage), "resolve")
    with pytest.raises(Refused):
        services.resolve_problem(actor=stage.actor("alice"), problem=problem, outcome="moved", now=NOW)
    services.resolve_problem(actor=stage.actor("alice"), problem=problem, outcome="gone", now=NOW)
    assert problem.state == "resolved"


def test_nothing_closes_without_an_outcome(stage):
    problem, ask = observed(stage), {"actor": stage.actor("alice"), "now": NOW, "today": TODAY}
    with pytest.raises(Refused):
        services.close_problem(problem=problem, **ask)
    services.close_problem(problem=problem, outcome="no_effect", **ask)
    assert (problem.state, problem.closed_on) == ("closed", TODAY)


def test_closing_does_not_change_the_outcome_of_the_resolution(stage):
    problem, ask = stage.pass_gates(observed(stage), "resolve"), {"actor": stage.actor("alice"), "now": NOW}
    services.resolve_problem(problem=problem, outcome="gone", **ask)
    with pytest.raises(Refused):
        services.close_problem(problem=problem, outcome="moved", today=TODAY, **ask)
    services.close_problem(problem=problem, today=TODAY, **ask)
    assert problem.outcome == "gone"


def test_reopening_keeps_the_first_ending_in_the_passages(stage):
    problem = observed(stage)
    services.close_problem(actor=stage.actor("alice"), problem=problem, outcome="moved", now=NOW, today=TODAY)
    lead(stage, problem, "reopen")
    assert (problem.state, problem.outcome, problem.closed_on) == ("reopened", "", None)
    endings = Passage.objects.unsealed("test").filter(problem=problem, to_state="closed")
    assert [passage.outcome for passage in endings] == ["moved"]


def test_an_exit_to_the_gltd_reads_another_body_to_partners(stage):
    problem = stage.problem()
    services.redirect_problem(
        actor=stage.actor("alice"), problem=problem, destination="other", to_gltd=True, now=NOW, reason="Compétence"
    )
    seen = Problem.objects.visible_to(stage.actor("bruno")).get()
    assert (seen.get_state_display(), seen.get_destination_display()) == ("Orienté vers un autre cadre", "Autre cadre")
    assert queries.judicial_status_of(stage.actor("bruno"), problem) is None
    assert queries.judicial_status_of(stage.actor("olivier"), problem).status == "gltd"


def test_merging_into_a_more_reserved_problem_is_refused(stage):
    with pytest.raises(Refused):
        services.merge_problem(
            actor=stage.actor("alice"), problem=stage.problem(), into=stage.police_problem(), now=NOW
        )


def test_every_move_leaves_a_dated_passage(stage):
    problem = observed(stage)
    moves = [passage.move for passage in queries.passages_of(stage.actor("bruno"), problem)]
    assert sorted(moves) == sorted(["open", "admit", "plan", "start", "observe"])
    assert not queries.passages_of(stage.actor("dora"), problem).exists()
    assert Level(problem.level) is Level.GROUP
