"""Invitations leave some months after their meeting: who came is then told by the attendance sheet alone."""

from datetime import datetime

from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.cycle.convening.models import Convocation
from palier.journal.retention import Purge, register

SUBJECT = "convocations"
BATCH = 500


def count_old(before: datetime) -> int:
    """How many invitations are to meetings of before this day."""
    return _old(before).count()


def forget_old(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Delete the next of them, with their keys and their answers; how many left."""
    ids = list(_old(before).order_by("pk").values_list("pk", flat=True)[:BATCH])
    Convocation.objects.unsealed("retention").filter(pk__in=ids).delete()
    return len(ids)


def register_invitations() -> None:
    """Add the invitations to the retention table."""
    register(Purge(SUBJECT, "Réponses aux invitations aux réunions", 6, count_old, forget_old, longest=24))


def _old(before: datetime) -> QuerySet[Convocation]:
    return Convocation.objects.unsealed("retention").filter(meeting__planned_at__lt=before)
