"""Climbing the ladder: each morning, whoever keeps silent about an action is reminded, and each step is recorded."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.cycle.actions.ladder import OF_A_PROMISE, OF_A_PROPOSAL, Rung, Step, reached
from palier.cycle.actions.lifecycle import State
from palier.cycle.actions.models import Action, Reminder
from palier.cycle.problems.lifecycle import LIVING as LIVING_PROBLEM
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.clock import day_of

# Told and not followed by a word: what is blocked said why, and waits for somebody else.
SILENT = (State.PROPOSED, State.ACCEPTED, State.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Silence:
    """An action that nobody speaks of, the day this is counted from, and the ladder it climbs."""

    action: Action
    since: date
    steps: tuple[Step, ...]

    @classmethod
    def about(cls, action: Action) -> Self:
        """A proposal is silent since it was made; a promise, since its due date."""
        if action.state == State.PROPOSED:
            return cls(action, day_of(action.state_since), OF_A_PROPOSAL)
        return cls(action, action.due, OF_A_PROMISE)


def remind(*, actor: Actor, now: datetime, today: date) -> int:
    """Climb one rung for each silent action whose day has come; how many were. The same day twice is once."""
    silent = [Silence.about(action) for action in _silent(today).select_related("problem")]
    climbed = _climbed(today)
    done = 0
    for silence in silent:
        known = climbed[silence.action.pk, silence.since]
        rung = reached(silence.steps, since=silence.since, climbed=known, today=today)
        done += rung is not None and _climb(actor, silence, rung, now, today)
    return done


def _silent(today: date) -> QuerySet[Action]:
    """Those that a rung may concern today."""
    rows = Action.objects.unsealed("reminding").filter(state__in=SILENT, problem__state__in=LIVING_PROBLEM)
    near = today - timedelta(days=OF_A_PROMISE[0].days)
    return rows.filter(Q(state=State.PROPOSED) | Q(due__lte=near)).exclude(on_hold_until__gte=today)


def _climbed(today: date) -> dict[tuple[UUID, date], dict[str, date]]:
    found: dict[tuple[UUID, date], dict[str, date]] = defaultdict(dict)
    rows = Reminder.objects.unsealed("reminding").filter(action__in=_silent(today).order_by().values("pk"))
    for action_id, since, rung, sent_on in rows.values_list("action", "since", "rung", "sent_on"):
        found[action_id, since][rung] = sent_on
    return found


def _climb(actor: Actor, silence: Silence, rung: Rung, now: datetime, today: date) -> bool:
    try:
        with transaction.atomic():
            # The row first: a second worker stops here, before the journal.
            Reminder.objects.create(action=silence.action, rung=rung, since=silence.since, sent_on=today)
            payload = {"rung": rung.value, "since": silence.since.isoformat()}
            subject = subject_of(silence.action)
            record_event(Event.ACTION_REMIND, actor=actor, at=now, subject=subject, payload=payload)
    except IntegrityError:
        return False
    return True
