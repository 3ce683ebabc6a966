"""The log of readings of restricted content, apart from the journal: who opened what, when.

Kept by months. A finished month is closed by an entry of the chain that repeats its fingerprint; the retention purge
drops whole months. Screens call `log_consultation` when they open a record, and nothing else.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.access.rows import Protection, seal_of
from palier.journal.chain import fingerprint, moment
from palier.journal.events import Event
from palier.journal.models import Consultation, Entry, Segment
from palier.journal.services import Subject, record_event

RESTRICTED = Level.POLICE


def log_consultation(
    *, actor: Actor, record: models.Model, now: datetime, shown: Iterable[Any] = ()
) -> Consultation | None:
    """Note that the actor opened this record, when it is restricted (level police or sealed); otherwise nothing.

    `shown` are the rows and lines read on the same page: one that is restricted makes the reading so. A record that
    has no level (a group, a contact) is never restricted.
    """
    if not isinstance(getattr(type(record), "protection", None), Protection):
        return None
    seal = seal_of(record)
    levels = [seal.level, *(getattr(row, "level", None) or 0 for row in shown)]
    # A sealed line hides a reading from the log only when nothing else on the page would have it logged.
    open_to_log = [level for level in levels if RESTRICTED <= level < Level.SEALED]
    level = Level(max(open_to_log or levels))
    if level < RESTRICTED:
        return None
    about = Subject(record._meta.model_name or "", record.pk, "", seal.group_id, level)
    return _write(actor, about, now)


def log_register_reading(*, actor: Actor, register: str, now: datetime) -> Consultation:
    """Note that the actor opened a register of the record itself ("audit", "consultations", "integrity")."""
    return _write(actor, Subject(register, None, ""), now)


def month_of(at: datetime) -> str:
    """The month a reading belongs to, in the service's time zone."""
    return f"{timezone.localtime(at):%Y-%m}"


def close_finished_months(*, actor: Actor, now: datetime) -> list[Segment]:
    """Close every month that is over: its fingerprint enters the chain, and no row can join it any more."""
    logged = set(Consultation.objects.unsealed("closing").values_list("month", flat=True).distinct())
    closed = set(Segment.objects.values_list("month", flat=True))
    return [_close(actor, month, now) for month in sorted(logged - closed) if month < month_of(now)]


def expired_months(before: datetime) -> list[Segment]:
    """The closed months that ended before this moment and whose rows are still here."""
    kept = Consultation.objects.unsealed("retention").values("month")
    return list(Segment.objects.filter(month__lt=month_of(before), month__in=kept))


def count_expired(before: datetime) -> int:
    """How many rows of expired months the readers of the log would see leave: sealed readings are not counted."""
    months = [segment.month for segment in expired_months(before)]
    rows = Consultation.objects.unsealed("retention preview").filter(month__in=months, level__lt=Level.SEALED)
    return rows.count()


def purge_expired(*, actor: Actor, before: datetime, now: datetime) -> int:
    """Drop the rows of every expired month, each by one entry of the chain, and return how many rows left."""
    dropped = 0
    with transaction.atomic():
        for segment in expired_months(before):
            about = Subject("segment", segment.pk, segment.month, None, Level.POLICE)
            record_event(Event.CONSULTATIONS_PURGE, actor=actor, at=now, subject=about)
            dropped += Consultation.objects.unsealed("retention").filter(month=segment.month).delete()[0]
    return dropped


def segment_is_sound(segment_id: UUID) -> bool:
    """True when a closed month still holds exactly what was closed, or was dropped by a journalled purge."""
    segment = Segment.objects.filter(pk=segment_id).first()
    if segment is None:
        return False
    purges = Entry.objects.unsealed("verification").filter(event=Event.CONSULTATIONS_PURGE, subject_id=segment_id)
    if purges.exists():
        return not Consultation.objects.unsealed("verification").filter(month=segment.month).exists()
    return fingerprint(_rows(segment.month)) == segment_id


def _close(actor: Actor, month: str, now: datetime) -> Segment:
    with transaction.atomic():
        size = Consultation.objects.unsealed("closing").filter(month=month).count()
        segment = Segment.objects.create(id=fingerprint(_rows(month)), month=month, size=size)
        about = Subject("segment", segment.pk, month, None, Level.POLICE)
        record_event(Event.SEGMENT_CLOSE, actor=actor, at=now, subject=about)
    return segment


def _rows(month: str) -> Iterator[list[Any]]:
    columns = ("id", "month", "at", "actor_id", "actor_label", "group_id", "level", "subject_type", "subject_id")
    chosen = Consultation.objects.unsealed("fingerprint").filter(month=month).order_by("at", "id")
    for key, month_, at, *rest in chosen.values_list(*columns).iterator(chunk_size=2000):
        yield [str(key), month_, moment(at), *("" if value is None else str(value) for value in rest)]


def _write(actor: Actor, about: Subject, now: datetime) -> Consultation:
    return Consultation.objects.create(
        month=month_of(now),
        at=now,
        actor_id=actor.user_id,
        actor_label=actor.label[:200],
        group_id=about.group_id,
        level=about.level,
        subject_type=about.kind,
        subject_id=about.id,
    )
