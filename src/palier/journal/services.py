"""Writing the record. One door: `record_event`, in the caller's transaction."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.access.rows import seal_of
from palier.journal.chain import ORIGIN, digest_of, hash_of
from palier.journal.events import Event
from palier.journal.models import Detail, Entry
from palier.kernel import events as news

TOPIC = "journal:entry"
# The same entry, told inside its transaction: what must exist exactly when the entry does (decision 15).
WITHIN = "journal:entry:within"
_CHAIN_LOCK = 0x50414C49  # "PALI": one advisory lock for the whole chain on PostgreSQL


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: kind, id and label, with the group and level that seal it."""

    kind: str
    id: UUID | None
    label: str
    group_id: UUID | None = None
    level: Level = Level.POLICE


def subject_of(record: models.Model) -> Subject:
    """The subject of an entry about a protected record: its seal is the entry's."""
    seal = seal_of(record)
    return Subject(record._meta.model_name or "", record.pk, str(record), seal.group_id, seal.level)


def record_event(
    event: Event, *, actor: Actor, at: datetime, subject: Subject, payload: dict[str, Any] | None = None
) -> Entry:
    """Append one entry to the chain, in the caller's transaction, and publish it after commit.

    `payload` holds JSON values only (ids, codes, dates as ISO text); the text of a report never goes in. Its `changes`
    are what the history shows of a write (`workflow.changes`).
    The actor's and the subject's labels are copied: the entry outlives both.
    """
    with transaction.atomic():
        previous = _last_entry()
        entry = Entry(
            seq=previous.seq + 1 if previous else 1,
            at=at,
            event=event,
            actor_id=actor.user_id,
            group_id=subject.group_id,
            level=subject.level,
            subject_type=subject.kind,
            subject_id=subject.id,
            previous=previous.hash if previous else ORIGIN,
        )
        detail = Detail(
            entry=entry,
            salt=secrets.token_hex(16),
            actor_label=actor.label[:200],
            subject_label=subject.label[:300],
            payload=payload or {},
        )
        entry.digest = digest_of(detail)
        entry.hash = hash_of(entry)
        entry.save(force_insert=True)
        detail.save(force_insert=True)
        news.tell(WITHIN, entry)
    news.publish(TOPIC, entry)
    return entry


def hold_chain() -> None:
    """Keep the chain to oneself until commit: IMMEDIATE does it on SQLite, an advisory lock on PostgreSQL."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def _last_entry() -> Entry | None:
    """The head of the chain, held until commit."""
    hold_chain()
    return Entry.objects.unsealed("chain head").order_by("-seq").first()
