"""Collisions between planned operations and what the groups plan, for the readers of a drawer (decision 4).

Who holds no drawer costs no query here and gets the same empty answer, whatever the drawers hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

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
from palier.territory.models import Place

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
        return f"{when}, {'même problématique' if self.metres == 0 else f'à {max(self.metres, 10)} m'}"


def collisions_for(actor: Actor, today: date, problem: Problem | None = None) -> list[Collision]:
    """What is planned within a day and 300 m of the operations that this reader's drawers hold, soonest first."""
    if not actor.drawers:
        return []
    notes = SealedNote.objects.visible_to(actor).filter(planned_on__gte=today - DAYS).order_by("planned_on", "id")
    rows = list(notes.select_related("problem__place")[:_MOST])
    found = [one for note in rows for one in (*_actions(actor, note), *_meetings(actor, note))]
    if problem is not None:
        found = [one for one in found if problem.pk in _problems_of(one)]
    return sorted(found, key=lambda one: (one.day, str(one.planned.pk)))


def collision_of(actor: Actor, today: date, action: Action) -> Collision | None:
    """The soonest operation this action collides with, for a reader of its drawer."""
    return next((one for one in collisions_for(actor, today) if one.planned == action), None)


def _actions(actor: Actor, note: SealedNote) -> list[Collision]:
    rows = (
        actions_for(actor).select_related("problem__place", "organisation").exclude(organisation__type__is_police=True)
    )
    close = rows.filter(_near(note, "problem"), state__in=LIVING_ACTION, due__range=_days(note))
    found = [(action, _metres(note, action.problem)) for action in close[:_MOST]]
    return [Collision(note, action, action.due, far) for action, far in found if far is not None]


def _meetings(actor: Actor, note: SealedNote) -> list[Collision]:
    first, last = _days(note)
    rows = AgendaItem.objects.visible_to(actor).filter(_near(note, "problem"), meeting__state=MeetingState.PLANNED)
    close = rows.filter(meeting__planned_at__date__range=(first, last)).select_related("meeting", "problem__place")
    found: dict[Meeting, int] = {}
    for item in close[:_MOST]:
        far = _metres(note, item.problem)
        if far is not None:
            found[item.meeting] = min(far, found.get(item.meeting, far))
    return [Collision(note, meeting, day_of(meeting.planned_at), far) for meeting, far in found.items()]


def _days(note: SealedNote) -> tuple[date, date]:
    day = note.planned_on or date.max
    return day - DAYS, day + DAYS


def _near(note: SealedNote, path: str) -> Q:
    """The same problem, or a place in the box around the problem's."""
    here = Q(**{path: note.problem_id}) | Q(**{f"{path}__place": note.problem.place_id})
    place = note.problem.place
    if place.latitude is None or place.longitude is None:
        return here
    box = box_around(place.longitude, place.latitude, METRES)
    inside = {
        f"{path}__place__latitude__range": (box.south, box.north),
        f"{path}__place__longitude__range": (box.west, box.east),
    }
    return here | Q(**inside)


def _metres(note: SealedNote, problem: Problem) -> int | None:
    """How far, zero for the same problem or place; None beyond the limit: a box has corners."""
    here, there = note.problem.place, problem.place
    if problem.pk == note.problem_id or here.pk == there.pk:
        return 0
    far = _between(here, there)
    return None if far is None or far > METRES else round(far, -1)


def _between(here: Place, there: Place) -> int | None:
    if None in (here.latitude, here.longitude, there.latitude, there.longitude):
        return None
    points: Sequence[float] = (here.longitude, here.latitude, there.longitude, there.latitude)  # type: ignore[assignment]
    return round(metres_between(*points))


def _problems_of(one: Collision) -> set[object]:
    of_action = {one.planned.problem_id} if isinstance(one.planned, Action) else set()
    return {one.note.problem_id, *of_action}
