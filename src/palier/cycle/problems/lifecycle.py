"""The life of a problem: told, admitted, planned, led, observed, resolved, closed; its exits and its return."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices

from palier.access.actor import Actor
from palier.access.grants import Verb
from palier.cycle.problems.gates import guards_of
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
# Something should be under way about them.
TO_ACT = tuple(state for state in ACTIVE if state != State.OBSERVED)


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


def solved_was_resolved(problem: Any, actor: Actor, values: Mapping[str, Any]) -> None:
    """An outcome that counts as solved goes through « Résolu », and its evidence, before it is closed."""
    if problem.state == State.OBSERVED and values.get("outcome") in SOLVED:
        raise Refused(
            "« Disparu » ou « Nettement réduit » se constate d’abord à la résolution, avec deux sources ; "
            "clôturez ensuite. Les autres résultats se constatent ici.",
            field="outcome",
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
        "admit": _step("Retenir et ouvrir", BEFORE_ADMISSION, State.OPEN, guards=guards_of("admit")),
        "plan": _step("Passer au plan d’action", (State.OPEN, State.REOPENED), State.PLANNED, guards=guards_of("plan")),
        "start": _step(
            "Mettre en œuvre", (State.PLANNED, State.REOPENED), State.IN_PROGRESS, guards=guards_of("start")
        ),
        "observe": _step("Mettre en observation", (State.IN_PROGRESS,), State.OBSERVED),
        "resume": _step("Reprendre l’action", (State.OBSERVED,), State.IN_PROGRESS),
        "resolve": _ending(
            "Constater la résolution",
            (State.OBSERVED,),
            State.RESOLVED,
            "outcome",
            guards=(outcome_is_solved, *guards_of("resolve")),
        ),
        "close": _ending(
            "Clôturer",
            (State.OBSERVED, State.RESOLVED),
            State.CLOSED,
            guards=(closing_has_outcome, solved_was_resolved),
        ),
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
