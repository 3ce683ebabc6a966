"""Writing the agenda as a whole: which points, in what order, for how long, read by whom; a group's usual agenda."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.meetings.agenda import ceiling, open_reasons
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import AgendaItem, AgendaTemplate, Meeting
from palier.cycle.meetings.parking import list_topics_of
from palier.cycle.meetings.reasons import Reason, written
from palier.cycle.meetings.services import hold, is_read_by, record_item, remove_item
from palier.cycle.problems.models import Problem
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused
from palier.partners.models import Group
from palier.partners.services.subjects import about_group

LONGEST_POINT = 240


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the agenda as the chief wants it."""

    problem: Problem
    minutes: int
    is_reserved: bool = False

    @property
    def level(self) -> Level:
        """Never more open than the problem; kept to the police when the chief says so."""
        return Level.POLICE if self.is_reserved else ceiling(self.problem)


def set_agenda(
    *,
    actor: Actor,
    meeting: Meeting,
    points: Sequence[Point],
    dropped: Sequence[Problem] = (),
    now: datetime,
    today: date,
) -> list[AgendaItem]:
    """Write the agenda of a planned meeting in this order; take off the problems dropped.

    A point that somebody added meanwhile is in neither list: it stays, last. One entry for each point that changed,
    as reserved as the point; the order is told to those who read the points that changed places.
    """
    require(actor, Verb.MEETING_LEAD, meeting.group_id)
    if meeting.state != State.PLANNED:
        raise Refused("La séance a commencé : ajoutez ou retirez les points un à un.")
    _check(points, meeting)
    reasons = open_reasons(actor, meeting, now=now, today=today)
    with transaction.atomic():
        hold(meeting, State.PLANNED)
        rows = AgendaItem.objects.unsealed("agenda").filter(meeting=meeting).select_related("problem", "meeting")
        there = {item.problem_id: item for item in rows}
        before = list(there.values())
        for problem in dropped:
            if problem.pk in there:
                remove_item(actor=actor, item=there.pop(problem.pk), now=now)
        items = []
        for point in points:
            item, told = there.pop(point.problem.pk, None), reasons.get(point.problem.pk, {})
            brought = told.get(point.is_reserved, [])
            items.append(_write_point(actor, meeting, point, item, brought=brought, now=now))
        items += there.values()
        for rank, item in enumerate(items, start=1):
            item.rank = rank
        AgendaItem.objects.unsealed("agenda").bulk_update(items, ["rank"])
        _tell_order(actor, meeting, before, items, now)
        list_topics_of(actor=actor, meeting=meeting, items=items, now=now)
    return items


def change_template(*, actor: Actor, group: Group, values: Mapping[str, Any], now: datetime) -> AgendaTemplate:
    """Write the usual agenda of a group: the order of the reasons, their minutes, the fixed points."""
    require(actor, Verb.MEETING_LEAD, group.pk)
    with transaction.atomic():
        rows = AgendaTemplate.objects.unsealed("change")
        template, _ = rows.update_or_create(group=group, defaults=dict(values))
        record_event(Event.AGENDA_TEMPLATE, actor=actor, at=now, subject=about_group(group))
    return template


def _check(points: Sequence[Point], meeting: Meeting) -> None:
    if len({point.problem.pk for point in points}) != len(points):
        raise Refused("Une problématique est deux fois à l’ordre du jour.")
    for point in points:
        if not 1 <= point.minutes <= LONGEST_POINT:
            raise Refused(f"« {point.problem.title} » : de 1 à {LONGEST_POINT} minutes.")
        if not is_read_by(point.problem, meeting.group_id):
            raise Refused("Cette problématique n’est pas lue par ce groupe.")


def _write_point(
    actor: Actor,
    meeting: Meeting,
    point: Point,
    item: AgendaItem | None,
    *,
    brought: Sequence[Reason],
    now: datetime,
) -> AgendaItem:
    values = {"minutes": point.minutes, "level": point.level, "reasons": written(brought)}
    if item is None:
        item = AgendaItem(meeting=meeting, problem=point.problem, rank=0, **values)
        item.save(force_insert=True)
        record_item(Event.AGENDA_ADD, actor, item, now)
        return item
    seen = {name: getattr(item, name) for name in values}
    if seen != values:
        for name, value in values.items():
            setattr(item, name, value)
        item.save(update_fields=list(values))
    if (seen["minutes"], seen["level"]) != (point.minutes, point.level):
        record_item(Event.AGENDA_CHANGE, actor, item, now)
    return item


def _tell_order(
    actor: Actor, meeting: Meeting, before: Sequence[AgendaItem], after: Sequence[AgendaItem], now: datetime
) -> None:
    """Told to the group only when points that it reads changed places; else to the police."""
    kept = {item.pk for item in before} & {item.pk for item in after}
    for level in (Level.GROUP, Level.POLICE):
        old = [item.pk for item in before if item.pk in kept and item.level <= level]
        new = [item.pk for item in after if item.pk in kept and item.level <= level]
        if set(old) == set(new) and old != new:
            record_event(Event.AGENDA_ORDER, actor=actor, at=now, subject=replace(subject_of(meeting), level=level))
            return
