"""What a figure needs beside it: processor time as well as elapsed, memory held, and how busy the machine was."""

import os
import resource
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self


class Clock:
    """`with Clock() as one:` then `one.elapsed` and `one.busy` (processor of this process), in seconds."""

    elapsed = 0.0
    busy = 0.0

    def __enter__(self) -> Self:
        self._start, self._busy = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.elapsed, self.busy = time.perf_counter() - self._start, time.process_time() - self._busy


def resident() -> float:
    """Megabytes this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def peak() -> float:
    """The most megabytes this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def percentile(figures: Sequence[float], share: float) -> float:
    """The figure below which `share` of them lie."""
    ordered = sorted(figures)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def load() -> str:
    """How busy the machine is: to be read beside every elapsed time."""
    return f"charge {os.getloadavg()[0]:.1f} pour {os.cpu_count()} cœurs"
