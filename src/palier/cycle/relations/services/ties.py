"""Saying that two problems have to do with each other. A link touches neither problem's dates nor its version."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.problems.models import Problem
from palier.cycle.relations.models import Tie
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import NotGranted, Refused, Stale


def tie_problems(*, actor: Actor, problem: Problem, other: Problem, kind: str, now: datetime) -> Tie:
    """Say that `problem` is tied to `other`, which came before it."""
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    if not Problem.objects.visible_to(actor).filter(pk=other.pk).exists():
        raise NotGranted("Cette problématique ne vous est pas ouverte.")
    if other.pk == problem.pk:
        raise Refused("Choisissez une autre problématique que celle-ci.", field="other")
    if _between(problem, other).exists():
        raise Refused("Ces deux problématiques sont déjà liées : retirez d’abord le lien.", field="other")
    with transaction.atomic():
        tie = Tie.objects.create(kind=kind, earlier=other, later=problem, made_at=now)
        note_both(Event.PROBLEM_TIE, actor, problem, other, now, kind=kind)
    return tie


def untie_problems(*, actor: Actor, problem: Problem, tie: Tie, now: datetime) -> None:
    """Take a link away, from the end that the actor leads. What a split left behind stays."""
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    if tie.kind == Tie.Kind.SPLIT:
        raise Refused("Ce lien dit d’où vient la problématique : il ne se retire pas.")
    with transaction.atomic():
        if not Tie.objects.unsealed("untie").filter(pk=tie.pk).delete()[0]:
            raise Stale
        other = tie.later if tie.earlier_id == problem.pk else tie.earlier
        note_both(Event.PROBLEM_UNTIE, actor, problem, other, now, kind=tie.kind)


def note_both(event: Event, actor: Actor, one: Problem, other: Problem, now: datetime, **payload: str) -> int:
    """One entry about each problem, each read from the stricter of the two levels; the place of the last one."""
    level, seq = Level(max(one.level, other.level)), 0
    for subject, end in ((one, other), (other, one)):
        about = replace(subject_of(subject), level=level)
        seq = record_event(event, actor=actor, at=now, subject=about, payload={**payload, "other": str(end.pk)}).seq
    return seq


def _between(one: Problem, other: Problem) -> QuerySet[Tie]:
    either = Q(earlier=one, later=other) | Q(earlier=other, later=one)
    return Tie.objects.unsealed("already tied").filter(either)
