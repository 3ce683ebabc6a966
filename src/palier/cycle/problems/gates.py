"""What a problem must hold before each step of its life: a gate lists what is missing, and where to write it.

The guard refuses with that list; the page shows it beforehand. A gate reads only what all the readers of the problem
read: a state that everybody sees would otherwise betray the rest (decision 6). What was taken over from a former
tracker meets the gates at its next move (decision 24).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from palier.access.actor import Actor
from palier.cycle.problems.criteria import EXITS, OF_THE_POLICE, Criterion, Effect
from palier.kernel.clock import day_of
from palier.kernel.errors import Refused
from palier.workflow.lifecycle import Guard

OBSERVATION_DAYS = 60
SOURCES_NEEDED = 2
DIAGNOSIS_PARTS = {
    "where": "le lieu",
    "when": "les moments",
    "facts": "les faits",
    "bothered": "qui est gêné",
    "tried": "ce qui a déjà été tenté",
}
OBJECTIVE_PARTS = {
    "objective": "l’objectif",
    "indicator": "l’indicateur",
    "starting_value": "la valeur de départ",
    "starting_value_on": "la date de cette mesure",
    "starting_value_source": "sa source",
}
_GIVEN_UP = ("declined", "abandoned")


class Mending(StrEnum):
    """The form where what is missing is written."""

    ADMISSION = "admission"
    DIAGNOSIS = "diagnosis"
    OBJECTIVE = "objective"
    ACTION = "action"
    EVIDENCE = "evidence"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a step still asks for: in French, and where it is mended."""

    what: str
    mending: Mending


class Incomplete(Refused):
    """A gate said no: everything that is missing, at once."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        super().__init__(" ".join(lack.what for lack in lacks))
        self.lacks = tuple(lacks)


Gate = Callable[[Any, datetime], list[Lack]]


def admission_is_passed(problem: Any, now: datetime) -> list[Lack]:
    """The seven criteria of admission are answered, each with a line of evidence, and met."""
    answers = {row.criterion: row.is_met for row in problem.admissions.unsealed("gate")}
    unanswered = [criterion.word for criterion in Criterion if criterion not in answers]
    lacks = []
    if unanswered:
        lacks.append(Lack(f"Le test d’admission attend une réponse : {_listed(unanswered)}.", Mending.ADMISSION))
    for criterion in Criterion:
        if answers.get(criterion) is False:
            advice = EXITS[criterion].words if criterion in EXITS else "Précisez les faits avant de retenir."
            lacks.append(Lack(f"« {criterion.word} » n’est pas rempli. {advice}", Mending.ADMISSION))
    return lacks


def diagnosis_is_written(problem: Any, now: datetime) -> list[Lack]:
    """The diagnosis says at least the place, the moments, the facts, who is bothered and what was tried."""
    rows = problem._meta.get_field("diagnosis").related_model.objects
    diagnosis = rows.unsealed("gate").filter(problem=problem).first()
    told = {name for name in DIAGNOSIS_PARTS if getattr(diagnosis, name, "").strip()}
    # The facts of the problem say as much as a sentence of the diagnosis.
    told |= {"when"} if problem.moments else set()
    told |= {"bothered"} if problem.bothered else set()
    if "tried" not in told and problem.attempts.unsealed("gate").exists():
        told.add("tried")
    missing = [words for name, words in DIAGNOSIS_PARTS.items() if name not in told]
    return [Lack(f"Le diagnostic ne dit pas encore {_listed(missing)}.", Mending.DIAGNOSIS)] if missing else []


def objective_is_measured(problem: Any, now: datetime) -> list[Lack]:
    """A measurable objective, its indicator, and a starting value with its date and its source."""
    missing = [words for name, words in OBJECTIVE_PARTS.items() if getattr(problem, name) in (None, "")]
    return [Lack(f"Pour mesurer l’effet, il manque {_listed(missing)}.", Mending.OBJECTIVE)] if missing else []


def action_is_promised(problem: Any, now: datetime) -> list[Lack]:
    """At least one action with its organisation and its date, read by all who read the problem."""
    # Actions belong to the next step; they are reached through the row, as this floor does not import them.
    promised = problem.actions.unsealed("gate").filter(level__lte=problem.level).exclude(state__in=_GIVEN_UP)
    if promised.exists():
        return []
    told = (
        "Inscrivez d’abord une action, avec une organisation responsable et une échéance, "
        "lue par tous ceux qui lisent cette problématique."
    )
    return [Lack(told, Mending.ACTION)]


def observation_is_over(problem: Any, now: datetime) -> list[Lack]:
    """The observation has lasted as long as the department asks (60 days unless it says otherwise)."""
    until = observed_until(problem)
    if until is None or day_of(now) >= until:
        return []
    told = f"L’observation dure {observation_days(problem)} jours : jusqu’au {until:%d/%m/%Y}."
    return [Lack(told, Mending.TIME)]


def two_sources_confirm(problem: Any, now: datetime) -> list[Lack]:
    """Two kinds of sources, one of them outside the police, said during the observation that it is better."""
    rows = problem.evidence.unsealed("gate").filter(effect=Effect.BETTER, observed_on__gte=day_of(problem.state_since))
    witnesses = set(rows.values_list("witness", flat=True))
    if len(witnesses) < SOURCES_NEEDED:
        told = f"Deux sources différentes doivent constater l’amélioration : il y en a {len(witnesses)}."
        return [Lack(told, Mending.EVIDENCE)]
    if not witnesses - OF_THE_POLICE:
        told = "L’une des deux sources doit être extérieure à la police : gardien, école, commerçant, riverains…"
        return [Lack(told, Mending.EVIDENCE)]
    return []


GATES: dict[str, tuple[Gate, ...]] = {
    "admit": (admission_is_passed,),
    "plan": (diagnosis_is_written, objective_is_measured),
    "start": (objective_is_measured, action_is_promised),
    "resolve": (observation_is_over, two_sources_confirm),
}


def missing(problem: Any, move: str, now: datetime) -> list[Lack]:
    """What this problem still lacks for this move; empty when its gates are open, or when it has none."""
    return [lack for gate in GATES.get(move, ()) for lack in gate(problem, now)]


def guards_of(move: str) -> tuple[Guard, ...]:
    """The gates of a move, as guards of the lifecycle: each refuses with all that it lacks."""
    return tuple(_guard(gate) for gate in GATES[move])


def observation_days(problem: Any) -> int:
    """How many days a problem of this department is watched before « Résolu »."""
    found = getattr(problem.group.district.department, "observation_rule", None)
    return found.days if found else OBSERVATION_DAYS


def observed_until(problem: Any) -> date | None:
    """The first day on which it may be called resolved; None when it is not under observation."""
    if problem.state != "observed":
        return None
    return day_of(problem.state_since) + timedelta(days=observation_days(problem))


def _guard(gate: Gate) -> Guard:
    def check(problem: Any, actor: Actor, values: Mapping[str, Any]) -> None:
        if lacks := gate(problem, values["state_since"]):
            raise Incomplete(lacks)

    check.__name__, check.__doc__ = gate.__name__, gate.__doc__
    return check


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} et {words[-1]}"
