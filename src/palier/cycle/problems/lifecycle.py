"""The life of a problem: told, admitted, planned, led, observed, resolved, closed; its exits and its return."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices

from palier.access.actor import Actor
from palier.access.grants import Verb
from palier.journal.events import Event
from palier.kernel.errors import Refused
from palier.workflow.lifecycle import Guard, Lifecycle, Step


class State(TextChoices):
    """Where a problem stands."""

    REPORTED = "reported", "Signalé"
    TO_QUALIFY = "to_qualify", "À qualifier"
    OPEN = "open", "Ouvert (diagnostic)"
    PLANNED = "planned", "Plan d’action"
    IN_PROGRESS = "in_progress", "En cours"
    OBSERVED = "observed", "En observation"
    RESOLVED = "resolved", "Résolu"
    CLOSED = "closed", "Clos"
    REDIRECTED = "redirected", "Orienté vers un autre cadre"
    DECLINED = "declined", "Non retenu"
    ABANDONED = "abandoned", "Abandonné"
    MERGED = "merged", "Fusionné"
    REOPENED = "reopened", "Rouvert"


# How a badge of this state is drawn.
TONES: dict[str, str] = {
    State.REPORTED: "new",
    State.TO_QUALIFY: "new",
    State.OPEN: "info",
    State.PLANNED: "info",
    State.IN_PROGRESS: "info",
    State.OBSERVED: "warning",
    State.REOPENED: "warning",
    State.RESOLVED: "success",
    State.CLOSED: "success",
}


class Outcome(TextChoices):
    """What became of it, in five grades; only the first two count as solved."""

    GONE = "gone", "Disparu"
    REDUCED = "reduced", "Nettement réduit"
    MANAGED = "managed", "Moins grave ou mieux géré"
    MOVED = "moved", "Déplacé"
    NO_EFFECT = "no_effect", "Sans effet"


SOLVED = frozenset({Outcome.GONE, Outcome.REDUCED})
BEFORE_ADMISSION = (State.REPORTED, State.TO_QUALIFY)
# Admitted and not yet out: the stock of the yearly count.
ACTIVE = (State.OPEN, State.PLANNED, State.IN_PROGRESS, State.OBSERVED, State.REOPENED)
LIVING = BEFORE_ADMISSION + ACTIVE


def has_owned_action(problem: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """At least one action with its organisation and its date, read by all who read the problem.

    An action more reserved than the problem does not count: the state, which everybody reads, would betray it.
    Actions belong to the next step; they are reached through the row, as this floor does not import them.
    """
    promised = problem.actions.unsealed("guard").filter(level__lte=problem.level).exclude(state__in=_GIVEN_UP)
    if not promised.exists():
        raise Refused(
            "Inscrivez d’abord une action, avec une organisation responsable et une échéance, "
            "lue par tous ceux qui lisent cette problématique."
        )


_GIVEN_UP = ("declined", "abandoned")


def outcome_is_solved(problem: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """« Résolu » takes one of the outcomes that count as solved."""
    if values["outcome"] not in SOLVED:
        raise Refused(
            "« Résolu » demande « Disparu » ou « Nettement réduit ». Pour un autre résultat, clôturez directement.",
            field="outcome",
        )


def closing_has_outcome(problem: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """Nothing is closed without an outcome, and a resolved problem keeps the one it was resolved with."""
    outcome = values.get("outcome") or problem.outcome
    if not outcome:
        raise Refused("Choisissez le résultat constaté avant de clôturer.", field="outcome")
    if problem.outcome and outcome != problem.outcome:
        raise Refused(
            "Le résultat a été constaté à la résolution ; rouvrez pour en constater un autre.", field="outcome"
        )


def _step(label: str, sources: tuple[State, ...], target: State, *asks: str, guards: tuple[Guard, ...] = ()) -> Step:
    return Step(label, sources, target, needs=Verb.PROBLEM_LEAD, event=Event.PROBLEM_MOVE, guards=guards, asks=asks)


def _ending(label: str, sources: tuple[State, ...], target: State, *asks: str, guards: tuple[Guard, ...]) -> Step:
    return Step(label, sources, target, needs=Verb.PROBLEM_CLOSE, event=Event.PROBLEM_MOVE, guards=guards, asks=asks)


PROBLEM_LIFECYCLE = Lifecycle(
    name="Problématique",
    states=State,
    initial=State.REPORTED,
    steps={
        "qualify": _step("Prendre en examen", (State.REPORTED,), State.TO_QUALIFY),
        "admit": _step("Retenir et ouvrir", BEFORE_ADMISSION, State.OPEN),
        "plan": _step("Passer au plan d’action", (State.OPEN, State.REOPENED), State.PLANNED),
        "start": _step(
            "Mettre en œuvre", (State.PLANNED, State.REOPENED), State.IN_PROGRESS, guards=(has_owned_action,)
        ),
        "observe": _step("Mettre en observation", (State.IN_PROGRESS,), State.OBSERVED),
        "resume": _step("Reprendre l’action", (State.OBSERVED,), State.IN_PROGRESS),
        "resolve": _ending(
            "Constater la résolution", (State.OBSERVED,), State.RESOLVED, "outcome", guards=(outcome_is_solved,)
        ),
        "close": _ending("Clôturer", (State.OBSERVED, State.RESOLVED), State.CLOSED, guards=(closing_has_outcome,)),
        "redirect": _step("Orienter vers un autre cadre", LIVING, State.REDIRECTED, "destination"),
        "decline": _step("Ne pas retenir", BEFORE_ADMISSION, State.DECLINED, "exit_reason"),
        "abandon": _step("Abandonner", ACTIVE, State.ABANDONED, "exit_reason"),
        "merge": _step("Fusionner avec une autre", LIVING, State.MERGED, "merged_into"),
        # Undoing a merge gives back the side of the admission it was on; the engine alone makes these two.
        "separate": _step("Défaire la fusion", (State.MERGED,), State.REOPENED),
        "separate_early": _step("Défaire la fusion, avant l’admission", (State.MERGED,), State.TO_QUALIFY),
        "reopen": _step(
            "Rouvrir",
            (State.RESOLVED, State.CLOSED, State.REDIRECTED, State.DECLINED, State.ABANDONED),
            State.REOPENED,
        ),
    },
    finals=frozenset({State.CLOSED, State.REDIRECTED, State.DECLINED, State.ABANDONED, State.MERGED}),
)
