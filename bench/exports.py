"""How long, and in how much memory, does the worker prepare an export of N rows? Run by `python -m bench`."""

import argparse
import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

import django

django.setup()

# Django first, then what needs it.
from tests.cast import NOW  # noqa: E402

from bench.lists import FACTS  # noqa: E402
from bench.machine import Clock, resident  # noqa: E402
from bench.people import people  # noqa: E402
from palier.config.database import gather_statistics, prepare_database  # noqa: E402
from palier.cycle.catalogue.models import Category  # noqa: E402
from palier.cycle.reports.lifecycle import State  # noqa: E402
from palier.cycle.reports.models import Report  # noqa: E402
from palier.documents.sheets import WRITERS  # noqa: E402
from palier.kernel import clock  # noqa: E402
from palier.partners.models import Group, Organisation, User  # noqa: E402
from palier.territory.models import Place, PlaceKind  # noqa: E402
from palier.web.exports.keeping import path_of  # noqa: E402
from palier.web.exports.making import make_export  # noqa: E402
from palier.web.exports.models import ExportFile  # noqa: E402

# Chief of a group in which no other measure writes.
READER, GROUP = "marc@example.org", "MAN-1"
PLACES = 500
CHUNK = 5000
DAYS = 700


def fill(total: int) -> None:
    """Write `total` reports of one group, all read by its chief, at five hundred places."""
    draw = random.Random(5)
    people()
    kinds = list(PlaceKind.objects.all()[:8])
    places = [_place(draw, rank, kinds) for rank in range(PLACES)]
    Place._base_manager.bulk_create(places)
    rows = _reports(draw, total, Group.objects.unsealed("bench").get(code=GROUP), places)
    while chunk := list(islice(rows, CHUNK)):
        Report._base_manager.bulk_create(chunk)


def _place(draw: random.Random, rank: int, kinds: list[PlaceKind]) -> Place:
    latitude, longitude = 44.05 + draw.random() / 10, 6.15 + draw.random() / 8
    return Place(kind=draw.choice(kinds), name=f"Hall {rank}", latitude=latitude, longitude=longitude, created_at=NOW)


def _reports(draw: random.Random, total: int, group: Group, places: list[Place]) -> Iterator[Report]:
    categories = list(Category.objects.values_list("pk", flat=True))
    organisation = Organisation.objects.earliest("pk")
    for _ in range(total):
        at = NOW - timedelta(minutes=draw.randrange(DAYS * 1440))
        yield Report(
            state=State.RECEIVED, state_since=at, created_at=at, group=group, place=draw.choice(places),
            category_id=draw.choice(categories), reporter_organisation=organisation, seen_on=at.date(),
            text=draw.choice(FACTS),
        )  # fmt: skip


def measure(kind: str) -> int:
    """Ask for one file and make it by the job's own code; 1 when it was not made."""
    user = User.objects.get(email=READER)
    row = ExportFile.objects.create(user=user, subject="report", kind=kind, asked_at=clock.now())
    before = resident()
    _forget_peak()
    with Clock() as made:
        make_export.call(str(row.pk))
    row.refresh_from_db()
    if row.state != ExportFile.State.READY:
        print(f"{kind} : {row.get_state_display()}, {row.reason}")
        return 1
    size = path_of(row).stat().st_size / 2**20
    print(
        f"{kind} : {row.rows_total} lignes en {made.elapsed:.1f} s ({made.busy:.1f} s de processeur), "
        f"{size:.1f} Mo ; mémoire {before:.0f} Mo avant, {_peak():.0f} Mo au plus",
        flush=True,
    )
    return 0


def _forget_peak() -> None:
    """From now on the peak is that of the export: a new process inherits that of the one which started it."""
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> float:
    """The most megabytes held since the peak was forgotten."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--fill", type=int, metavar="N")
    parser.add_argument("--kind", choices=sorted(WRITERS))
    options = parser.parse_args()
    if options.kind:
        return measure(options.kind)
    prepare_database(say=lambda _: None)
    with Clock() as filled:
        fill(options.fill)
    gather_statistics()
    print(f"{options.fill} signalements d’un groupe écrits en {filled.elapsed:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
