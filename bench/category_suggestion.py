"""The suggestion of a category: how often right on texts never learned, and how many milliseconds each takes.

    nice python bench/category_suggestion.py [FILE.jsonl …]

Without a file, the hold-out beside this script. No database. Figures go to bench/README.md and
docs/category-suggestion.md; confusions come from `python -m tools.category_model --measure FILE`.
"""

import csv
import json
import statistics
import sys
import time
from pathlib import Path

START = time.process_time()

from palier.cycle.catalogue.suggestion import Correction, learn, suggest  # noqa: E402

HOLD_OUT = Path(__file__).with_name("data") / "categories_holdout.tsv"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            return [json.loads(line) for line in file]
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def main(paths: list[Path]) -> None:
    suggest("un mot")
    print(f"first answer of a process: {(time.process_time() - START) * 1000:.0f} ms of processor, imports included")
    for path in paths:
        rows, times, first, among = read(path), [], 0, 0
        for row in rows:
            start = time.process_time()
            codes = [found.code for found in suggest(row["text"])]
            times.append((time.process_time() - start) * 1000)
            first += codes[:1] == [row["code"]]
            among += row["code"] in codes
        times.sort()
        print(f"{path.name}: {len(rows)} texts, top-1 {first / len(rows):.1%}, top-3 {among / len(rows):.1%}")
        middle, slow = statistics.median(times), times[int(len(times) * 0.95)]
        print(f"  processor per text: p50 {middle:.2f} ms, p95 {slow:.2f} ms")
    corrections = [Correction(row["text"], row["code"]) for row in (read(HOLD_OUT) * 2)[:400]]
    start = time.process_time()
    learned = learn(corrections)
    weights = sum(len(taught) for taught in learned.values())
    print(f"a night of 400 corrections: {time.process_time() - start:.1f} s of processor, {weights:,} weights")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [HOLD_OUT])
