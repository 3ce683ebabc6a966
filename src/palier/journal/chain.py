"""The hash chain: pure functions over ids and salted digests (decision 12)."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

ORIGIN = "0" * 64


class Words(Protocol):
    """The erasable words of an entry: a `Detail`, or the same columns read in a row."""

    @property
    def salt(self) -> str: ...
    @property
    def actor_label(self) -> str: ...
    @property
    def subject_label(self) -> str: ...
    @property
    def payload(self) -> Any: ...


class Link(Protocol):
    """What the hash of an entry covers: an `Entry`, or the same columns read in a row."""

    @property
    def seq(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def event(self) -> str: ...
    @property
    def actor_id(self) -> UUID | None: ...
    @property
    def group_id(self) -> UUID | None: ...
    @property
    def level(self) -> int: ...
    @property
    def subject_type(self) -> str: ...
    @property
    def subject_id(self) -> UUID | None: ...
    @property
    def digest(self) -> str: ...
    @property
    def previous(self) -> str: ...


def digest_of(words: Words) -> str:
    """Salted digest of the erasable words of an entry."""
    return _sha256([words.salt, words.actor_label, words.subject_label, words.payload])


def hash_of(link: Link) -> str:
    """Hash of the entry's ids, its digest and the hash before it."""
    return _sha256(
        [
            link.seq,
            moment(link.at),
            str(link.event),
            _text(link.actor_id),
            _text(link.group_id),
            int(link.level),
            link.subject_type,
            _text(link.subject_id),
            link.digest,
            link.previous,
        ]
    )


def fingerprint(rows: Iterable[list[Any]]) -> UUID:
    """128 bits over rows read one by one. As the subject's id of an entry, the chain covers it for ever."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(_canonical(row))
        digest.update(b"\n")
    return UUID(bytes=digest.digest()[:16])


def moment(at: datetime) -> str:
    """A moment as the chain writes it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _text(value: object | None) -> str:
    return "" if value is None else str(value)


def _sha256(parts: list[Any]) -> str:
    return hashlib.sha256(_canonical(parts)).hexdigest()


def _canonical(parts: list[Any]) -> bytes:
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
