"""The hash chain: pure functions over ids and salted digests (decision 12)."""

import hashlib
import json
from datetime import UTC
from typing import Any

from palier.journal.models import Detail, Entry

ORIGIN = "0" * 64


def digest_of(detail: Detail) -> str:
    """Salted digest of the erasable words of an entry."""
    return _sha256([detail.salt, detail.actor_label, detail.subject_label, detail.payload])


def hash_of(entry: Entry) -> str:
    """Hash of the entry's ids, its digest and the hash before it."""
    return _sha256(
        [
            entry.seq,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.event,
            _text(entry.actor_id),
            _text(entry.group_id),
            int(entry.level),
            entry.subject_type,
            _text(entry.subject_id),
            entry.digest,
            entry.previous,
        ]
    )


def _text(value: object | None) -> str:
    return "" if value is None else str(value)


def _sha256(parts: list[Any]) -> str:
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
