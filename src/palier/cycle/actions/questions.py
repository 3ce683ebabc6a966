"""The questions that are asked of actions every day: the same conditions for a list, a count, a panel and a health."""

from datetime import date, timedelta

from django.db.models import Q, TextChoices

from palier.cycle.actions.lifecycle import LIVING, PROMISED, State
from palier.cycle.problems.lifecycle import LIVING as LIVING_PROBLEM

WEEK = timedelta(days=7)


class Question(TextChoices):
    """What one looks for among actions, by its name in an address."""

    TO_ANSWER = "a-repondre", "Sans réponse"
    LATE = "en-retard", "En retard"
    THIS_WEEK = "cette-semaine", "À tenir sous sept jours"
    BLOCKED = "bloquees", "Bloquées"
    ON_HOLD = "en-attente", "En attente"


def asked(question: str, today: date) -> Q:
    """The actions that answer a question, of the problems still followed; all of them when there is none."""
    followed = Q(problem__state__in=LIVING_PROBLEM)
    match question:
        case Question.TO_ANSWER:
            return followed & Q(state=State.PROPOSED)
        case Question.LATE:
            return late(today)
        case Question.THIS_WEEK:
            return followed & Q(state__in=PROMISED, due__range=(today, today + WEEK))
        case Question.BLOCKED:
            return followed & Q(state=State.BLOCKED)
        case Question.ON_HOLD:
            return followed & Q(state__in=LIVING, on_hold_until__gte=today)
    return Q()


def late(today: date) -> Q:
    """Promised, past its date, not legitimately on hold, and of a problem that is still followed."""
    waits_no_more = Q(on_hold_until__isnull=True) | Q(on_hold_until__lt=today)
    return Q(state__in=PROMISED, due__lt=today, problem__state__in=LIVING_PROBLEM) & waits_no_more
