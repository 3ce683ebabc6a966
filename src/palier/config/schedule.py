"""The periodic jobs of the product: each calls one service of a lower floor, at its hour."""

from datetime import time

from palier.jobs.reaper import tidy
from palier.jobs.schedule import Daily, Periodic
from palier.jobs.tasks import job
from palier.kernel import clock


@job(idempotent=True)
def tidy_jobs() -> None:
    """Forget the finished tasks of the past."""
    tidy(now=clock.now())


SCHEDULE = (Periodic("tidy_jobs", tidy_jobs, Daily(time(4, 0))),)
