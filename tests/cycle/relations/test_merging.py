"""A merge carries everything, opens nothing, and is undone until the next write."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.actions.lifecycle import Agreement
from palier.cycle.actions.models import Action
from palier.cycle.actions.queries import actions_of
from palier.cycle.actions.services import accept_action, complete_action
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import sources_of
from palier.cycle.problems.services import associate_group, write_sealed_note
from palier.cycle.relations.queries import may_undo_merge, ties_of
from palier.cycle.relations.services import merge_problems, tie_problems, undo_merge
from palier.journal.queries import timeline
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW, TODAY

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def two(stage):
    """Two problems of one trouble; the first has a report, two actions, a link and an associated group."""
    alice = stage.actor("alice")
    problem = stage.problem(title="Encore le hall B", report=stage.report())
    stage.open_action = stage.action(problem, title="Poser un digicode")
    stage.done_action = complete_action(
        actor=alice, action=_started(stage, problem), observation="Fait.", now=NOW, today=TODAY
    )
    stage.elsewhere = stage.problem(title="Autre affaire")
    tie_problems(actor=alice, problem=problem, other=stage.elsewhere, kind="follows", now=NOW)
    associate_group(actor=alice, problem=problem, group=stage.cast.other_group, now=NOW)
    return problem, stage.problem(title="Hall B")


def _started(stage, problem):
    return stage.action(problem, title="Réparer la lampe", agreement=Agreement.GIVEN)


def merge(stage, problem, into, by="alice", at=LATER):
    return merge_problems(actor=stage.actor(by), problem=problem, into=into, now=at)


def test_sources_open_actions_links_and_groups_follow(stage, two):
    problem, into = two
    merge(stage, problem, into)
    alice = stage.actor("alice")
    assert sources_of(alice, into).count() == 1
    assert [action.title for action in actions_of(alice, into)] == ["Poser un digicode"]
    assert [action.title for action in actions_of(alice, problem)] == ["Réparer la lampe"]
    assert {one.problem.title for one in ties_of(alice, into)} == {"Autre affaire", "Encore le hall B"}
    assert list(into.associated_groups.unsealed("test").all()) == [stage.cast.other_group]
    assert (into.version, into.changed_at) == (2, LATER)
    for end in (problem, into):
        assert "a fusionné deux problématiques" in {line.text for line in timeline(alice, end).lines}


def test_undone_everything_is_where_it_was(stage, two):
    problem, into = two
    merge(stage, problem, into)
    alice = stage.actor("alice")
    assert may_undo_merge(alice, problem)
    undo_merge(actor=alice, problem=problem, now=LATER)
    assert problem.state == "to_qualify"
    assert sources_of(alice, problem).count() == 1
    assert actions_of(alice, problem).count() == 2
    assert not actions_of(alice, into).exists()
    assert [one.problem.title for one in ties_of(alice, problem)] == ["Autre affaire"]
    assert ties_of(alice, into) == []
    assert not into.associated_groups.unsealed("test").exists()


def test_an_admitted_one_is_reopened(stage):
    problem, into = stage.problem(), stage.problem()
    stage.lead(problem, "admit")
    merge(stage, problem, into)
    assert undo_merge(actor=stage.actor("alice"), problem=problem, now=LATER).state == "reopened"


@pytest.mark.parametrize("what", ["action", "answer", "problem"])
def test_after_the_next_write_it_is_not_undone(stage, two, what):
    problem, into = two
    merge(stage, problem, into)
    after = LATER + timedelta(minutes=1)
    if what == "action":
        stage.now = after
        stage.action(into)
    elif what == "answer":
        moved = Action.objects.unsealed("test").get(pk=stage.open_action.pk)
        accept_action(actor=stage.actor("bruno"), action=moved, now=after, today=TODAY)
    else:
        stage.lead(into, "admit", at=after)
    assert not may_undo_merge(stage.actor("alice"), problem)
    with pytest.raises(Refused):
        undo_merge(actor=stage.actor("alice"), problem=problem, now=after)


def test_a_sealed_write_changes_nothing_to_it(stage, two):
    problem, into = two
    merge(stage, problem, into)
    stage.open_drawer(into, "alice")
    write_sealed_note(actor=stage.actor("alice"), problem=into, text="Secret.", now=LATER + timedelta(minutes=1))
    assert may_undo_merge(stage.actor("alain"), problem)


def test_what_only_the_police_read_moves_without_a_trace_for_the_others(stage):
    reserved, into = stage.police_problem(), stage.problem()
    stage.action(reserved, organisation=stage.cast.police)
    before = timeline(stage.actor("bruno"), into).lines
    merge(stage, reserved, into)
    known = Problem.objects.unsealed("test").get(pk=into.pk)
    assert (known.version, known.changed_at) == (1, NOW)
    assert timeline(stage.actor("bruno"), into).lines == before
    assert not actions_of(stage.actor("bruno"), into).exists()
    assert actions_of(stage.actor("olivier"), into).get().level == Level.POLICE


def test_named_organisations_are_neither_added_nor_lost(stage):
    named = stage.problem(level=Level.NAMED, readers=[stage.cast.landlord])
    others = stage.problem(level=Level.NAMED, readers=[stage.cast.town])
    for into in (stage.problem(), others):
        with pytest.raises(Refused):
            merge(stage, named, into)
    merge(stage, named, stage.problem(level=Level.NAMED, readers=[stage.cast.landlord]))


def test_an_officer_neither_merges_nor_separates(stage, two):
    problem, into = two
    with pytest.raises(NotGranted):
        merge(stage, problem, into, by="olivier")
    merge(stage, problem, into)
    assert not may_undo_merge(stage.actor("olivier"), problem)
    with pytest.raises(NotGranted):
        undo_merge(actor=stage.actor("olivier"), problem=problem, now=LATER)
