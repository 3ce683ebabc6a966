"""Every count of the files."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count

from palier.access.actor import Actor
from palier.attachments.models import Attachment


def counts_of(actor: Actor, subject_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many files this reader sees on each of these subjects; those without a file are left out."""
    rows = Attachment.objects.visible_to(actor).filter(subject_id__in=list(subject_ids)).order_by()
    return dict(rows.values_list("subject_id").annotate(Count("pk")))
