"""Re-examinations set aside, past their retention: the row and the words of its history leave."""

from datetime import datetime

from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.cycle.triage.models import Dismissal
from palier.journal.erasure import erase_words_about
from palier.journal.retention import Purge, register

SUBJECT = "dismissals"


def count_expired(before: datetime) -> int:
    """How many are past their term."""
    return _expired(before).count()


def remove_expired(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Remove those of before this day; how many they were."""
    ids = list(_expired(before).values_list("pk", flat=True))
    erase_words_about(actor=actor, subject_ids=ids, reason=SUBJECT, now=now)
    _expired(before).filter(pk__in=ids).delete()
    return len(ids)


def register_dismissals() -> None:
    """Add them to the retention table: 24 months, as for the reports that led to no problem."""
    register(Purge(SUBJECT, "Réexamens écartés", 24, count_expired, remove_expired, longest=60))


def _expired(before: datetime) -> QuerySet[Dismissal]:
    return Dismissal.objects.unsealed("retention").filter(dismissed_at__lt=before)
