"""The life of an action: proposed, accepted or declined, kept or not. The same rules for the police as for partners."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from django.db.models import IntegerChoices, TextChoices

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.journal.events import Event
from palier.kernel.errors import NotGranted, Refused
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


class Agreement(Enum):
    """How an action comes to be: asked between meetings, or decided in one, its owner absent or there (decision 25)."""

    ASKED = "asked"
    DECIDED = "decided"
    GIVEN = "given"


class Rhythm(IntegerChoices):
    """How often something that recurs is done, in days."""

    ONCE = 0, "Une fois"
    DAILY = 1, "Chaque jour"
    TWICE_A_WEEK = 3, "Deux fois par semaine"
    WEEKLY = 7, "Chaque semaine"
    FORTNIGHTLY = 14, "Tous les quinze jours"
    MONTHLY = 30, "Chaque mois"


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


def speaks_not_for_owner(action: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """What one's own organisation says is not noted in its place: it is said."""
    if actor.speaks_for(action.organisation_id, action.problem.group_id):
        raise Refused("Cette action est à votre organisation : répondez en son nom.")


def may_take_back(action: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """A word is changed as long as nobody acted on it; what somebody else wrote down, as long as it stands."""
    if not action.may_take_back:
        raise Refused("Le groupe a déjà donné suite à cette réponse : dites plutôt ce qui a changé.")


def _told(label: str, sources: tuple[State, ...], target: State, *asks: str) -> Step:
    """What those who lead write down of what an organisation told them, by telephone or in a corridor."""
    return Step(
        label,
        sources,
        target,
        needs=Verb.ACTION_LEAD,
        event=Event.ACTION_TELL,
        guards=(speaks_not_for_owner,),
        asks=asks,
    )


def _step(
    label: str, sources: tuple[State, ...], target: State, *asks: str, guard: Guard, then: tuple[Guard, ...] = ()
) -> Step:
    guards = (guard, *then)
    return Step(label, sources, target, needs=Verb.ACTION_ANSWER, event=Event.ACTION_MOVE, guards=guards, asks=asks)


ACTION_LIFECYCLE = Lifecycle(
    name="Action",
    states=State,
    initial=State.PROPOSED,
    steps={
        "accept": _step("J’accepte", (State.PROPOSED,), State.ACCEPTED, guard=speaks_for_owner),
        "decline": _step("Je décline", (State.PROPOSED,), State.DECLINED, "decline_reason", guard=speaks_for_owner),
        "take_back": _step(
            "Revenir sur cette réponse",
            (State.ACCEPTED, State.DECLINED),
            State.PROPOSED,
            guard=speaks_for_owner,
            then=(may_take_back,),
        ),
        "accept_told": _told("Accepté par téléphone", (State.PROPOSED,), State.ACCEPTED),
        "decline_told": _told("Décliné par téléphone", (State.PROPOSED,), State.DECLINED, "decline_reason"),
        "complete_told": _told("Dit fait par l’organisation", PROMISED, State.DONE, "observation"),
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


class PartState(TextChoices):
    """Where a partner stands on a problem."""

    ASKED = "asked", "Sollicité"
    IN = "in", "Engagé"
    DECLINED = "declined", "A décliné"
    DONE = "done", "A fait sa part"


PART_TONES: dict[str, str] = {PartState.ASKED: "new", PartState.IN: "info", PartState.DONE: "success"}


def speaks_for_partner(part: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """A partner says itself where it stands; nobody says it in its place."""
    if not actor.speaks_for(part.organisation_id, part.problem.group_id):
        raise NotGranted(f"Seul un contact de {part.organisation} peut le dire.")


def _part(label: str, sources: tuple[PartState, ...], target: PartState, *asks: str) -> Step:
    return Step(
        label, sources, target, needs=Verb.ACTION_ANSWER, event=Event.PART_MOVE, guards=(speaks_for_partner,), asks=asks
    )


PART_LIFECYCLE = Lifecycle(
    name="Partenaire d’une problématique",
    states=PartState,
    initial=PartState.ASKED,
    steps={
        "join": _part("Nous en sommes", (PartState.ASKED, PartState.DECLINED, PartState.DONE), PartState.IN),
        "decline": _part("Nous déclinons", (PartState.ASKED, PartState.IN), PartState.DECLINED, "decline_reason"),
        "finish": _part("Nous avons fait notre part", (PartState.IN,), PartState.DONE, "part_done"),
    },
    finals=frozenset({PartState.DECLINED, PartState.DONE}),
)
