"""How long, and in how much memory, is a chain of N entries verified? Run by `python -m bench`."""

import argparse
import secrets
import sys
from datetime import UTC, datetime, timedelta

import django

django.setup()

# Django first, then what needs it.
from bench.machine import Clock, peak  # noqa: E402
from palier.config.database import prepare_database  # noqa: E402
from palier.journal.anchoring import head  # noqa: E402
from palier.journal.chain import digest_of, hash_of  # noqa: E402
from palier.journal.models import Detail, Entry  # noqa: E402
from palier.journal.verification import verify  # noqa: E402
from palier.kernel.ids import new_id  # noqa: E402

START = datetime(2026, 1, 1, tzinfo=UTC)
CHUNK = 5000


def fill(total: int) -> None:
    """Lengthen the chain to `total` entries, by chunks: what the service would have written one by one."""
    previous, group, person = head(), new_id(), new_id()
    for first in range(Entry.objects.unsealed("bench").count() + 1, total + 1, CHUNK):
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


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--fill", type=int, metavar="N")
    options = parser.parse_args()
    if options.fill:
        prepare_database(say=lambda _: None)
        with Clock() as filled:
            fill(options.fill)
        print(f"chaîne écrite en {filled.elapsed:.0f} s", flush=True)
        return 0
    before = peak()
    with Clock() as read:
        verdict = verify()
    times = f"{read.elapsed:.1f} s ({read.busy:.1f} s de processeur)"
    print(f"{verdict.entries} entrées vérifiées en {times}, {peak() - before:.0f} Mo de plus au plus haut")
    return 0 if verdict.intact else 1


if __name__ == "__main__":
    sys.exit(main())
