"""Files of boundaries between the preview and the answer: kept a day, then gone."""

from datetime import datetime, timedelta

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.kernel.errors import Refused
from palier.territory.boundaries import MAX_MEGABYTES, Kind, Preview, read_boundaries, refusal_of
from palier.territory.models import PendingBoundaries
from palier.territory.services.boundaries import Imported, confirm_boundaries

KEPT = timedelta(hours=24)


def keep_boundaries(
    *, actor: Actor, kind: Kind, file_name: str, content: bytes, now: datetime, is_fictional: bool = False
) -> PendingBoundaries:
    """Keep a file for its preview, unless nothing in it can be read; those older than a day are deleted on the way."""
    require(actor, Verb.TERRITORY_EDIT)
    if actor.user_id is None:
        raise Refused("Seule une personne identifiée envoie un fichier par l’écran.")
    if len(content) > MAX_MEGABYTES * 1_000_000:
        raise Refused(f"Le fichier dépasse {MAX_MEGABYTES} Mo. Découpez-le par département.", field="file")
    if refusal := refusal_of(content, kind=kind):
        raise Refused(refusal, field="file")
    purge_pending(now=now)
    return PendingBoundaries.objects.create(
        kind=kind.value,
        file_name=file_name[:200],
        content=content,
        is_fictional=is_fictional,
        sent_by=actor.user_id,
        sent_at=now,
    )


def preview_of(pending: PendingBoundaries) -> Preview:
    """What this file would change now."""
    return read_boundaries(bytes(pending.content), kind=Kind(pending.kind), file_name=pending.file_name)


def confirm_pending(*, actor: Actor, pending: PendingBoundaries, now: datetime) -> Imported:
    """Write the accepted boundaries of a kept file, then forget the file."""
    with transaction.atomic():
        done = confirm_boundaries(actor=actor, preview=preview_of(pending), now=now, is_fictional=pending.is_fictional)
        pending.delete()
    return done


def drop_pending(*, actor: Actor, pending: PendingBoundaries) -> None:
    """Forget a kept file without writing anything."""
    require(actor, Verb.TERRITORY_EDIT)
    pending.delete()


def purge_pending(*, now: datetime) -> int:
    """Delete the files kept for more than a day and say how many."""
    return PendingBoundaries.objects.filter(sent_at__lt=now - KEPT).delete()[0]
