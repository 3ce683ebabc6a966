"""The hash chain: pure functions over ids and salted digests (decision 12)."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

ORIGIN = "0" * 64


def digest_of(words: Any) -> str:
    """Salted digest of the erasable words of an entry: a `Detail`, or a row with its columns."""
    return _sha256([words.salt, words.actor_label, words.subject_label, words.payload])


def hash_of(link: Any) -> str:
    """Hash of the entry's ids, its digest and the hash before it: an `Entry`, or a row with its columns."""
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
