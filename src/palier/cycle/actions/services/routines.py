"""What recurs is ticked, day by day: light enough to be done standing."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.actions.lifecycle import PROMISED, speaks_for_owner_or_leads
from palier.cycle.actions.models import Action, Tick
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.clock import day_of
from palier.kernel.errors import Refused

# What was done may be ticked afterwards, as long as somebody remembers.
BACK = timedelta(days=31)


def tick(*, actor: Actor, action: Action, day: date, now: datetime, today: date, note: str = "") -> Tick:
    """Write that it was done that day; once a day."""
    _check(actor, action)
    if not action.recurs:
        raise Refused("Cette action se fait une fois : dites plutôt « C’est fait ».")
    if action.state not in PROMISED:
        raise Refused("Cette action n’est pas en cours.")
    if day > today or day < max(today - BACK, day_of(action.created_at)):
        raise Refused("Indiquez un jour des trente et un derniers, depuis que l’action est inscrite.", field="day")
    try:
        with transaction.atomic():
            made = Tick.objects.create(action=action, day=day, note=note.strip(), at=now)
            payload = {"day": day.isoformat()}
            record_event(Event.ACTION_TICK, actor=actor, at=now, subject=subject_of(action), payload=payload)
    except IntegrityError:
        raise Refused(f"Le {day:%d/%m/%Y} est déjà coché.", field="day") from None
    return made


def untick(*, actor: Actor, ticked: Tick, now: datetime) -> None:
    """It was not done that day after all."""
    action = ticked.action
    _check(actor, action)
    if action.state not in PROMISED:
        raise Refused("Cette action n’est pas en cours.")
    with transaction.atomic():
        Tick.objects.unsealed("untick").filter(pk=ticked.pk).delete()
        payload = {"day": ticked.day.isoformat()}
        record_event(Event.ACTION_UNTICK, actor=actor, at=now, subject=subject_of(action), payload=payload)


def expected_ticks(action: Action, *, today: date) -> int:
    """How many times it should have been done by today, since it was accepted; 0 for what is done once."""
    if not action.recurs or action.accepted_on is None:
        return 0
    last = min(today, action.done_on or today, action.due)
    return max(0, (last - action.accepted_on).days // action.every_days)


def _check(actor: Actor, action: Action) -> None:
    require(actor, Verb.ACTION_ANSWER, action.problem.group_id)
    speaks_for_owner_or_leads(action, actor, {})
