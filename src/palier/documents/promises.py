"""How a promise reads on paper, as it stood at the end of the meeting."""

from datetime import datetime

from django.utils import timezone

from palier.cycle.actions.lifecycle import PROMISED, State
from palier.cycle.actions.models import Action
from palier.cycle.meetings.models import Meeting
from palier.documents.typesetting import french_date


def outcome_of(action: Action, meeting: Meeting) -> str:
    """What had become of a promise when the meeting ended; what happened since is for the next minutes."""
    end = end_of(meeting)
    if action.state == State.DONE and action.done_on and action.done_on <= timezone.localtime(end).date():
        return f"Fait le {french_date(action.done_on)}"
    if action.state == State.BLOCKED:
        return f"Bloqué : {action.block_reason}"
    if action.state in (State.DECLINED, State.ABANDONED) and action.state_since <= end:
        reason = action.decline_reason or action.abandon_reason
        return f"{State(action.state).label} : {reason}" if reason else State(action.state).label
    moved = f" ({_count(action.postponements)} de l’échéance)" if action.postponements else ""
    if action.due < timezone.localtime(end).date():
        return f"En retard{moved}"
    return f"{'Proposé, sans réponse' if action.state == State.PROPOSED else 'En cours'}{moved}"


def response_to(action: Action, meeting: Meeting) -> str:
    """What the owner answered to a decision of this meeting."""
    if action.state == State.DECLINED:
        return "Déclinée"
    if action.accepted_on is None:
        return "Proposée"
    in_session = action.accepted_on == timezone.localtime(meeting.opened_at or meeting.planned_at).date()
    return "Acceptée en séance" if in_session else f"Acceptée le {french_date(action.accepted_on)}"


def is_to_be_kept(action: Action) -> bool:
    """True for a promise still to be kept, or waiting for its answer."""
    return action.state in (State.PROPOSED, *PROMISED)


def _count(times: int) -> str:
    return "1 report" if times == 1 else f"{times} reports"


def end_of(meeting: Meeting) -> datetime:
    """When the meeting ended, or began."""
    return meeting.closed_at or meeting.opened_at or meeting.planned_at
