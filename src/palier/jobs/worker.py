"""The worker: one process that runs tasks, and beside it a pulse that beats, plans and reaps.

The pulse has its own thread so that a long task does not pass for a dead worker.
"""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterable
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker

from palier.jobs.models import Heartbeat
from palier.jobs.reaper import reap
from palier.jobs.schedule import Periodic, plan_due
from palier.kernel import clock

logger = logging.getLogger(__name__)


def run_worker(schedule: Iterable[Periodic], *, silence: timedelta, batch: bool = False) -> None:
    """Run tasks until told to stop (SIGTERM, Ctrl-C), or with `batch` until none is left.

    `silence` is how long a worker may give no sign before its task is taken for lost; the pulse beats at
    least six times within it.
    """
    name = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
    pulse = Pulse(name, tuple(schedule), silence)
    pulse.beat()
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )
    worker.configure_signals()
    pulse.start()
    try:
        worker.run()
    finally:
        pulse.stop()
        Heartbeat.objects.filter(worker=name).delete()


class Pulse(threading.Thread):
    """Says every few seconds that the worker lives, enqueues what is due, saves what others lost."""

    def __init__(self, worker: str, schedule: tuple[Periodic, ...], silence: timedelta) -> None:
        super().__init__(name="pulse", daemon=True)
        self.worker = worker
        self.schedule = schedule
        self.silence = silence
        self.started_at = clock.now()
        self._over = threading.Event()

    def beat(self) -> None:
        """One round: sign of life, planning, rescue."""
        now = clock.now()
        Heartbeat.objects.update_or_create(worker=self.worker, defaults={"seen_at": now, "started_at": self.started_at})
        plan_due(self.schedule, now=now)
        reap(now=now, silence=self.silence)

    def run(self) -> None:
        """Beat until stopped; a database that does not answer now may answer at the next beat."""
        while not self._over.wait(min(10.0, self.silence.total_seconds() / 6)):
            close_old_connections()
            try:
                self.beat()
            except DatabaseError:
                logger.exception("the pulse missed a beat")
        connection.close()

    def stop(self) -> None:
        """Ask the thread to end and wait for it, a little."""
        self._over.set()
        self.join(timeout=5)
