"""How long the screening of a text takes, and what its words cost in memory.

    python bench/screening.py [SENTENCES.jsonl ...]

Without a file, the sentences of the tests are read. Times are of the processor, not of the clock.
"""

import json
import resource
import statistics
import sys
import time
from pathlib import Path

SENTENCES = sorted((Path(__file__).parents[1] / "tests/screening/sentences").glob("*.jsonl"))
LONG = 5_000
ROUNDS = 5


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(files: list[Path]) -> int:
    texts = [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    before, start = megabytes(), time.process_time()
    from palier.screening import find_spans  # noqa: PLC0415 - measured: the lexicons are read on first use

    find_spans("mr dupont, rue Jean Moulin")
    print(f"first text: {time.process_time() - start:.2f} s, {megabytes() - before:.0f} MB")
    taken = []
    for _ in range(ROUNDS):
        for text in texts:
            start = time.process_time()
            find_spans(text)
            taken.append(1000 * (time.process_time() - start))
    taken.sort()
    mean, p95 = statistics.mean(taken), taken[int(0.95 * len(taken))]
    print(f"{len(texts)} texts: mean {mean:.2f} ms, p95 {p95:.2f} ms, worst {taken[-1]:.1f} ms")
    long = " ".join(texts)[:LONG]
    start = time.process_time()
    find_spans(long)
    print(f"one text of {LONG} characters: {1000 * (time.process_time() - start):.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]] or SENTENCES))
