"""How long does a purge of N closed problems take, and its longest batch? `PYTHONPATH=. python bench/purge.py 1000`.

Works on the database of PALIER_DATABASE_URL, migrated and empty, made for it. Figures in bench/README.md.
"""

import os
import statistics
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palier.config.settings")
django.setup()

from django.db import transaction  # noqa: E402 - Django must be set up first
from tests.cast import NOW, make_cast  # noqa: E402
from tests.cycle.closing import LATER, PURGE, close  # noqa: E402
from tests.cycle.stage import Stage, set_stage  # noqa: E402

from palier.cycle.problems.models import Problem  # noqa: E402
from palier.cycle.reviews import retention  # noqa: E402
from palier.cycle.reviews.queries import yearly_count  # noqa: E402
from palier.journal.models import Entry  # noqa: E402
from palier.journal.retention import run_purges  # noqa: E402
from palier.journal.verification import verify  # noqa: E402

ACTIONS = 4


def fill(stage: Stage, total: int) -> None:
    """Closed problems, each with a report and its actions: some ten rows and twenty entries of the journal each."""
    for rank in range(total):
        with transaction.atomic():
            problem = stage.problem(report=stage.report())
            for _ in range(ACTIONS):
                stage.action(problem, accepted=True)
            close(stage, problem, at=NOW + timedelta(seconds=rank))


def main(total: int) -> None:
    """Fill, purge, and say how long each batch held the database."""
    stage = set_stage(make_cast())
    fill(stage, total)
    entries, alice = Entry.objects.unsealed("bench").count(), stage.actor("alice")
    before = yearly_count(alice, [stage.cast.group.pk], NOW.year)
    began, processor = time.perf_counter(), time.process_time()
    batches: list[float] = []
    remove = retention.remove_expired

    def timed(**values: object) -> int:
        start = time.perf_counter()
        count = remove(**values)  # type: ignore[arg-type]
        batches.append(time.perf_counter() - start)
        return count

    retention.remove_expired = timed  # type: ignore[assignment]
    retention.register_problems()
    run_purges(actor=PURGE, now=LATER)
    seconds, processor = time.perf_counter() - began, time.process_time() - processor
    same = yearly_count(alice, [stage.cast.group.pk], NOW.year) == before
    left = Problem.objects.unsealed("bench").count()
    print(f"{total} problems, {entries} entries: {seconds:.1f} s, {processor:.1f} s of processor")
    print(f"{left} left, same count={same}")
    print(f"batch of {retention.BATCH}: median {statistics.median(batches):.2f} s, longest {max(batches):.2f} s")
    print(f"chain intact={verify().intact}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
