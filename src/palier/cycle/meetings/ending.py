"""An item that ends its problem: closed or handed over through the problem's own steps, or refused with what lacks."""

from datetime import date, datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.cycle.meetings.models import AgendaItem
from palier.cycle.meetings.services import set_item_outcome
from palier.cycle.meetings.two_at_once import nobody_was_faster
from palier.cycle.problems.gates import missing
from palier.cycle.problems.lifecycle import PROBLEM_LIFECYCLE, SOLVED, State
from palier.cycle.problems.models import Problem
from palier.cycle.problems.services import close_problem, redirect_problem, resolve_problem
from palier.kernel.errors import Refused

# The next step of those that cannot be closed yet.
NEXT = {State.OPEN: "plan", State.REOPENED: "plan", State.PLANNED: "start", State.IN_PROGRESS: "observe"}
ADMISSION = "admit"
LONGEST_REASON = 300


def close_at_item(
    *, actor: Actor, item: AgendaItem, outcome: str, now: datetime, today: date, note: str = "", seen: str | None = None
) -> AgendaItem:
    """The group decides to close: the problem passes its own gates, or nothing is written and what lacks is said."""
    problem = item.problem
    _is_of_this_group(actor, item, Verb.PROBLEM_CLOSE)
    with transaction.atomic():
        nobody_was_faster(item, seen)
        if problem.state != State.CLOSED:
            _can_end(problem, now)
            if problem.state == State.OBSERVED and outcome in SOLVED:
                resolve_problem(actor=actor, problem=problem, outcome=outcome, now=now)
            close_problem(actor=actor, problem=problem, outcome=outcome, closing_note=note, now=now, today=today)
        return set_item_outcome(actor=actor, item=item, outcome=AgendaItem.Outcome.CLOSURE, note=note, now=now)


def redirect_at_item(
    *, actor: Actor, item: AgendaItem, destination: str, now: datetime, to_gltd: bool = False, note: str = "",
    seen: str | None = None,
) -> AgendaItem:  # fmt: skip
    """The group hands the problem to another body; what the room noted is the reason."""
    problem = item.problem
    _is_of_this_group(actor, item, Verb.PROBLEM_LEAD)
    if len(note.strip()) > LONGEST_REASON:
        raise Refused(f"Le motif tient en {LONGEST_REASON} caractères.", field="note")
    with transaction.atomic():
        nobody_was_faster(item, seen)
        if problem.state != State.REDIRECTED:
            redirect_problem(
                actor=actor, problem=problem, destination=destination, to_gltd=to_gltd, reason=note, now=now
            )
        return set_item_outcome(actor=actor, item=item, outcome=AgendaItem.Outcome.REDIRECTED, note=note, now=now)


def _can_end(problem: Problem, now: datetime) -> None:
    if problem.state in (State.OBSERVED, State.RESOLVED):
        return
    move = NEXT.get(State(problem.state), ADMISSION)
    if problem.state not in PROBLEM_LIFECYCLE.steps[move].sources:
        raise Refused("Cette problématique est déjà sortie du suivi.", field="outcome")
    lacks = " ".join(lack.what for lack in missing(problem, move, now))
    step = PROBLEM_LIFECYCLE.steps[move].label
    told = f"Elle se clôt après son observation, et en est à « {problem.get_state_display()} »."
    raise Refused(f"{told} Étape suivante : « {step} ». {lacks}".strip(), field="outcome")


def _is_of_this_group(actor: Actor, item: AgendaItem, verb: Verb) -> None:
    if item.problem.group_id != item.meeting.group_id or not holds(actor, verb, item.problem.group_id):
        raise Refused("Un autre groupe conduit cette problématique : c’est à lui d’en décider.", field="outcome")
