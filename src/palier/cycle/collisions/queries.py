"""Collisions between planned operations and what the groups plan, for the readers of a drawer (decision 4).

Who holds no drawer costs no query here and gets the same empty answer, whatever the drawers hold.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q

from palier.access.actor import Actor
from palier.cycle.actions.lifecycle import LIVING as LIVING_ACTION
from palier.cycle.actions.models import Action
from palier.cycle.actions.queries import actions_for
from palier.cycle.meetings.lifecycle import State as MeetingState
from palier.cycle.meetings.models import AgendaItem, Meeting
from palier.cycle.problems.models import Problem, SealedNote
from palier.geo.distances import box_around, metres_between
from palier.kernel.clock import day_of

# Around the day and the place of an operation.
DAYS = timedelta(days=1)
METRES = 300
# The first day that collides no more.
CLEAR = DAYS + timedelta(days=1)
NEUTRAL = (
    ("service", "Organisation du service"),
    ("teams", "Disponibilité des équipes"),
    ("calendar", "Mise en cohérence du calendrier du groupe"),
)
_MOST = 50
_MOST_PLANNED = 500


@dataclass(frozen=True, slots=True)
class Collision:
    """One thing planned too close to an operation, and what is known of the operation."""

    note: SealedNote
    planned: Action | Meeting
    day: date
    metres: int

    @property
    def is_action(self) -> bool:
        """True for an action, whose date may be moved here."""
        return isinstance(self.planned, Action)

    @property
    def why(self) -> str:
        """How close, in a few words."""
        gap = (self.day - self.note.planned_on).days if self.note.planned_on else 0
        when = {-1: "la veille", 0: "le même jour", 1: "le lendemain"}[gap]
        return f"{when}, {'même lieu' if self.metres == 0 else f'à {max(self.metres, 10)} m'}"


def collisions_for(actor: Actor, today: date, problem: Problem | None = None) -> list[Collision]:
    """What is planned within a day and 300 m of the operations that this reader's drawers hold, soonest first.

    Three readings, however many operations there are.
    """
    if not actor.drawers:
        return []
    notes = SealedNote.objects.visible_to(actor).filter(planned_on__gte=today - DAYS).order_by("planned_on", "id")
    rows = list(notes.select_related("problem__place")[:_MOST])
    found = [*_actions(actor, rows), *_meetings(actor, rows)] if rows else []
    if problem is not None:
        found = [one for one in found if problem.pk in _problems_of(one)]
    return sorted(found, key=lambda one: (one.day, str(one.planned.pk)))


def collision_of(actor: Actor, today: date, action: Action) -> Collision | None:
    """The soonest operation this action collides with, for a reader of its drawer."""
    return next((one for one in collisions_for(actor, today) if one.planned == action), None)


def _actions(actor: Actor, notes: list[SealedNote]) -> list[Collision]:
    near = reduce(or_, (_near(note) & Q(due__range=_days(note)) for note in notes))
    others = actions_for(actor).exclude(organisation__type__is_police=True)
    rows = others.filter(near, state__in=LIVING_ACTION).select_related("problem__place", "organisation")
    return _close(notes, [(action, action.due, action.problem) for action in rows[:_MOST_PLANNED]])


def _meetings(actor: Actor, notes: list[SealedNote]) -> list[Collision]:
    near = reduce(or_, (_near(note) & Q(meeting__planned_at__date__range=_days(note)) for note in notes))
    items = AgendaItem.objects.visible_to(actor).filter(near, meeting__state=MeetingState.PLANNED)
    rows = items.select_related("meeting", "problem__place")[:_MOST_PLANNED]
    found = _close(notes, [(item.meeting, day_of(item.meeting.planned_at), item.problem) for item in rows])
    # A meeting is told once for an operation: by the closest of its points.
    nearest = {(one.note.pk, one.planned.pk): one for one in sorted(found, key=lambda one: -one.metres)}
    return list(nearest.values())


def _close(notes: list[SealedNote], planned: Iterable[tuple[Action | Meeting, date, Problem]]) -> list[Collision]:
    """Each operation with what is planned near it: the readings gather what is near any of them, and boxes."""
    found = []
    for what, day, problem in planned:
        for note in notes:
            first, last = _days(note)
            far = _metres(note, problem) if first <= day <= last else None
            if far is not None:
                found.append(Collision(note, what, day, far))
    return found


def _days(note: SealedNote) -> tuple[date, date]:
    day = note.planned_on or date.max
    return day - DAYS, day + DAYS


def _near(note: SealedNote) -> Q:
    """The place of the operation's problem, or one in the box around it."""
    place = note.problem.place
    here = Q(problem__place=place)
    if place.latitude is None or place.longitude is None:
        return here
    box = box_around(place.longitude, place.latitude, METRES)
    return here | Q(
        problem__place__latitude__range=(box.south, box.north),
        problem__place__longitude__range=(box.west, box.east),
    )


def _metres(note: SealedNote, problem: Problem) -> int | None:
    """How far, zero for the same place; None beyond the limit, which the corners of a box are, or when unknown."""
    here, there = note.problem.place, problem.place
    if here.pk == there.pk:
        return 0
    if here.longitude is None or here.latitude is None or there.longitude is None or there.latitude is None:
        return None
    far = round(metres_between(here.longitude, here.latitude, there.longitude, there.latitude))
    return None if far > METRES else round(far, -1)


def _problems_of(one: Collision) -> set[object]:
    of_action = {one.planned.problem_id} if isinstance(one.planned, Action) else set()
    return {one.note.problem_id, *of_action}
