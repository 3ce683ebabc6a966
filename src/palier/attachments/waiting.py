"""Photographs of a form that came back with a question or an error: kept a day at most, for their sender alone.

They are cleaned on arrival like any file, so that what waits holds no place, date or device either.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from palier.access.actor import Actor
from palier.attachments.cleaning import clean
from palier.attachments.models import WaitingUpload
from palier.attachments.services import MAX_FILES, Upload
from palier.kernel.errors import NotGranted, Refused

KEPT = timedelta(hours=24)
MOST_WAITING = 2 * MAX_FILES


def keep_waiting(
    *, actor: Actor, uploads: Sequence[Upload], now: datetime, already: int = 0
) -> tuple[list[WaitingUpload], str]:
    """Keep those that may be kept, five in all; and why another is not, or an empty text."""
    if actor.user_id is None:
        raise NotGranted("Seule une personne connectée garde des fichiers en attente.")
    kept: list[WaitingUpload] = []
    refusal = ""
    for upload in uploads:
        try:
            if already + len(kept) >= MAX_FILES:
                raise Refused("Cinq fichiers au plus : retirez-en avant d’en ajouter.")
            cleaned = clean(upload.content, upload.name)
        except Refused as refused:
            refusal = refusal or refused.message
            continue
        kept.append(WaitingUpload(user_id=actor.user_id, name=cleaned.name, content=cleaned.content, uploaded_at=now))
    WaitingUpload.objects.bulk_create(kept)
    _forget_beyond(actor)
    return kept, refusal


def waiting_uploads(actor: Actor, ids: Iterable[Any], *, now: datetime) -> list[WaitingUpload]:
    """Those of these files that this person sent within a day."""
    rows = WaitingUpload.objects.visible_to(actor).filter(pk__in=[pk for pk in map(_read, ids) if pk])
    return list(rows.filter(uploaded_at__gt=now - KEPT)[:MAX_FILES])


def forget_waiting(rows: Sequence[WaitingUpload]) -> None:
    """Delete what was filed with its form."""
    WaitingUpload.objects.unsealed("filed").filter(pk__in=[row.pk for row in rows]).delete()


def forget_old_uploads(*, now: datetime) -> int:
    """Delete what nobody came back for within a day, and say how many."""
    return WaitingUpload.objects.unsealed("retention").filter(uploaded_at__lte=now - KEPT).delete()[0]


def _forget_beyond(actor: Actor) -> None:
    """Forms left open one after the other do not pile up: the oldest files go first."""
    mine = WaitingUpload.objects.visible_to(actor).order_by("-uploaded_at", "id")
    old = list(mine.values_list("pk", flat=True)[MOST_WAITING : 2 * MOST_WAITING])
    WaitingUpload.objects.unsealed("too many").filter(pk__in=old).delete()


def _read(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
