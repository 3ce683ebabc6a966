"""The yearly count: what each reader may count, and an equation that always balances."""

import itertools
import random
from datetime import UTC, date, datetime, timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.actions.lifecycle import Agreement
from palier.cycle.actions.services import accept_action, complete_action
from palier.cycle.problems import services as problems
from palier.cycle.problems.lifecycle import PROBLEM_LIFECYCLE, Outcome
from palier.cycle.problems.models import Problem
from palier.cycle.reviews.queries import yearly_count, years_counted
from tests.cast import NOW, TODAY


def solve(stage, problem, at=NOW):
    if not problem.actions.unsealed("test").exists():
        stage.action(problem, **stage.reader_of(problem))
    stage.lead(problem, "admit", "plan", "start", "observe", at=at)
    stage.lead(problem, "resolve", at=at, outcome=Outcome.GONE)


def count(stage, name, year=2026):
    return yearly_count(stage.actor(name), [stage.cast.group.pk, stage.cast.other_group.pk], year)


def test_a_problem_waiting_to_be_admitted_is_not_identified_yet(stage):
    problem = stage.problem()
    assert count(stage, "alice").problems_identified == 0
    stage.lead(problem, "admit")
    assert count(stage, "alice").problems_identified == 1


def test_solved_counts_once_and_reopened_apart(stage):
    problem = stage.problem()
    solve(stage, problem)
    problems.close_problem(actor=stage.actor("alice"), problem=problem, now=NOW, today=TODAY)
    stage.lead(problem, "reopen")
    flow = count(stage, "alice").problems
    assert (flow.entered, flow.solved, flow.closed_otherwise, flow.reopened, flow.stock_end) == (1, 1, 0, 1, 1)


def test_the_outcome_of_a_past_year_does_not_change_when_the_problem_comes_back(stage):
    problem = stage.problem()
    solve(stage, problem)
    before = count(stage, "alice")
    stage.lead(problem, "reopen", at=NOW + timedelta(days=90))
    assert count(stage, "alice") == before
    assert count(stage, "alice", 2027).problems.reopened == 1


def test_partners_count_what_they_read_and_the_district_chief_counts_all_but_sealed(stage):
    shared, hidden = stage.problem(), stage.police_problem()
    for problem in (shared, hidden):
        stage.lead(problem, "admit")
    stage.action(shared, organisation=stage.cast.police, agreement=Agreement.GIVEN)
    seen = {name: count(stage, name).problems_identified for name in ("alice", "bruno", "eric", "diane", "dora")}
    assert seen == {"alice": 2, "bruno": 1, "eric": 2, "diane": 2, "dora": 0}
    assert {name: count(stage, name).actions_promised for name in ("bruno", "eric")} == {"bruno": 0, "eric": 1}


@pytest.mark.parametrize(("name", "groups"), [("alice", 1), ("eric", 1), ("diane", 2), ("agathe", 0), ("denis", 0)])
def test_each_reader_counts_the_groups_it_sits_in_or_oversees(stage, name, groups):
    assert count(stage, name).groups == groups


def test_a_sealed_note_changes_no_count(stage):
    problem = stage.problem()
    stage.lead(problem, "admit")
    stage.open_drawer(problem, "alice")
    before = [count(stage, name) for name in ("alice", "bruno", "eric")]
    problems.write_sealed_note(actor=stage.actor("alice"), problem=problem, text="Note", now=NOW)
    assert [count(stage, name) for name in ("alice", "bruno", "eric")] == before


def test_a_problem_shared_with_another_group_counts_in_its_own(stage):
    problem = stage.problem()
    stage.lead(problem, "admit")
    problems.associate_group(actor=stage.actor("alice"), problem=problem, group=stage.cast.other_group, now=NOW)
    assert count(stage, "dora").problems_identified == 0
    assert count(stage, "diane").problems_identified == 1


def test_promises_kept_in_time_are_told_apart(stage):
    bruno, problem = stage.actor("bruno"), stage.problem()
    for days in (0, 30):
        action = stage.action(problem)
        accept_action(actor=bruno, action=action, now=NOW, today=TODAY)
        day = TODAY + timedelta(days=days)
        complete_action(actor=bruno, action=action, observation="Fait.", now=NOW, today=day)
    found = count(stage, "bruno")
    assert (found.actions_promised, found.actions_kept, found.actions_kept_in_time) == (2, 2, 1)


def test_the_years_offered_begin_with_the_first_problem(stage):
    problems.take_over_problem(
        actor=stage.actor("alice"),
        group=stage.cast.group,
        title="Repris",
        category=stage.category,
        place=stage.place,
        opened_on=date(2024, 9, 17),
        now=NOW,
    )
    assert years_counted(stage.actor("bruno"), TODAY) == [2026, 2025, 2024]
    assert years_counted(stage.actor("dora"), TODAY) == [2026]


def random_life(stage, dice):
    """One problem living a random life over three years."""
    at = datetime(2024, 1, 5, tzinfo=UTC) + timedelta(days=dice.randrange(300))
    problem = stage.problem(level=dice.choice([Level.GROUP, Level.POLICE]))
    Problem.objects.unsealed("test").filter(pk=problem.pk).update(created_at=at)
    stage.action(problem, **stage.reader_of(problem))
    other = stage.problem()
    for _ in range(dice.randrange(12)):
        moves = [name for name, step in PROBLEM_LIFECYCLE.leaving(problem.state).items() if name != "merge"]
        if not moves:
            break
        at += timedelta(days=dice.randrange(1, 200))
        move = dice.choice(sorted(moves))
        extra = {
            "resolve": {"outcome": Outcome.GONE},
            "close": {"outcome": problem.outcome or Outcome.MOVED, "today": at.date()},
            "redirect": {"destination": "clspd"},
            "decline": {"reason": "Isolé"},
            "abandon": {"reason": "Sans suite"},
        }.get(move, {})
        stage.lead(problem, move, at=at, **extra)
    return other


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
def test_the_equation_of_the_stock_balances_whatever_happened(stage, seed):
    dice = random.Random(seed)
    for _ in range(12):
        random_life(stage, dice)
    for name in ("alice", "bruno", "eric"):
        years = [count(stage, name, year).problems for year in range(2023, 2032)]
        assert all(flow.balances for flow in years)
        assert any(flow.entered for flow in years)
        for before, after in itertools.pairwise(years):
            assert before.stock_end == after.stock_start
