"""What was tried on the same kind of problem and place, and how it ended; what a weak plan leaves out.

Only what the reader sees is counted: a number never betrays what is hidden (decision 6).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from palier.access.actor import Actor
from palier.cycle.actions.lifecycle import LIVING, State
from palier.cycle.actions.models import Action
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.lifecycle import SOLVED
from palier.cycle.problems.lifecycle import State as ProblemState
from palier.cycle.problems.models import Problem

Family = Answer.Kind
TRIED = (State.ACCEPTED, State.IN_PROGRESS, State.DONE, State.BLOCKED)
ENDED = (ProblemState.RESOLVED, ProblemState.CLOSED)


@dataclass(frozen=True, slots=True)
class Tried:
    """One answer of the catalogue: on how many problems alike it was tried, done, and how these ended."""

    answer: str
    family: str
    problems: int
    done: int
    ended: int
    solved: int


@dataclass(frozen=True, slots=True)
class Precedents:
    """What was tried, and on what: the same category when there is any, else the same family."""

    tried: list[Tried]
    is_same_category: bool


def tried_alike(actor: Actor, problem: Problem) -> Precedents:
    """What was tried on the other problems of this kind, in places of this kind; most often tried first."""
    for is_same, like in (
        (True, Q(problem__category=problem.category_id)),
        (False, Q(problem__category__family=problem.category.family_id)),
    ):
        if tried := _tried(actor, problem, like):
            return Precedents(tried, is_same)
    return Precedents([], is_same_category=True)


def _tried(actor: Actor, problem: Problem, like: Q) -> list[Tried]:
    rows: QuerySet[Action] = Action.objects.visible_to(actor).filter(like, answer__isnull=False, state__in=TRIED)
    rows = rows.filter(problem__place__kind=problem.place.kind_id).exclude(problem=problem)
    ended = Q(problem__state__in=ENDED)
    counted = (
        rows.order_by()
        .values("answer__label", "answer__family")
        .annotate(
            problems=Count("problem", distinct=True),
            done=Count("problem", distinct=True, filter=Q(state=State.DONE)),
            ended=Count("problem", distinct=True, filter=ended),
            solved=Count("problem", distinct=True, filter=ended & Q(problem__outcome__in=SOLVED)),
        )
        .order_by("-problems", "answer__label")
    )
    return [
        Tried(
            answer=row["answer__label"],
            family=str(Family(row["answer__family"]).label),
            problems=row["problems"],
            done=row["done"],
            ended=row["ended"],
            solved=row["solved"],
        )
        for row in counted
    ]


def families_left_out(actions: Iterable[Action]) -> list[str]:
    """The other families, when all that is planned is presence: the usual sign of a weak plan (requirement 22).

    Empty for an empty plan, and as soon as one answer is of another family or of none.
    """
    planned = [action for action in actions if action.state in (*LIVING, State.DONE)]
    if not planned or any(action.answer is None or action.answer.family != Family.PRESENCE for action in planned):
        return []
    left = (Family.WORKS, Family.MEDIATION, Family.TENANCY, Family.REGULATION, Family.CONTROL, Family.STUDY)
    return [str(family.label) for family in left]
