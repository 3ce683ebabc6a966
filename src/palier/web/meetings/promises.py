"""What was promised since the last meeting, as the screens of a meeting show it."""

from typing import Any

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import promised_since_last
from palier.kernel import clock

Line = tuple[Action, bool]


def promises_shown(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """Two lists of (action, is it late): for everybody, and the reserved ones, which are not projected.

    Empty once the meeting is closed: its minutes say what was reviewed, the list of today would contradict them.
    """
    awaits_review = meeting.state in (State.PLANNED, State.OPEN)
    today = clock.today()
    lines = [(one, one.is_late(today)) for one in promised_since_last(actor, meeting)] if awaits_review else []
    return {
        "awaits_review": awaits_review,
        "lines": [line for line in lines if line[0].level <= Level.GROUP],
        "reserved_lines": [line for line in lines if line[0].level > Level.GROUP],
        "promises": [action for action, _ in lines if action.level <= Level.GROUP],
        "reserved": [action for action, _ in lines if action.level > Level.GROUP],
    }
