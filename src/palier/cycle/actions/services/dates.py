"""Moving a date, or waiting legitimately: counted and told alike for all."""

from datetime import date, datetime, timedelta

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, holds, require
from palier.cycle.actions.lifecycle import ACTION_LIFECYCLE, LIVING, State, speaks_for_owner_or_leads
from palier.cycle.actions.models import Action, Postponement
from palier.cycle.actions.services.writing import change
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused
from palier.workflow.changes import text_change
from palier.workflow.engine import advance

# Further than that, a date is a slip of the finger, or a way of never answering.
FARTHEST = timedelta(days=366)


def postpone_action(*, actor: Actor, action: Action, due: date, reason: str, now: datetime, today: date) -> Action:
    """Move the date. The first one stays, the moves are counted, the police's included (decision 25).

    A date given to what was blocked lifts the block: it is awaited, and reminded of, again.
    """
    require(actor, Verb.ACTION_ANSWER, action.problem.group_id)
    speaks_for_owner_or_leads(action, actor, {})
    if action.state not in LIVING:
        raise Refused("L’échéance d’une action terminée ne se reporte pas.")
    _check_day(due, today, "due")
    leads = holds(actor, Verb.ACTION_LEAD, action.problem.group_id)
    if due == action.due or (due < action.due and not leads):
        raise Refused(
            "La nouvelle échéance doit être après l’échéance actuelle ; le chef de secteur peut l’avancer.", field="due"
        )
    if not reason.strip():
        raise Refused("Dites pourquoi l’échéance est reportée.", field="reason")
    with transaction.atomic():
        moved = Postponement(action=action, due_before=action.due, due_after=due, reason=reason.strip(), at=now)
        change(action, {"due": due, "postponements": action.postponements + 1, "on_hold_until": None})
        moved.save(force_insert=True)
        said = ["échéance", f"{moved.due_before:%d/%m/%Y}", f"{due:%d/%m/%Y}"]
        payload = {"changes": [said, text_change("motif", "", moved.reason)]}
        record_event(Event.ACTION_POSTPONE, actor=actor, at=now, subject=subject_of(action), payload=payload)
        if action.state == State.BLOCKED:
            advance(action, ACTION_LIFECYCLE, "start", actor=actor, now=now)
    return action


def hold_action(*, actor: Actor, action: Action, until: date, now: datetime, today: date) -> Action:
    """Legitimately on hold until a day: not late meanwhile; the due date stays."""
    require(actor, Verb.ACTION_ANSWER, action.problem.group_id)
    speaks_for_owner_or_leads(action, actor, {})
    if action.state not in LIVING:
        raise Refused("Une action terminée ne se met pas en attente.")
    _check_day(until, today, "until")
    with transaction.atomic():
        change(action, {"on_hold_until": until})
        payload = {"until": until.isoformat()}
        record_event(Event.ACTION_HOLD, actor=actor, at=now, subject=subject_of(action), payload=payload)
    return action


def _check_day(day: date, today: date, field: str) -> None:
    if day <= today:
        raise Refused("Indiquez un jour à venir.", field=field)
    if day > today + FARTHEST:
        raise Refused(f"Un an au plus : jusqu’au {today + FARTHEST:%d/%m/%Y}.", field=field)
