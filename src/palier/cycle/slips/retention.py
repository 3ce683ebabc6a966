"""Links leave six months after they died: long enough to answer « je n’ai jamais reçu ce lien »."""

from datetime import datetime

from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.cycle.slips.models import GRACE, Slip, SlipLine
from palier.journal.retention import Purge, register
from palier.kernel.clock import day_of

SUBJECT = "slips"
BATCH = 500


def count_dead(before: datetime) -> int:
    """How many links died before this day."""
    return _dead(before).count()


def forget_dead(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Delete the next of them, with their keys and their uses; how many left."""
    ids = list(_dead(before).order_by("pk").values_list("pk", flat=True)[:BATCH])
    Slip.objects.unsealed("retention").filter(pk__in=ids).delete()
    return len(ids)


def register_slips() -> None:
    """Add the links to the retention table."""
    register(Purge(SUBJECT, "Liens d’engagement expirés ou révoqués", 6, count_dead, forget_dead, longest=24))


def _dead(before: datetime) -> QuerySet[Slip]:
    """Revoked, expired, or without anybody to open them, before this day."""
    day = day_of(before)
    serving = SlipLine.objects.unsealed("retention").filter(action__due__gte=day - GRACE).values("slip")
    expired = Q(sent_at__lt=before - GRACE) & ~Q(pk__in=serving)
    ended = Q(contact__departed_on__lt=day) | Q(organisation__closed_on__lt=day) | Q(group__closed_on__lt=day)
    return Slip.objects.unsealed("retention").filter(Q(revoked_at__lt=before) | expired | ended)
