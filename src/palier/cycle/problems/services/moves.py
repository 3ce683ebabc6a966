"""The moves of a problem's life, one function per verb. Each leaves a dated passage, which the figures read."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from palier.access.actor import Actor
from palier.cycle.problems.lifecycle import PROBLEM_LIFECYCLE, State
from palier.cycle.problems.models import JudicialStatus, Passage, Problem
from palier.cycle.problems.services.outcome import settle_requests
from palier.cycle.problems.services.reserved import set_judicial_status
from palier.kernel.errors import Refused
from palier.workflow.engine import advance


def qualify_problem(*, actor: Actor, problem: Problem, now: datetime) -> Problem:
    """Take up what an officer reported, to examine it."""
    return _move(actor, problem, "qualify", now)


def admit_problem(*, actor: Actor, problem: Problem, now: datetime) -> Problem:
    """Admit it, its admission test passed: from now on it counts as identified."""
    return _move(actor, problem, "admit", now)


def plan_problem(*, actor: Actor, problem: Problem, now: datetime) -> Problem:
    """Go from understanding to planning: the diagnosis is written, the objective measured."""
    return _move(actor, problem, "plan", now)


def start_problem(*, actor: Actor, problem: Problem, now: datetime) -> Problem:
    """Go to work: at least one action has its organisation and its date."""
    return _move(actor, problem, "start", now)


def observe_problem(*, actor: Actor, problem: Problem, now: datetime) -> Problem:
    """The actions are done: watch what they change."""
    return _move(actor, problem, "observe", now)


def resume_problem(*, actor: Actor, problem: Problem, now: datetime) -> Problem:
    """It is not enough: act again."""
    return _move(actor, problem, "resume", now)


def resolve_problem(*, actor: Actor, problem: Problem, outcome: str, now: datetime) -> Problem:
    """State that it is solved, by one of the outcomes that count as such, after the observation and its sources."""
    return _move(actor, problem, "resolve", now, outcome=outcome)


def close_problem(
    *, actor: Actor, problem: Problem, now: datetime, today: date, outcome: str = "", closing_note: str = ""
) -> Problem:
    """Close it with its outcome, solved or not."""
    changes = {"outcome": outcome or problem.outcome, "closing_note": closing_note.strip(), "closed_on": today}
    return _move(actor, problem, "close", now, **changes)


def redirect_problem(
    *, actor: Actor, problem: Problem, destination: str, now: datetime, reason: str = "", to_gltd: bool = False
) -> Problem:
    """Hand it to another body. The GLTD is written at police level; others read « Autre cadre » (decision 3)."""
    if to_gltd and destination != Problem.Destination.OTHER:
        raise Refused("Une orientation vers le GLTD s’affiche « Autre cadre ».", field="destination")
    with transaction.atomic():
        _move(actor, problem, "redirect", now, destination=destination, exit_reason=reason.strip())
        if to_gltd:
            set_judicial_status(actor=actor, problem=problem, status=JudicialStatus.Status.GLTD, now=now)
    return problem


def decline_problem(*, actor: Actor, problem: Problem, reason: str, now: datetime) -> Problem:
    """Not retained, with a reason."""
    return _move(actor, problem, "decline", now, exit_reason=reason.strip())


def abandon_problem(*, actor: Actor, problem: Problem, reason: str, now: datetime) -> Problem:
    """Given up, with a reason."""
    return _move(actor, problem, "abandon", now, exit_reason=reason.strip())


def merge_problem(*, actor: Actor, problem: Problem, into: Problem, now: datetime) -> Problem:
    """The same trouble, opened twice: this one leads to the other from now on."""
    if into.pk == problem.pk or into.group_id != problem.group_id or into.state == State.MERGED:
        raise Refused("Choisissez une autre problématique du même groupe, non fusionnée.", field="merged_into")
    if into.level > problem.level:
        raise Refused("L’autre problématique est plus réservée : fusionnez dans l’autre sens.", field="merged_into")
    return _move(actor, problem, "merge", now, merged_into=into)


def separate_problem(*, actor: Actor, problem: Problem, was_admitted: bool, now: datetime) -> Problem:
    """Undo a merge: admitted before, it is reopened; not admitted, it waits for its admission again."""
    return _move(actor, problem, "separate" if was_admitted else "separate_early", now, merged_into=None)


def reopen_problem(*, actor: Actor, problem: Problem, now: datetime) -> Problem:
    """It came back. The first ending stays in the passages and in the figures of its year."""
    return _move(actor, problem, "reopen", now, outcome="", closed_on=None, destination="", exit_reason="")


def _move(actor: Actor, problem: Problem, move: str, now: datetime, **changes: Any) -> Problem:
    before = problem.state
    with transaction.atomic():
        advance(problem, PROBLEM_LIFECYCLE, move, actor=actor, now=now, changes={**changes, "changed_at": now})
        Passage.objects.create(
            problem=problem,
            number=problem.version,
            move=move,
            from_state=before,
            to_state=problem.state,
            outcome=problem.outcome,
            at=now,
        )
        settle_requests(problem, now)
    return problem
