"""Mails and notices leave after six months: long enough to answer « je n’ai jamais été prévenu »."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.journal.retention import Purge, register
from palier.notifications.models import Message, Notice

BATCH = 500


def count_mails(before: datetime) -> int:
    """How many mails and notices are past their term."""
    return _messages(before).count() + _notices(before).count()


def forget_mails(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Delete the next of them; how many left."""
    with transaction.atomic():
        gone = 0
        for rows in (_notices(before), _messages(before)):
            chunk = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
            rows.filter(pk__in=chunk).delete()
            gone += len(chunk)
    return gone


def register_mails() -> None:
    """Add mails and notices to the retention table."""
    register(Purge("mails", "Courriels envoyés et avis", 6, count_mails, forget_mails, longest=24))


def _messages(before: datetime) -> QuerySet[Message]:
    # What still waits to leave is nobody's past.
    rows = Message.objects.unsealed("retention").exclude(state__in=(Message.State.QUEUED, Message.State.SENDING))
    return rows.filter(created_at__lt=before)


def _notices(before: datetime) -> QuerySet[Notice]:
    return Notice.objects.unsealed("retention").filter(created_at__lt=before)
