"""The life of an action: proposed, accepted or declined, kept or not. The same rules for the police as for partners."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.journal.events import Event
from palier.kernel.errors import NotGranted
from palier.workflow.lifecycle import Guard, Lifecycle, Step


class State(TextChoices):
    """Where an action stands."""

    PROPOSED = "proposed", "Proposée"
    ACCEPTED = "accepted", "Acceptée"
    DECLINED = "declined", "Déclinée"
    IN_PROGRESS = "in_progress", "En cours"
    DONE = "done", "Faite"
    BLOCKED = "blocked", "Bloquée"
    ABANDONED = "abandoned", "Abandonnée"


# How a badge of this state is drawn.
TONES: dict[str, str] = {
    State.PROPOSED: "new",
    State.ACCEPTED: "info",
    State.IN_PROGRESS: "info",
    State.DONE: "success",
    State.BLOCKED: "error",
    State.DECLINED: "warning",
}
PROMISED = (State.ACCEPTED, State.IN_PROGRESS, State.BLOCKED)
LIVING = (State.PROPOSED, *PROMISED)


def speaks_for_owner(action: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """Only the responsible organisation gives or refuses its word."""
    if not actor.speaks_for(action.organisation_id, action.problem.group_id):
        raise NotGranted(f"Seul un contact de l’organisation responsable ({action.organisation}) peut répondre.")


def speaks_for_owner_or_leads(action: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """The responsible organisation reports on its action; the chief may write down what it told the meeting."""
    if not holds(actor, Verb.ACTION_LEAD, action.problem.group_id):
        speaks_for_owner(action, actor, values)


def _step(label: str, sources: tuple[State, ...], target: State, *asks: str, guard: Guard) -> Step:
    return Step(label, sources, target, needs=Verb.ACTION_ANSWER, event=Event.ACTION_MOVE, guards=(guard,), asks=asks)


ACTION_LIFECYCLE = Lifecycle(
    name="Action",
    states=State,
    initial=State.PROPOSED,
    steps={
        "accept": _step("J’accepte", (State.PROPOSED,), State.ACCEPTED, guard=speaks_for_owner),
        "decline": _step("Je décline", (State.PROPOSED,), State.DECLINED, "decline_reason", guard=speaks_for_owner),
        "start": _step(
            "Commencer", (State.ACCEPTED, State.BLOCKED), State.IN_PROGRESS, guard=speaks_for_owner_or_leads
        ),
        "complete": _step("C’est fait", PROMISED, State.DONE, "observation", guard=speaks_for_owner_or_leads),
        "block": _step(
            "C’est bloqué",
            (State.ACCEPTED, State.IN_PROGRESS),
            State.BLOCKED,
            "block_reason",
            guard=speaks_for_owner_or_leads,
        ),
        "abandon": _step("Abandonner", LIVING, State.ABANDONED, "abandon_reason", guard=speaks_for_owner_or_leads),
        "resume": _step("Reprendre", (State.DONE,), State.IN_PROGRESS, guard=speaks_for_owner_or_leads),
        "propose_again": Step(
            "Proposer de nouveau",
            (State.DECLINED, State.ABANDONED),
            State.PROPOSED,
            needs=Verb.ACTION_LEAD,
            event=Event.ACTION_MOVE,
        ),
    },
    finals=frozenset({State.DONE, State.DECLINED, State.ABANDONED}),
)
