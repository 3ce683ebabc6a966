"""Lawful erasure: the words of entries leave, the entries stay as tombstones and the chain still holds (decision 12).

The erasing entry's own hash covers the fingerprint of what it erased: a word that disappears otherwise is found out
by `verification`, and a plain DELETE is refused by the database.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.journal.chain import fingerprint
from palier.journal.events import Event
from palier.journal.models import Detail, Entry, Tombstone
from palier.journal.services import Subject, hold_chain, record_event

_CHUNK = 500


def erase_words_about(*, actor: Actor, subject_ids: Collection[UUID], reason: str, now: datetime) -> int:
    """Erase the words of every entry about these records, when a purge removes the records. Returns how many."""
    ids = list(subject_ids)
    return sum(
        erase_words(actor=actor, which=Q(subject_id__in=ids[start : start + _CHUNK]), reason=reason, now=now)
        for start in range(0, len(ids), _CHUNK)
    )


def erase_words_by(*, actor: Actor, person_id: UUID, reason: str, now: datetime) -> int:
    """Erase the words of every entry this person made or is the subject of (erasure of an account)."""
    which = Q(actor_id=person_id) | Q(subject_id=person_id)
    return erase_words(actor=actor, which=which, reason=reason, now=now)


def erase_words(*, actor: Actor, which: Q, reason: str, now: datetime) -> int:
    """Erase the words of the chosen entries, in one journalled purge, and return how many there were.

    `reason` is the code of the retention subject or of the request that asks for it.
    """
    with transaction.atomic():
        hold_chain()  # before choosing: two purges at once must not erase the same words
        chosen = Entry.objects.unsealed("erasure").filter(which, detail__isnull=False).order_by("seq")
        seqs = list(chosen.values_list("seq", flat=True))
        if not seqs:
            return 0
        erasing = record_event(
            Event.WORDS_ERASE,
            actor=actor,
            at=now,
            subject=Subject("tombstones", print_of(seqs), "Effacement", None, Level.POLICE),
            payload={"reason": reason},
        )
        for start in range(0, len(seqs), _CHUNK):
            some = seqs[start : start + _CHUNK]
            Tombstone.objects.bulk_create(Tombstone(entry_id=seq, erasure=erasing) for seq in some)
            Detail.objects.unsealed("erasure").filter(pk__in=some).delete()
    return len(seqs)


def print_of(seqs: Iterable[int]) -> UUID:
    """The fingerprint of a set of erased entries, in their order."""
    return fingerprint([seq] for seq in seqs)
