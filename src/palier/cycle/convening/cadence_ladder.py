"""Warnings before a group falls asleep, as data: when, and how each is called."""

from datetime import date, timedelta

from django.db.models import TextChoices


class Rung(TextChoices):
    """What those who lead are told of the maximum interval of their group."""

    WEEK = "week", "Intervalle maximal dans sept jours"
    DAY = "day", "Intervalle maximal demain"
    PASSED = "passed", "Intervalle maximal dépassé"


def reached(latest: date, today: date) -> Rung | None:
    """The rung of today; after days without a worker, only the last one of those missed is climbed."""
    if today > latest:
        return Rung.PASSED
    if today >= latest - timedelta(days=1):
        return Rung.DAY
    return Rung.WEEK if today >= latest - timedelta(days=7) else None
