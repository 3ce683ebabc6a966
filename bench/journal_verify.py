"""How long, and in how much memory, is a chain of N entries verified? `python bench/journal_verify.py 1000000`.

Works on the database of PALIER_DATABASE_URL, which should be an empty one made for it. Figures in bench/README.md.
"""

import os
import resource
import secrets
import sys
import time
from datetime import UTC, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palier.config.settings")
django.setup()

from palier.journal.chain import ORIGIN, digest_of, hash_of  # noqa: E402 - Django must be set up first
from palier.journal.models import Detail, Entry  # noqa: E402
from palier.journal.verification import verify  # noqa: E402
from palier.kernel.ids import new_id  # noqa: E402

START = datetime(2026, 1, 1, tzinfo=UTC)
CHUNK = 5000


def fill(total: int) -> None:
    """Write a chain of `total` entries, by chunks: what the service would have written one by one."""
    previous, group, person = ORIGIN, new_id(), new_id()
    for first in range(1, total + 1, CHUNK):
        entries, details = [], []
        for seq in range(first, min(first + CHUNK, total + 1)):
            entry = Entry(
                seq=seq, at=START + timedelta(seconds=seq), event="problem:problem:change", actor_id=person,
                group_id=group, level=20, subject_type="problem", subject_id=new_id(), previous=previous,
            )  # fmt: skip
            detail = Detail(
                entry=entry, salt=secrets.token_hex(16), actor_label="Alice", subject_label="Hall", payload={"n": seq}
            )
            entry.digest = digest_of(detail)
            entry.hash = previous = hash_of(entry)
            entries.append(entry)
            details.append(detail)
        Entry.objects.bulk_create(entries)
        Detail.objects.bulk_create(details)


def megabytes() -> int:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if not Entry.objects.unsealed("bench").exists():
        fill(asked)
        print(f"filled ({megabytes()} MB at most); run again to measure the verification alone")
        sys.exit(0)
    before, began = megabytes(), time.perf_counter()
    verdict = verify()
    seconds = time.perf_counter() - began
    print(f"{verdict.entries} entries, intact={verdict.intact}: {seconds:.1f} s, {megabytes() - before} MB more")
