"""The periodic jobs of the product: each calls one service of a lower floor, at its hour."""

from datetime import time

from palier.intake.waiting import forget_old_files
from palier.jobs.reaper import tidy
from palier.jobs.schedule import Daily, Every, Periodic
from palier.jobs.tasks import job
from palier.kernel import clock


@job(idempotent=True)
def tidy_jobs() -> None:
    """Forget the finished tasks of the past."""
    tidy(now=clock.now())


@job(idempotent=True)
def forget_waiting_files() -> None:
    """Delete the uploaded trackers that nobody confirmed within a day."""
    forget_old_files(now=clock.now())


SCHEDULE = (
    Periodic("tidy_jobs", tidy_jobs, Daily(time(4, 0))),
    Periodic("forget_waiting_files", forget_waiting_files, Every(60)),
)
