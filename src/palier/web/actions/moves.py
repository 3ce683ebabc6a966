"""The answers to an action: the form each one needs and the service it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.cycle.actions import services
from palier.cycle.actions.lifecycle import ACTION_LIFECYCLE, LIVING
from palier.cycle.actions.models import Action
from palier.kernel import clock
from palier.web.actions.forms import HoldForm
from palier.web.answering.forms import AnswerForm, ConfirmForm, DoneForm, PostponeForm, ReasonForm
from palier.web.shell.forms import PalierForm
from palier.workflow.engine import moves

# Undoing, or giving up: offered last.
BACK = ("decline", "decline_told", "take_back", "postpone", "hold", "abandon", "resume")
# Given by the responsible organisation alone; what others write down of it.
WORD_OF_THE_OWNER = frozenset({"accept", "decline", "take_back", "complete"})
TOLD = frozenset({"accept_told", "decline_told", "complete_told"})


@dataclass(frozen=True, slots=True)
class Move:
    """One answer: how it reads, what it asks, what it does, what is said once done."""

    label: str
    service: Callable[..., Any]
    done: str
    form: type[AnswerForm] = AnswerForm
    needs_today: bool = False

    @property
    def asks(self) -> bool:
        """True when the answer needs words or a date: its form is shown first."""
        return self.form is not AnswerForm

    def arguments(self, actor: Actor, action: Action, form: PalierForm) -> dict[str, Any]:
        """What the service is called with."""
        today = {"today": clock.today()} if self.needs_today else {}
        return {"actor": actor, "action": action, "now": clock.now(), **today, **form.cleaned_data}


def _label(move: str) -> str:
    return ACTION_LIFECYCLE.steps[move].label


MOVES: dict[str, Move] = {
    "accept": Move(_label("accept"), services.accept_action, "Votre accord est noté.", needs_today=True),
    "decline": Move(_label("decline"), services.decline_action, "Votre refus est noté.", ReasonForm),
    "accept_told": Move(
        _label("accept_told"),
        services.note_acceptance,
        "L’accord est noté au nom de l’organisation.",
        ConfirmForm,
        needs_today=True,
    ),
    "complete_told": Move(
        _label("complete_told"),
        services.note_completion,
        "C’est noté au nom de l’organisation.",
        DoneForm,
        needs_today=True,
    ),
    "decline_told": Move(
        _label("decline_told"), services.note_refusal, "Le refus est noté au nom de l’organisation.", ReasonForm
    ),
    "take_back": Move(_label("take_back"), services.take_back_word, "La réponse est reprise : répondez de nouveau."),
    "start": Move(_label("start"), services.start_action, "L’action est en cours."),
    "complete": Move(
        _label("complete"), services.complete_action, "L’action est faite. Merci.", DoneForm, needs_today=True
    ),
    "block": Move(_label("block"), services.block_action, "Le blocage est noté.", ReasonForm),
    "postpone": Move(
        "Reporter l’échéance",
        services.postpone_action,
        "La nouvelle échéance est notée.",
        PostponeForm,
        needs_today=True,
    ),
    "hold": Move("Mettre en attente", services.hold_action, "L’attente est notée.", HoldForm, needs_today=True),
    "abandon": Move(_label("abandon"), services.abandon_action, "L’abandon est noté.", ReasonForm),
    "resume": Move(_label("resume"), services.resume_action, "L’action reprend."),
    "propose_again": Move(_label("propose_again"), services.propose_action_again, "L’action est de nouveau proposée."),
}


def moves_for(actor: Actor, action: Action) -> dict[str, Move]:
    """The answers this reader may give now: the owner's, and the chief's for what was told to the meeting."""
    group_id = action.problem.group_id
    owns, leads = actor.speaks_for(action.organisation_id, group_id), holds(actor, Verb.ACTION_LEAD, group_id)
    possible = set(moves(action, ACTION_LIFECYCLE, actor))
    if action.state in LIVING and holds(actor, Verb.ACTION_ANSWER, group_id):
        possible |= {"postpone", "hold"}
    possible -= TOLD if owns else WORD_OF_THE_OWNER
    if not action.may_take_back:
        possible.discard("take_back")
    if not (owns or leads):
        possible.clear()
    return {name: move for name, move in MOVES.items() if name in possible}
