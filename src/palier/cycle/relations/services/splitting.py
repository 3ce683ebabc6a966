"""Splitting a problem that turned out to be two."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.actions.lifecycle import LIVING as LIVING_ACTION
from palier.cycle.actions.models import Action
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.models import Problem, Source
from palier.cycle.problems.services import open_problem
from palier.cycle.relations.models import Tie
from palier.cycle.relations.services.carrying import carry_actions, carry_sources, touch
from palier.cycle.relations.services.ties import note_both
from palier.journal.events import Event
from palier.kernel.errors import Refused
from palier.territory.models import Place


def split_problem(
    *,
    actor: Actor,
    problem: Problem,
    title: str,
    category: Category,
    place: Place,
    sources: Sequence[Source],
    now: datetime,
    today: date,
    actions: Sequence[Action] = (),
) -> Problem:
    """Open a second problem with part of the first one's sources and actions; each says where the other is.

    It is read by the same people as the first: a split opens nothing and closes nothing.
    """
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    if problem.state not in LIVING:
        raise Refused("Cette problématique n’est plus suivie : rouvrez-la d’abord.")
    if not sources and not actions:
        raise Refused("Choisissez au moins un signalement ou une action qui part.", field="sources")
    if place.pk == problem.place_id and category.pk == problem.category_id:
        raise Refused("Donnez un autre lieu ou une autre catégorie : sans cela, c’est la même.", field="category")
    held_by = {one.problem_id for one in sources} | {one.problem_id for one in actions}
    if held_by != {problem.pk} or _is_over(actions):
        raise Refused("L’un des éléments choisis n’est plus dans cette problématique : rechargez la page.")
    with transaction.atomic():
        second = open_problem(
            actor=actor,
            group=problem.group,
            title=title,
            category=category,
            place=place,
            level=Level(problem.level),
            readers=list(problem.readers.all()),
            gravity=problem.gravity,
            now=now,
            today=today,
        )
        second.associated_groups.add(*problem.associated_groups.unsealed("split"))
        carry_sources(actor=actor, sources=sources, to=second, now=now)
        carry_actions(actor=actor, actions=actions, to=second, now=now)
        touch(problem, now)
        Tie.objects.create(kind=Tie.Kind.SPLIT, earlier=problem, later=second, made_at=now)
        note_both(Event.PROBLEM_SPLIT, actor, problem, second, now)
    return second


def _is_over(actions: Sequence[Action]) -> bool:
    return any(action.state not in LIVING_ACTION for action in actions)
