"""The verification of the journal on demand: a long chain is read by the worker, never inside a request.

Whatever its length: answering at once when the chain is short would tell its length (decision 6).
"""

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from palier.jobs.tasks import job
from palier.journal.inspections import inspect
from palier.kernel import clock

UNDER_WAY = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@job(idempotent=True, priority=40)
def check_chain() -> None:
    """Verify the whole chain and keep the verdict for the integrity page."""
    inspect(now=clock.now())


def ask_check() -> bool:
    """Ask the worker for a verification; False when one is already asked for or under way."""
    if check_under_way():
        return False
    check_chain.enqueue()
    return True


def check_under_way() -> bool:
    """Whether a verification asked for on screen has not given its verdict yet."""
    return DBTaskResult.objects.filter(task_path=check_chain.module_path, status__in=UNDER_WAY).exists()
