"""Every read of the actions."""

from datetime import date

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.access.levels import Level
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
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.models import Problem
from palier.partners.models import Contact, Organisation
from palier.partners.queries.groups import open_seats


def actions_for(actor: Actor) -> QuerySet[Action]:
    """The actions this reader sees, next due first, with what a line of the list shows."""
    rows = Action.objects.visible_to(actor)
    return rows.select_related("problem", "organisation", "contact", "answer", "noted_by").order_by("due", "id")


def actions_of(actor: Actor, problem: Problem) -> QuerySet[Action]:
    """The actions of a problem that this reader sees."""
    return actions_for(actor).filter(problem=problem)


def organisations_to_ask(actor: Actor, problem: Problem, today: date) -> QuerySet[Organisation]:
    """Whom this reader may ask for something on a problem: those that sit in its group (`sits`), by name, then others.

    None that would never read it. The others answer by link: offered to those who lead, who alone may send one.
    """
    seats = open_seats(problem.group, today).filter(contact__organisation=OuterRef("pk"))
    rows = Organisation.objects.filter(closed_on__isnull=True).annotate(sits=Exists(seats)).select_related("type")
    occasional = Q(type__is_police=False) if _answers_by_link(actor, problem) else Q(pk__in=[])
    rows = rows.filter(Q(sits=True) | occasional)
    if problem.level >= Level.NAMED:
        named = Q(pk__in=problem.readers.values("pk")) if problem.level == Level.NAMED else Q(pk__in=[])
        rows = rows.filter(Q(type__is_police=True) | named)
    return rows.order_by("-sits", "name__folded")


def people_to_ask(
    actor: Actor, problem: Problem, organisations: QuerySet[Organisation], today: date
) -> QuerySet[Contact]:
    """The present people of these organisations, one organisation after the other: where it sits, who sits there."""
    seats = open_seats(problem.group, today)
    rows = Contact.objects.visible_to(actor).filter(departed_on__isnull=True, organisation__in=organisations)
    there = Q(pk__in=seats.values("contact")) | ~Q(organisation__in=seats.values("contact__organisation"))
    return rows.filter(there).select_related("organisation").order_by("organisation__name__folded", "name__folded")


def answers_to_choose(problem: Problem, today: date) -> QuerySet[Answer]:
    """The answers of the catalogue, those usual for this category first (`is_usual`), the others family by family."""
    categories = [key for key in (problem.category_id, problem.second_category_id) if key]
    usual = Answer.objects.filter(categories__in=categories).order_by().values("pk")
    ranks = [When(family=kind, then=Value(rank)) for rank, kind in enumerate(Answer.Kind)]
    rows = Answer.objects.in_use(today).filter(concerns_person=False)
    rows = rows.annotate(is_usual=Q(pk__in=usual), family_rank=Case(*ranks, output_field=IntegerField()))
    return rows.order_by("-is_usual", "family_rank", "partner_type", "code")


def _answers_by_link(actor: Actor, problem: Problem) -> bool:
    return problem.level <= Level.GROUP and holds(actor, Verb.ACTION_LEAD, problem.group_id)


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
    return parts_for(actor).filter(problem=problem)


def parts_for(actor: Actor) -> QuerySet[Involvement]:
    """Where partners stand, on all the problems that this reader sees."""
    return Involvement.objects.visible_to(actor).select_related("organisation", "problem")


def outside_measures_of(actor: Actor, problem: Problem) -> QuerySet[OutsideMeasure]:
    """What was said of the answers that concern a person: yes or no."""
    return OutsideMeasure.objects.visible_to(actor).filter(problem=problem).select_related("answer")
