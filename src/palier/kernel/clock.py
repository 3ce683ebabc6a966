"""The only clock. Services receive `today` and `now` as arguments; web, API, jobs and commands call these."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, with its time zone."""
    return timezone.now()


def today() -> date:
    """The present day in the service's time zone (Europe/Paris by default)."""
    return timezone.localdate()


def day_of(moment: datetime) -> date:
    """The day of a moment, in the service's time zone."""
    return timezone.localdate(moment)
