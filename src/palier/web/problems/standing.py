"""Where a problem stands: the steps of its life, the next one and what it lacks, where an unmet criterion leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from palier.cycle.problems.criteria import EXITS
from palier.cycle.problems.gates import Lack, Mending, missing
from palier.cycle.problems.lifecycle import PROBLEM_LIFECYCLE, SOLVED, State
from palier.cycle.problems.models import Admission, Problem

PATH = (
    State.REPORTED,
    State.TO_QUALIFY,
    State.OPEN,
    State.PLANNED,
    State.IN_PROGRESS,
    State.OBSERVED,
    State.RESOLVED,
    State.CLOSED,
)
# The way forward from each state; a state without one is the end of the way.
FORWARD = {
    State.REPORTED: "admit",
    State.TO_QUALIFY: "admit",
    State.OPEN: "plan",
    State.PLANNED: "start",
    State.IN_PROGRESS: "observe",
    State.OBSERVED: "resolve",
    State.RESOLVED: "close",
    State.REOPENED: "plan",
}
# Where each lack is mended: the words of the link, and the address that it leads to.
MENDINGS = {
    Mending.ADMISSION: ("Répondre au test d’admission", "problems:admission", "pk"),
    Mending.DIAGNOSIS: ("Écrire le diagnostic", "problems:diagnosis", "pk"),
    Mending.OBJECTIVE: ("Fixer l’objectif", "problems:objective", "pk"),
    Mending.ACTION: ("Proposer une action", "actions:new", "problem"),
    Mending.EVIDENCE: ("Inscrire un constat", "problems:evidence", "pk"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is lacking, and the form where it is written (none when only time is)."""

    what: str
    label: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the life, as it is drawn: passed, skipped, present or to come."""

    label: str
    place: str

    @property
    def said(self) -> str:
        """What a screen reader says of it."""
        return {"passed": "passée", "skipped": "non franchie", "present": "en cours", "coming": "à venir"}[self.place]


@dataclass(frozen=True, slots=True)
class Standing:
    """The path, the next move with what it lacks; `is_off` when the problem left the path, or came back to it."""

    steps: list[Step]
    is_off: bool
    move: str
    label: str
    lacks: list[Missing]


@dataclass(frozen=True, slots=True)
class Advised:
    """Where an unmet criterion leads, and the form of that exit, already begun."""

    criterion: str
    words: str
    address: str


def standing_of(problem: Problem, now: datetime) -> Standing:
    """Where this problem stands now. Gates read only what all its readers read."""
    move = FORWARD.get(State(problem.state), "")
    return Standing(
        steps=_path(problem),
        is_off=problem.state not in PATH,
        move=move,
        label=PROBLEM_LIFECYCLE.steps[move].label if move else "",
        lacks=told(problem, missing(problem, move, now)),
    )


def held_back(problem: Problem, moves: Iterable[str], standing: Standing, now: datetime) -> dict[str, list[Missing]]:
    """Of these moves, those that the gates would refuse now, each with what it lacks: they get no button."""
    lacks = {
        move: standing.lacks if move == standing.move else told(problem, missing(problem, move, now)) for move in moves
    }
    return {move: found for move, found in lacks.items() if found}


def told(problem: Problem, lacks: Iterable[Lack]) -> list[Missing]:
    """What is lacking, with the form that mends it."""
    return [_told(problem, lack) for lack in lacks]


def exits_advised(problem: Problem, answers: Iterable[Admission]) -> list[Advised]:
    """The exits advised by the criteria that are not met (service ordinaire, autre cadre, à surveiller)."""
    address = reverse("problems:move", kwargs={"pk": problem.pk})
    return [
        Advised(
            answer.get_criterion_display().split(" :")[0],
            EXITS[answer.criterion].words,
            f"{address}?{urlencode([('move', EXITS[answer.criterion].move), *EXITS[answer.criterion].initial])}",
        )
        for answer in answers
        if not answer.is_met and answer.criterion in EXITS
    ]


def _told(problem: Problem, lack: Lack) -> Missing:
    if lack.mending not in MENDINGS:
        return Missing(lack.what)
    label, name, argument = MENDINGS[lack.mending]
    return Missing(lack.what, label, reverse(name, kwargs={argument: problem.pk}))


def _path(problem: Problem) -> list[Step]:
    """The steps, « Résolu » being skipped by what closed without being solved."""
    here = PATH.index(State(problem.state)) if problem.state in PATH else -1
    places = ["passed" if rank < here else "present" if rank == here else "coming" for rank in range(len(PATH))]
    if problem.state == State.CLOSED and problem.outcome not in SOLVED:
        places[PATH.index(State.RESOLVED)] = "skipped"
    return [Step(step.label, place) for step, place in zip(PATH, places, strict=True)]
