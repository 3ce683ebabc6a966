"""Attendance past its retention: the organisation's attendance stays, the person's name leaves."""

from datetime import datetime

from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.cycle.meetings.models import Attendance
from palier.journal.retention import Purge, register


def count_expired(before: datetime) -> int:
    """How many attendances still name a person after their term."""
    return _expired(before).count()


def forget_people(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Take the person out of every attendance at a meeting held before this day."""
    return _expired(before).update(contact=None, note="")


def register_attendance() -> None:
    """Add attendance to the retention table: 24 months."""
    register(Purge("attendance", "Présences nominatives aux réunions", 24, count_expired, forget_people, longest=36))


def _expired(before: datetime) -> QuerySet[Attendance]:
    return Attendance.objects.unsealed("retention").filter(meeting__planned_at__lt=before, contact__isnull=False)
