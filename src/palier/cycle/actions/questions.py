"""The questions that are asked of actions every day: the same conditions for a list, a count, a panel and a health."""

from datetime import date, timedelta

from django.db.models import Q, TextChoices

from palier.cycle.actions.lifecycle import PROMISED, State

WEEK = timedelta(days=7)


class Question(TextChoices):
    """What one looks for among actions, by its name in an address."""

    TO_ANSWER = "a-repondre", "Sans réponse"
    LATE = "en-retard", "En retard"
    THIS_WEEK = "cette-semaine", "À tenir sous sept jours"
    BLOCKED = "bloquees", "Bloquées"


def asked(question: str, today: date) -> Q:
    """The actions that answer a question; all of them when there is none."""
    match question:
        case Question.TO_ANSWER:
            return Q(state=State.PROPOSED)
        case Question.LATE:
            return late(today)
        case Question.THIS_WEEK:
            return Q(state__in=PROMISED, due__range=(today, today + WEEK))
        case Question.BLOCKED:
            return Q(state=State.BLOCKED)
    return Q()


def late(today: date) -> Q:
    """Promised, past its date, and not legitimately on hold: `Action.is_late`, asked of the database."""
    waits_no_more = Q(on_hold_until__isnull=True) | Q(on_hold_until__lt=today)
    return Q(state__in=PROMISED, due__lt=today) & waits_no_more
