"""The ladder for silence, as data: what is done when, before and after a due date (requirement 24).

A rung is climbed after the one below it only, so that nobody meets the last one first. An answer of any kind (kept,
blocked with its reason, on hold, another date) ends the climb; a new date starts it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices


class Rung(TextChoices):
    """What the responsible organisation, then its head, then the group is told."""

    COMING = "coming", "Rappel avant l’échéance"
    ASKED_AGAIN = "asked_again", "Proposition rappelée"
    ASKED_HEAD = "asked_head", "Proposition rappelée au responsable"
    ASKED_AGENDA = "asked_agenda", "Proposition sans réponse, portée à l’ordre du jour"
    LATE = "late", "Retard rappelé"
    LATE_HEAD = "late_head", "Retard rappelé au responsable"
    LATE_AGENDA = "late_agenda", "Retard porté à l’ordre du jour"


@dataclass(frozen=True, slots=True)
class Step:
    """When a rung is reached: days after the due date (before, when negative), or after the proposal."""

    rung: Rung
    days: int


# Counted from the due date of what was promised.
OF_A_PROMISE = (Step(Rung.COMING, -3), Step(Rung.LATE, 1), Step(Rung.LATE_HEAD, 7), Step(Rung.LATE_AGENDA, 14))
# Counted from the day it was proposed.
OF_A_PROPOSAL = (Step(Rung.ASKED_AGAIN, 5), Step(Rung.ASKED_HEAD, 10), Step(Rung.ASKED_AGENDA, 15))
TO_THE_HEAD = frozenset({Rung.ASKED_HEAD, Rung.LATE_HEAD})
ON_THE_AGENDA = frozenset({Rung.ASKED_AGENDA, Rung.LATE_AGENDA})


def reached(steps: tuple[Step, ...], *, since: date, climbed: Mapping[str, date], today: date) -> Rung | None:
    """The next rung of this ladder, if its day has come; `climbed` holds the day of each one done.

    A rung waits after the one below as many days as separate them: a worker that was stopped for a month does not
    climb the whole ladder in three mornings.
    """
    below: Step | None = None
    for step in steps:
        if step.rung in climbed:
            below = step
            continue
        if step.days < 0 and today > since:
            continue  # too late to remind of what comes
        day = since + timedelta(days=step.days)
        if below and below.days > 0:
            day = max(day, climbed[below.rung] + timedelta(days=step.days - below.days))
        return step.rung if today >= day else None
    return None
