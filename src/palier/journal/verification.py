"""Is the chain intact, and if not, where and why? Read in chunks: a million entries in bounded memory (`bench/`)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from palier.journal import guards
from palier.journal.chain import ORIGIN, digest_of, hash_of
from palier.journal.consultations import segment_is_sound
from palier.journal.erasure import print_of
from palier.journal.events import Event
from palier.journal.models import Entry, Tombstone

CHUNK = 2000


class Reason(StrEnum):
    """Why the chain is broken at an entry."""

    MISSING = "missing"
    LINK = "link"
    HASH = "hash"
    DIGEST = "digest"
    ERASED = "erased"
    ERASURE = "erasure"
    SEGMENT = "segment"
    ANCHOR = "anchor"

    @property
    def sentence(self) -> str:
        """What it means, in plain French."""
        return SENTENCES[self]


SENTENCES = {
    Reason.MISSING: "une entrée manque à cet endroit : elle a été supprimée ou déplacée",
    Reason.LINK: "l’entrée ne suit pas celle qui la précède : une entrée a été remplacée ou l’ordre a changé",
    Reason.HASH: "l’entrée a été modifiée après coup : son empreinte ne correspond plus à son contenu",
    Reason.DIGEST: "les mots de l’entrée (auteur, objet, détail) ont été modifiés après coup",
    Reason.ERASED: "les mots de l’entrée ont disparu sans effacement journalisé",
    Reason.ERASURE: "l’effacement journalisé ne correspond pas aux entrées effacées",
    Reason.SEGMENT: "un mois clos du registre des consultations a été modifié ou a disparu sans purge journalisée",
    Reason.ANCHOR: (
        "une empreinte fixée hors de la base n’est plus dans la chaîne : la fin du journal a été coupée ou réécrite"
    ),
}


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold. `at` is the date written there, when there is an entry."""

    seq: int
    reason: Reason
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verification found: how many entries were read, the head's hash, the first break, absent guards."""

    entries: int
    head: str
    broken: Break | None = None
    missing_guards: list[str] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        """True when every link, digest, erasure, closed month and anchor holds."""
        return self.broken is None


class Row(NamedTuple):
    """One entry with its words and its tombstone, as read for verification."""

    seq: int
    at: datetime
    event: str
    actor_id: UUID | None
    group_id: UUID | None
    level: int
    subject_type: str
    subject_id: UUID | None
    digest: str
    previous: str
    hash: str
    salt: str | None
    actor_label: str | None
    subject_label: str | None
    payload: Any
    erasure_id: int | None


_WORDS = ("salt", "actor_label", "subject_label", "payload")
_PATHS = {"erasure_id": "tombstone__erasure_id"} | {name: f"detail__{name}" for name in _WORDS}
_COLUMNS = [_PATHS.get(name, name) for name in Row.__annotations__]


def verify(*, anchors: Iterable[str] = ()) -> Verdict:
    """Walk the whole chain, oldest first, and stop at the first break.

    `anchors` are hashes fixed outside the database: each must still be in the chain, or its tail was cut.
    """
    walk = _Walk(lost=set(anchors))
    broken = next((found for row in _rows() if (found := walk.step(row))), None) or walk.end()
    return Verdict(walk.seq, walk.hash, broken, guards.missing(connection))


def _rows() -> Iterator[Row]:
    """Every entry in order, a chunk at a time: short reads, so that writers are never held up."""
    last = None
    entries = Entry.objects.unsealed("verification").order_by("seq").values_list(*_COLUMNS)
    while chunk := list((entries if last is None else entries.filter(seq__gt=last))[:CHUNK]):
        yield from (Row(*columns) for columns in chunk)
        last = chunk[-1][0]


@dataclass(slots=True)
class _Walk:
    """Where the walk stands: the last entry read, the anchors not met yet, the erasures announced by tombstones."""

    lost: set[str]
    seq: int = 0
    hash: str = ORIGIN
    erasures_due: set[int] = field(default_factory=set)

    def step(self, row: Row) -> Break | None:
        """Check one entry against the one before it; None when it holds."""
        reason = self._link_fault(row) or self._words_fault(row) or self._promise_fault(row)
        if reason is Reason.MISSING:
            return Break(self.seq + 1, reason)
        if reason:
            return Break(row.seq, reason, row.at)
        self.seq, self.hash = row.seq, row.hash
        self.lost.discard(row.hash)
        return None

    def end(self) -> Break | None:
        """Check what only the end of the chain can tell."""
        if self.erasures_due:
            return Break(min(self.erasures_due), Reason.ERASURE)
        if self.lost:
            return Break(self.seq + 1, Reason.ANCHOR)
        return None

    def _link_fault(self, row: Row) -> Reason | None:
        if row.seq != self.seq + 1:
            return Reason.MISSING
        if row.previous != self.hash:
            return Reason.LINK
        return None if hash_of(row) == row.hash else Reason.HASH

    def _words_fault(self, row: Row) -> Reason | None:
        """Either the words are there and match their digest, or a tombstone says which entry erased them."""
        if row.salt is not None:
            if row.erasure_id is not None:
                return Reason.ERASURE
            return None if digest_of(row) == row.digest else Reason.DIGEST
        if row.erasure_id is None:
            return Reason.ERASED
        if row.erasure_id <= row.seq:
            return Reason.ERASURE
        self.erasures_due.add(row.erasure_id)
        return None

    def _promise_fault(self, row: Row) -> Reason | None:
        """An erasure covers exactly its tombstones; a closed month still holds what was closed."""
        if row.event == Event.WORDS_ERASE:
            self.erasures_due.discard(row.seq)
            erased = (
                Tombstone.objects.filter(erasure_id=row.seq).order_by("entry_id").values_list("entry_id", flat=True)
            )
            return None if print_of(erased.iterator(chunk_size=CHUNK)) == row.subject_id else Reason.ERASURE
        if row.event == Event.SEGMENT_CLOSE and row.subject_id and not segment_is_sound(row.subject_id):
            return Reason.SEGMENT
        return None
