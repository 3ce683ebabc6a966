"""Opening a problem and writing what it says."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, holds, require
from palier.access.levels import Level
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.lifecycle import ACTIVE, Outcome, State
from palier.cycle.problems.models import Passage, Problem
from palier.cycle.problems.services.references import next_reference
from palier.cycle.problems.services.sources import attach_report
from palier.cycle.reports.models import Report
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused, Stale
from palier.partners.models import Group, Organisation
from palier.territory.models import Place
from palier.workflow.changes import Change, changes_of

# What a form may change; the rest moves by the lifecycle or has its own verb.
CHANGEABLE = frozenset(
    {
        "title",
        "category",
        "second_category",
        "place",
        "gravity",
        "lead_organisation",
        "first_seen",
        "last_seen",
        "moments",
        "frequency",
        "bothered",
        "bothered_number",
    }
)


def open_problem(
    *,
    actor: Actor,
    group: Group,
    title: str,
    category: Category,
    place: Place,
    now: datetime,
    today: date,
    level: Level = Level.GROUP,
    readers: Sequence[Organisation] = (),
    gravity: int = Problem.Gravity.REPEATED,
    report: Report | None = None,
    **values: Any,
) -> Problem:
    """Open a problem, from a report or not. A chief examines it at once; an officer's waits for the chief."""
    require(actor, Verb.PROBLEM_OPEN, group.pk)
    state = State.TO_QUALIFY if holds(actor, Verb.PROBLEM_LEAD, group.pk) else State.REPORTED
    values["origin"] = Problem.Origin.REPORT if report else values.get("origin", Problem.Origin.DIRECT)
    problem = _new(group, level, state, now, {**values, "title": title, "category": category, "place": place})
    problem.gravity = gravity
    if level == Level.NAMED and not readers:
        raise Refused("Désignez au moins une organisation qui lira cette problématique.", field="readers")
    _check(actor, problem)
    with transaction.atomic():
        _insert(actor, problem, readers, today, now=now)
        if report:
            attach_report(actor=actor, report=report, problem=problem, now=now)
    return problem


def take_over_problem(
    *,
    actor: Actor,
    group: Group,
    title: str,
    category: Category,
    place: Place,
    opened_on: date,
    now: datetime,
    state: str = State.IN_PROGRESS,
    outcome: str = "",
    closed_on: date | None = None,
    **values: Any,
) -> Problem:
    """Write a problem of a former tracker in its stated state, marked « repris du tableau » (decision 24).

    The gates of the lifecycle apply from its next move. It is entered and left on the days that the tracker says.
    """
    require(actor, Verb.PROBLEM_LEAD, group.pk)
    if state == State.CLOSED and not outcome:
        raise Refused("Un problème repris comme clos doit dire son résultat.", field="outcome")
    if state == State.MERGED:
        raise Refused("Reprenez plutôt les deux lignes comme une seule problématique.", field="state")
    content = {**values, "title": title, "category": category, "place": place, "outcome": outcome}
    content |= {"origin": Problem.Origin.IMPORT, "closed_on": closed_on}
    problem = _new(group, Level.GROUP, state, now, content)
    problem.created_at = _morning(opened_on, now)
    problem.state_since = _morning(closed_on or opened_on, now)
    _check(actor, problem)
    with transaction.atomic():
        _insert(actor, problem, (), opened_on, now=now, passages=_passages_taken_over(problem, state, outcome))
    return problem


def change_problem(
    *, actor: Actor, problem: Problem, now: datetime, version: int | None = None, **values: Any
) -> Problem:
    """Change what a problem says. `version` is the form's: a faster colleague is not overwritten."""
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    unknown = values.keys() - CHANGEABLE
    if unknown:
        raise ValueError(f"not changeable here: {sorted(unknown)}")
    said = changes_of(problem, values)
    for name, value in values.items():
        setattr(problem, name, value)
    _check(actor, problem)
    return write_fields(actor, problem, values, version or problem.version, now, said=said)


def write_fields(
    actor: Actor,
    problem: Problem,
    values: Mapping[str, Any],
    version: int,
    now: datetime,
    *,
    said: Sequence[Change] | None = None,
) -> Problem:
    """Write these fields over that version of the problem; `Stale` when too late.

    The journal says what changed: `said`, or what the problem in hand said before.
    """
    changes = changes_of(problem, values) if said is None else said
    written = {**values, "version": version + 1, "changed_at": now}
    with transaction.atomic():
        rows = Problem.objects.unsealed("change")
        if not rows.filter(pk=problem.pk, version=version).update(**written):
            raise Stale
        payload = {"changes": list(changes)}
        record_event(Event.PROBLEM_CHANGE, actor=actor, at=now, subject=subject_of(problem), payload=payload)
    for name, value in written.items():
        setattr(problem, name, value)
    return problem


def associate_group(*, actor: Actor, problem: Problem, group: Group, now: datetime) -> Problem:
    """Let another group read the problem at level *group* (decision 5); the owner goes on counting it alone."""
    require(actor, Verb.PROBLEM_LEAD, problem.group_id)
    if group.pk == problem.group_id:
        raise Refused("Ce groupe est déjà celui de la problématique.", field="group")
    if problem.level > Level.GROUP:
        raise Refused("Seule une problématique lue par tout le groupe peut être partagée avec un autre groupe.")
    with transaction.atomic():
        problem.associated_groups.add(group)
        payload = {"associated_group": str(group.pk), "changes": [["groupe associé", "", str(group)]]}
        record_event(Event.PROBLEM_CHANGE, actor=actor, at=now, subject=subject_of(problem), payload=payload)
    return problem


def _new(group: Group, level: Level, state: str, now: datetime, values: dict[str, Any]) -> Problem:
    return Problem(group=group, level=level, state=state, state_since=now, created_at=now, changed_at=now, **values)


def _insert(
    actor: Actor,
    problem: Problem,
    readers: Sequence[Organisation],
    numbered_on: date,
    *,
    now: datetime,
    passages: Sequence[Passage] | None = None,
) -> None:
    problem.reference = next_reference(problem.group, Level(problem.level), numbered_on)
    problem.save(force_insert=True)
    problem.readers.set(readers)
    if passages is None:
        passages = [Passage(problem=problem, number=problem.version, move="open", to_state=problem.state, at=now)]
    Passage.objects.bulk_create(passages)
    payload = {"state": problem.state, "origin": problem.origin}
    record_event(Event.PROBLEM_OPEN, actor=actor, at=now, subject=subject_of(problem), payload=payload)


def _check(actor: Actor, problem: Problem) -> None:
    clearance = actor.clearance_in(problem.group_id)
    if clearance is None or problem.level > clearance:
        raise Refused("Choisissez un niveau de confidentialité que vous lisez dans ce groupe.", field="level")
    if not problem.title.strip():
        raise Refused("Donnez un intitulé : le fait et le lieu.", field="title")
    if problem.place.level > problem.level:
        raise Refused("Ce lieu est plus réservé que la problématique : choisissez un autre lieu.", field="place")
    if problem.first_seen and problem.last_seen and problem.last_seen < problem.first_seen:
        raise Refused("La dernière manifestation ne peut pas précéder la première.", field="last_seen")


def _passages_taken_over(problem: Problem, state: str, outcome: str) -> list[Passage]:
    """In when the tracker opened it; out, when it is out, on the day the tracker says."""
    entered = Passage(
        problem=problem, number=problem.version, move="take_over", to_state=State.OPEN, at=problem.created_at
    )
    if state in ACTIVE:
        entered.to_state = state
        return [entered]
    if state in (State.REPORTED, State.TO_QUALIFY, State.DECLINED):
        entered.to_state = state
        return [entered]
    entered.number -= 1
    left = Passage(
        problem=problem,
        number=problem.version,
        move="take_over",
        from_state=State.OPEN,
        to_state=state,
        outcome=Outcome(outcome) if outcome else "",
        at=problem.state_since,
    )
    return [entered, left]


def _morning(day: date, now: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=now.tzinfo)
