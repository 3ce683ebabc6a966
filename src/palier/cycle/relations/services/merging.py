"""Merging two problems whole: sources, open actions, links and groups follow. Undone until the next write."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.actions.lifecycle import LIVING as LIVING_ACTION
from palier.cycle.actions.models import Action
from palier.cycle.problems import services as problems
from palier.cycle.problems.lifecycle import BEFORE_ADMISSION
from palier.cycle.problems.models import Problem, Source
from palier.cycle.relations.models import Handover, Merger, Tie
from palier.cycle.relations.queries import written_since
from palier.cycle.relations.services.carrying import carry_actions, carry_sources, touch
from palier.cycle.relations.services.ties import note_both
from palier.journal.events import Event
from palier.kernel.errors import Refused
from palier.partners.models import Group


def merge_problems(*, actor: Actor, problem: Problem, into: Problem, now: datetime) -> Problem:
    """This problem leads to the other from now on, and what it held goes there. Nothing becomes more open."""
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    was_admitted = problem.state not in BEFORE_ADMISSION
    _check(problem, into)
    with transaction.atomic():
        problems.merge_problem(actor=actor, problem=problem, into=into, now=now)
        carried = {
            "sources": _sources(actor, problem, into, now),
            "actions": _actions(actor, problem, into, now),
            "ties": _ties(problem, into),
            "groups": _groups(problem, into),
        }
        # What only the police read changes no date that others read (decision 6).
        if problem.level <= into.level:
            touch(into, now)
        seq = note_both(Event.PROBLEM_MERGE, actor, problem, into, now)
        kept = {name: [str(one) for one in ids] for name, ids in carried.items()}
        Merger.objects.create(absorbed=problem, into=into, was_admitted=was_admitted, carried=kept, seq=seq, at=now)
    return problem


def undo_merge(*, actor: Actor, problem: Problem, now: datetime) -> Problem:
    """The two problems are two again, each with what it held, as long as nothing was written since."""
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    merger = Merger.objects.unsealed("undo").filter(absorbed=problem).select_related("into").first()
    if merger is None or written_since(merger):
        raise Refused("Les deux ont changé depuis la fusion : elle ne se défait plus. Divisez plutôt l’autre.")
    with transaction.atomic():
        problems.separate_problem(actor=actor, problem=problem, was_admitted=merger.was_admitted, now=now)
        carried = merger.carried
        sources = Source.objects.unsealed("undo").filter(pk__in=carried["sources"]).select_related("report")
        carry_sources(actor=actor, sources=list(sources), to=problem, now=now)
        actions = Action.objects.unsealed("undo").filter(pk__in=carried["actions"])
        carry_actions(actor=actor, actions=list(actions), to=problem, now=now)
        for tie in Tie.objects.unsealed("undo").filter(pk__in=carried["ties"]):
            _turn(tie, merger.into_id, problem.pk)
        merger.into.associated_groups.remove(*carried["groups"])
        if problem.level <= merger.into.level:
            touch(merger.into, now)
        note_both(Event.PROBLEM_SEPARATE, actor, problem, merger.into, now)
        Merger.objects.unsealed("undo").filter(pk=merger.pk).delete()
    return problem


def _check(problem: Problem, into: Problem) -> None:
    """Who was named on the one must be named on the other: their own promises would leave their sight."""
    if problem.level == Level.NAMED and (into.level != Level.NAMED or _named(problem) != _named(into)):
        raise Refused(
            "Ces deux problématiques ne sont pas lues par les mêmes organisations désignées : liez-les plutôt.",
            field="into",
        )
    if Handover.objects.unsealed("merge").filter(problem__in=[problem, into], ending="").exists():
        raise Refused("Une transmission à un autre groupe attend sa réponse : retirez-la d’abord.", field="into")


def _named(problem: Problem) -> set[UUID]:
    return set(problem.readers.values_list("pk", flat=True))


def _sources(actor: Actor, problem: Problem, into: Problem, now: datetime) -> list[UUID]:
    rows = Source.objects.unsealed("merge").filter(problem=problem).select_related("report")
    return carry_sources(actor=actor, sources=list(rows), to=into, now=now)


def _actions(actor: Actor, problem: Problem, into: Problem, now: datetime) -> list[UUID]:
    rows = Action.objects.unsealed("merge").filter(problem=problem, state__in=LIVING_ACTION)
    return carry_actions(actor=actor, actions=list(rows), to=into, now=now)


def _groups(problem: Problem, into: Problem) -> list[Any]:
    if into.level > Level.GROUP or problem.level > Level.GROUP:
        return []
    known = into.associated_groups.unsealed("merge").values("pk")
    new = problem.associated_groups.unsealed("merge").exclude(pk__in=known).exclude(pk=into.group_id)
    groups = list(Group.objects.unsealed("merge").filter(pk__in=new.values("pk")))
    into.associated_groups.add(*groups)
    return [group.pk for group in groups]


def _ties(problem: Problem, into: Problem) -> list[UUID]:
    """The links of the one become the other's, but for those that it already has, or that would lead to itself."""
    known = {into.pk}
    for tie in Tie.objects.unsealed("merge").filter(Q(earlier=into) | Q(later=into)):
        known |= {tie.earlier_id, tie.later_id}
    turned = []
    for tie in Tie.objects.unsealed("merge").filter(Q(earlier=problem) | Q(later=problem)):
        if not {tie.earlier_id, tie.later_id} - {problem.pk} & known:
            _turn(tie, problem.pk, into.pk)
            turned.append(tie.pk)
    return turned


def _turn(tie: Tie, end: UUID, to: UUID) -> None:
    name = "earlier_id" if tie.earlier_id == end else "later_id"
    Tie.objects.unsealed("merge").filter(pk=tie.pk).update(**{name: to})
