"""Every read of the discussion, and who would read a message before it is written."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.access.levels import Level
from palier.access.rows import rule
from palier.cycle.actions.models import Action
from palier.cycle.discussion.models import Remark
from palier.cycle.problems.models import Problem
from palier.partners.actors import seated_in
from palier.partners.models import Organisation

Subject = Problem | Action


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads at one level: the organisations, each with how many of its members."""

    level: Level
    organisations: Sequence[tuple[Organisation, int]]

    @property
    def people(self) -> int:
        """How many persons in all."""
        return sum(count for _, count in self.organisations)


def remarks_of(actor: Actor, subject: Subject) -> QuerySet[Remark]:
    """The messages about a problem (those about its actions apart) or about an action, oldest first."""
    rows = Remark.objects.visible_to(actor).select_related("author", "organisation", "problem")
    rows = rows.prefetch_related("readers")
    return rows.filter(action=subject) if isinstance(subject, Action) else rows.filter(problem=subject, action=None)


def may_write(actor: Actor, subject: Subject) -> bool:
    """True for who sits in a group that reads the subject."""
    return seat_for(actor, subject) is not None


def seat_for(actor: Actor, subject: Subject) -> UUID | None:
    """The group in which this person speaks: the owner's, else an associated one where it sits."""
    problem, own = problem_of(subject), groups_where(actor, Verb.DISCUSSION_WRITE)
    if problem.group_id in own:
        return problem.group_id
    shared = problem.associated_groups.unsealed("where one speaks").filter(pk__in=own).order_by("code")
    return shared.values_list("pk", flat=True).first()


def problem_of(subject: Subject) -> Problem:
    """The problem a subject belongs to."""
    return subject.problem if isinstance(subject, Action) else subject


def levels_for(actor: Actor, subject: Subject) -> list[Level]:
    """The levels this person may write at: never more open than the subject, never above what it reads."""
    group_id = problem_of(subject).group_id
    clearance = actor.clearance_in(group_id)
    allowed = [Level.GROUP] if clearance is None else [Level.GROUP, Level.NAMED]
    if clearance == Level.POLICE:
        allowed.append(Level.POLICE)
    return [level for level in allowed if level >= subject.level]


def own_among_named(actor: Actor, subject: Subject) -> set[UUID]:
    """The organisation a partner speaks for reads what it writes; the police of the group reads by its clearance."""
    seat = actor.seats.get(problem_of(subject).group_id)
    return {seat.organisation_id} if seat and seat.role.clearance != Level.POLICE else set()


def readers_at(
    subject: Subject, levels: Collection[Level], *, named: Collection[UUID] = (), today: date
) -> list[Readers]:
    """Who would read a message at each of these levels, by the one access rule; the same count of queries for all."""
    problem = problem_of(subject)
    shared = problem.associated_groups.unsealed("who reads").values_list("pk", flat=True)
    seated = seated_in([problem.group_id, *shared], today=today)
    seeing = [actor for actor, sees in zip(seated, _see(subject, seated), strict=True) if sees]
    found = [(level, [actor for actor in seeing if _reads(actor, problem, level, named)]) for level in levels]
    ids = {one for _, actors in found for actor in actors for one in _speaks_for(actor, problem, shared)}
    names = {one.pk: one for one in Organisation.objects.filter(pk__in=ids).select_related("type")}
    return [Readers(level, _by_organisation(actors, problem, shared, names)) for level, actors in found]


def _see(subject: Subject, actors: Sequence[Actor]) -> list[bool]:
    """For each actor, whether the access rule opens the subject: one query for all."""
    if not actors:
        return []
    asked: dict[str, Any] = {
        f"reads_{number}": ExpressionWrapper(rule(type(subject), actor), output_field=BooleanField())
        for number, actor in enumerate(actors)
    }
    rows = type(subject).objects.unsealed("who reads").filter(pk=subject.pk).annotate(**asked)
    found = rows.values_list(*asked).get()
    return [bool(sees) for sees in found]


def _reads(actor: Actor, problem: Problem, level: Level, named: Collection[UUID]) -> bool:
    """Among those who see the subject, those whom this level reaches (decision 1)."""
    if level <= Level.GROUP or actor.clearance_in(problem.group_id) == Level.POLICE:
        return True
    return level == Level.NAMED and bool(actor.organisation_ids & set(named))


def _speaks_for(actor: Actor, problem: Problem, shared: Collection[UUID]) -> set[UUID]:
    """The organisation of the seat by which this person reads: in the owner group first."""
    seat = actor.seats.get(problem.group_id)
    found = [seat] if seat else [actor.seats[one] for one in shared if one in actor.seats][:1]
    return {one.organisation_id for one in found}


def _by_organisation(
    actors: Sequence[Actor], problem: Problem, shared: Collection[UUID], names: dict[UUID, Organisation]
) -> list[tuple[Organisation, int]]:
    counted = Counter(one for actor in actors for one in _speaks_for(actor, problem, shared))
    return sorted(((names[one], count) for one, count in counted.items()), key=lambda found: found[0].name)
