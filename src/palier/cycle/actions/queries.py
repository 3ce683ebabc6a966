"""Every read of the actions."""

from django.db.models import Prefetch, QuerySet

from palier.access.actor import Actor
from palier.cycle.actions.lifecycle import LIVING
from palier.cycle.actions.models import (
    Action,
    Involvement,
    JointOperation,
    OperationResult,
    OutsideMeasure,
    Postponement,
    Staff,
    Tick,
)
from palier.cycle.problems.models import Problem


def actions_for(actor: Actor) -> QuerySet[Action]:
    """The actions this reader sees, next due first, with what a line of the list shows."""
    rows = Action.objects.visible_to(actor)
    return rows.select_related("problem", "organisation", "contact", "answer").order_by("due", "id")


def actions_of(actor: Actor, problem: Problem) -> QuerySet[Action]:
    """The actions of a problem that this reader sees."""
    return actions_for(actor).filter(problem=problem)


def actions_of_my_organisations(actor: Actor) -> QuerySet[Action]:
    """Still to be kept by the organisations this reader speaks for."""
    return actions_for(actor).filter(organisation__in=actor.organisation_ids, state__in=LIVING)


def moved_dates_of(actor: Actor, action: Action) -> QuerySet[Postponement]:
    """Each time the due date was moved."""
    return Postponement.objects.visible_to(actor).filter(action=action)


def ticks_of(actor: Actor, action: Action) -> QuerySet[Tick]:
    """The days when what recurs was done, last first."""
    return Tick.objects.visible_to(actor).filter(action=action)


def operations_of(actor: Actor, action: Action) -> QuerySet[JointOperation]:
    """The joint operations held for an action, last first, with their counts."""
    staff = Staff.objects.visible_to(actor).select_related("organisation")
    results = OperationResult.objects.visible_to(actor)
    rows = JointOperation.objects.visible_to(actor).filter(action=action)
    return rows.prefetch_related(Prefetch("staff", staff), Prefetch("results", results))


def parts_of(actor: Actor, problem: Problem) -> QuerySet[Involvement]:
    """Where each partner stands on a problem."""
    rows = Involvement.objects.visible_to(actor).filter(problem=problem)
    return rows.select_related("organisation", "problem")


def outside_measures_of(actor: Actor, problem: Problem) -> QuerySet[OutsideMeasure]:
    """What was said of the answers that concern a person: yes or no."""
    return OutsideMeasure.objects.visible_to(actor).filter(problem=problem).select_related("answer")
