"""Tasks that the tests give to a real worker: they leave a line in a file when they start and when they end."""

import time
from pathlib import Path

from palier.jobs.tasks import job


def _run(trace: str, seconds: float) -> None:
    path = Path(trace)
    with path.open("a") as lines:
        lines.write("start\n")
    time.sleep(seconds)
    with path.open("a") as lines:
        lines.write("end\n")


@job(idempotent=True)
def idle() -> None:
    """Does nothing: there to be enqueued."""


@job(idempotent=True)
def repeatable(trace: str, first_seconds: float) -> None:
    """Slow the first time only: the second chance succeeds."""
    _run(trace, 0 if Path(trace).exists() else first_seconds)


@job(idempotent=False)
def once_only(trace: str, seconds: float) -> None:
    """Must never be started twice."""
    _run(trace, seconds)
