"""kill -9 of a worker in the middle of a task: the task is run again by the next worker, or said to have failed."""

import os
import signal
from pathlib import Path

from tests.product import wait_for

STATUS = (
    "from django_tasks_db.models import DBTaskResult as R; print(','.join(R.objects.values_list('status', flat=True)))"
)


def enqueue(product, task: str, trace: Path) -> None:
    product.python(f"from tests.jobs.slow_tasks import {task}; {task}.enqueue({str(trace)!r}, 600)")


def killed_while_running(product, trace: Path) -> None:
    with product.running("worker") as worker:
        wait_for(trace.exists)
        os.killpg(worker.pid, signal.SIGKILL)
    assert trace.read_text() == "start\n"
    assert "RUNNING" in product.python(STATUS)


def test_what_a_killed_worker_was_running_is_run_again(product, tmp_path):
    product.settings["PALIER_WORKER_SILENCE"] = "2"
    trace = tmp_path / "trace"
    enqueue(product, "repeatable", trace)
    killed_while_running(product, trace)
    with product.running("worker") as worker:
        wait_for(lambda: trace.read_text() == "start\nstart\nend\n")
        wait_for(lambda: "RUNNING" not in product.python(STATUS))
        os.kill(worker.pid, signal.SIGTERM)
        assert worker.wait(timeout=20) == 0, worker.stdout.read()
    assert set(product.python(STATUS).split(",")) == {"SUCCESSFUL"}
    assert product.python("from palier.jobs.models import Heartbeat; print(Heartbeat.objects.count())") == "1"


def test_what_must_not_run_twice_is_said_to_have_failed(product, tmp_path):
    product.settings["PALIER_WORKER_SILENCE"] = "2"
    trace = tmp_path / "trace"
    enqueue(product, "once_only", trace)
    killed_while_running(product, trace)
    with product.running("worker"):
        wait_for(lambda: "FAILED" in product.python(STATUS))
    assert trace.read_text() == "start\n"
