"""Accounts closed for longer than their retention: the person is erased, what was written as a partner stays."""

from datetime import datetime

from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.journal.retention import Purge, register
from palier.partners.actors import roles_of
from palier.partners.models import User
from palier.partners.personal_data import erase_departed


def count_expired(before: datetime) -> int:
    """How many persons are past their term; one who still sits somewhere by mistake shows here until that ends."""
    return _expired(before).count()


def erase_expired(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Erase every person whose account was closed before this day and who sits nowhere; how many they were."""
    people = [user for user in _expired(before) if not roles_of(user, today=now.date())]
    for user in people:
        erase_departed(actor=actor, user=user, now=now)
    return len(people)


def register_accounts() -> None:
    """Add closed accounts to the retention table: twelve months after departure."""
    register(Purge("accounts", "Comptes fermés (après le départ)", 12, count_expired, erase_expired, longest=36))


def _expired(before: datetime) -> QuerySet[User]:
    return User.objects.filter(closed_at__lt=before, erased_at__isnull=True).order_by("closed_at")
