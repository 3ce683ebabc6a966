"""Promises as the screens of a meeting show them: those for everybody, and the reserved ones, not to be projected."""

from collections.abc import Container, Iterable
from typing import Any
from uuid import UUID

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import promised_since_last, unheard_of
from palier.kernel import clock

# The action, whether it is late, whether nothing was heard of it since the last meeting.
Line = tuple[Action, bool, bool]


def promises_shown(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """What was promised since the last meeting, to review.

    Empty once the meeting is closed: its minutes say what was reviewed, the list of today would contradict them.
    """
    awaits_review = meeting.state in (State.PLANNED, State.OPEN)
    found = promised_since_last(actor, meeting) if awaits_review else []
    return {"awaits_review": awaits_review, **apart(found, unheard_of(actor, meeting) if awaits_review else ())}


def apart(actions: Iterable[Action], silent: Container[UUID] = ()) -> dict[str, list[Line]]:
    """The actions, late and silent or not, in `lines` for everybody and `reserved_lines` above group level."""
    today = clock.today()
    lines = [(action, action.is_late(today), action.pk in silent) for action in actions]
    return {
        "lines": [line for line in lines if line[0].level <= Level.GROUP],
        "reserved_lines": [line for line in lines if line[0].level > Level.GROUP],
    }


def every_action(context: dict[str, Any]) -> list[Action]:
    """The actions of both lists, for the log of consultations."""
    return [action for action, *_ in (*context["lines"], *context["reserved_lines"])]
