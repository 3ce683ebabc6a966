"""What the minutes let go with time: texts for the population, remarks, dead links."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from palier.access.actor import Actor
from palier.cycle.minutes.models import Amendment, AmendmentLink, PublicWord
from palier.journal.erasure import erase_words
from palier.journal.retention import Purge, register

PUBLIC, REMARKS, LINKS = "public_words", "amendments", "amendment_links"
BATCH = 500


def count_public_words(before: datetime) -> int:
    """How many texts for the population are past their term."""
    return int(_old(PublicWord, before).count())


def forget_public_words(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Remove them; how many left."""
    return int(_old(PublicWord, before).delete()[0])


def count_amendments(before: datetime) -> int:
    """How many remarks on minutes are past their term."""
    return int(_old(Amendment, before).count())


def forget_amendments(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Remove the next of them, with their words in the journal; how many left."""
    with transaction.atomic():
        ids = list(_old(Amendment, before).order_by("pk").values_list("pk", flat=True)[:BATCH])
        if ids:
            erase_words(actor=actor, which=Q(subject_id__in=ids), reason=REMARKS, now=now)
            Amendment.objects.unsealed("retention").filter(pk__in=ids).delete()
    return len(ids)


def count_links(before: datetime) -> int:
    """How many links to remark died before this day."""
    return int(_links(before).count())


def forget_links(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Remove them; how many left."""
    return int(_links(before).delete()[0])


def register_minutes() -> None:
    """Add what follows a meeting to the retention table: 24 months, as the minutes; six for the links."""
    label = "Textes pour la population, rédigés après une réunion"
    register(Purge(PUBLIC, label, 24, count_public_words, forget_public_words, longest=60))
    label = "Remarques sur les relevés de décisions"
    register(Purge(REMARKS, label, 24, count_amendments, forget_amendments, longest=60))
    label = "Liens expirés pour une remarque sur un relevé"
    register(Purge(LINKS, label, 6, count_links, forget_links, longest=24))


def _old(model: type[models.Model], before: datetime) -> Any:
    rows: Any = model._default_manager
    return rows.unsealed("retention").filter(meeting__planned_at__lt=before)


def _links(before: datetime) -> Any:
    return AmendmentLink.objects.unsealed("retention").filter(validated_at__lt=before)
