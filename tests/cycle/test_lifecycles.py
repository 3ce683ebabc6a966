"""Every (state, verb) pair of every lifecycle is either applied or refused; nothing else can happen."""

from datetime import timedelta

import pytest

from palier.cycle.actions.lifecycle import ACTION_LIFECYCLE
from palier.cycle.actions.models import Action
from palier.cycle.meetings.lifecycle import MEETING_LIFECYCLE, TOPIC_LIFECYCLE
from palier.cycle.meetings.models import Meeting, Topic
from palier.cycle.problems.lifecycle import PROBLEM_LIFECYCLE, Outcome
from palier.cycle.problems.models import Problem
from palier.cycle.reports.lifecycle import REPORT_LIFECYCLE
from palier.cycle.reports.models import Report
from palier.kernel.errors import NotGranted, Refused
from palier.workflow.engine import advance
from tests.cast import NOW, TODAY

LATER = TODAY + timedelta(days=30)
ANSWERS = {
    "review_on": LATER,
    "destination": "clspd",
    "decline_reason": "Fait isolé.",
    "exit_reason": "Sans suite.",
    "outcome": Outcome.GONE,
    "observation": "Porte réparée.",
    "block_reason": "Pièce en commande.",
    "abandon_reason": "Bâtiment vendu.",
    "cancel_reason": "Trop d’excusés.",
    "answer": "Le bailleur s’en occupe.",
}
# What a state needs for its row to exist at all, and the days that go with a move.
GIVEN = {
    (Report, "watched"): {"review_on": LATER},
    (Problem, "closed"): {"outcome": "gone"},
    (Action, "done"): {"done_on": TODAY},
    # Its own word, which nobody acted on.
    (Action, "accepted"): {"word_version": 1},
    (Action, "declined"): {"word_version": 1},
}
WITH_MOVE = {"complete": {"done_on": TODAY}, "complete_told": {"done_on": TODAY}, "close": {"outcome": Outcome.MOVED}}


def make_report(stage):
    return stage.report("alice")


def make_problem(stage):
    problem = stage.problem()
    stage.action(problem)
    stage.pass_gates(problem, "admit", "plan", "start")
    put_in(Problem, problem, "observed")
    problem.refresh_from_db()
    return stage.pass_gates(problem, "resolve")


def make_action(stage):
    return stage.action(stage.problem())


def make_meeting(stage):
    return stage.meeting()


def make_topic(stage):
    return stage.topic("alice")


# Each lifecycle, how one record is made, and who may make all its moves.
LIVES = {
    "report": (REPORT_LIFECYCLE, Report, make_report, "alice"),
    "problem": (PROBLEM_LIFECYCLE, Problem, make_problem, "alice"),
    "action": (ACTION_LIFECYCLE, Action, make_action, "bruno"),
    "meeting": (MEETING_LIFECYCLE, Meeting, make_meeting, "alice"),
    "topic": (TOPIC_LIFECYCLE, Topic, make_topic, "alice"),
}
MOVES = [(name, move) for name, (lifecycle, *_) in LIVES.items() for move in lifecycle.steps]


def put_in(model, record, state):
    """The record, written in this state."""
    values = {"state": state, "state_since": NOW, "version": 1, **GIVEN.get((model, state), {})}
    if model is Problem and state == "merged":
        values["merged_into"] = record.pk
    model.objects.unsealed("test").filter(pk=record.pk).update(**values)
    return model.objects.unsealed("test").get(pk=record.pk)


def who_makes(move, who):
    """Those who lead propose again, and write down what an organisation told them."""
    return "alice" if move == "propose_again" or move.endswith("_told") else who


def values_for(record, step, move):
    own = {"merged_into": record, "group": getattr(record, "group", None)}
    asked = {name: own.get(name) or ANSWERS[name] for name in step.asks}
    extra = WITH_MOVE.get(move, {}) if isinstance(record, Action | Problem) else {}
    return {**asked, **extra}


@pytest.mark.parametrize(("name", "move"), MOVES)
def test_a_move_is_applied_from_its_sources_and_refused_elsewhere(stage, name, move):
    lifecycle, model, make, who = LIVES[name]
    step, made = lifecycle.steps[move], make(stage)
    actor = stage.actor(who_makes(move, who))
    for state in lifecycle.states.values:
        record = put_in(model, made, state)
        ask = {"actor": actor, "now": NOW, "changes": values_for(record, step, move)}
        if state in step.sources:
            advance(record, lifecycle, move, **ask)
            expected = (step.target, 2)
        else:
            with pytest.raises(Refused):
                advance(record, lifecycle, move, **ask)
            expected = (state, 1)
        kept = model.objects.unsealed("test").get(pk=made.pk)
        assert (kept.state, kept.version) == expected, state


@pytest.mark.parametrize(("name", "move"), MOVES)
def test_a_move_is_refused_to_those_not_granted_it(stage, name, move):
    lifecycle, model, make, _ = LIVES[name]
    step = lifecycle.steps[move]
    record = put_in(model, make(stage), step.sources[0])
    for outsider in ("dora", "marc", "agathe", "eric", "denis"):
        asked = values_for(record, step, move)
        with pytest.raises(NotGranted):
            advance(record, lifecycle, move, actor=stage.actor(outsider), now=NOW, changes=asked)


@pytest.mark.parametrize(
    ("name", "move"),
    [(name, move) for name, (lifecycle, *_) in LIVES.items() for move, step in lifecycle.steps.items() if step.asks],
)
def test_a_move_names_the_field_it_lacks(stage, name, move):
    lifecycle, model, make, who = LIVES[name]
    step = lifecycle.steps[move]
    record = put_in(model, make(stage), step.sources[0])
    with pytest.raises(Refused) as refusal:
        advance(record, lifecycle, move, actor=stage.actor(who_makes(move, who)), now=NOW, changes={})
    assert refusal.value.field == step.asks[0]


# No step leads there: a former tracker tells of it (`meetings.former`).
WRITTEN_SO = {"meeting": ("taken_over",)}


@pytest.mark.parametrize("name", LIVES)
def test_every_state_is_reached_and_only_finals_may_have_no_way_out(name):
    lifecycle = LIVES[name][0]
    reached = {lifecycle.initial, *WRITTEN_SO.get(name, ())} | {step.target for step in lifecycle.steps.values()}
    assert reached == set(lifecycle.states.values)
    for state in lifecycle.states.values:
        assert lifecycle.leaving(state) or state in lifecycle.finals
