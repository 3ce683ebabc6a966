"""The web server: gunicorn with threads, started from the program itself."""

import gc
import logging
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, connection
from gunicorn.app.base import BaseApplication
from gunicorn.workers.base import Worker

from palier.config.processes import die_with_parent
from palier.screening import prepare
from palier.territory.addresses import warm_up

logger = logging.getLogger(__name__)


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """Serves the product at `bind` (host:port) with so many processes and threads each."""

    def __init__(self, *, bind: str, workers: int, threads: int) -> None:
        self.options: dict[str, Any] = {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "timeout": 120,
            "graceful_timeout": 15,
            "keepalive": 5,
            # Restarted now and then, not all at once: no slow leak lasts.
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "loglevel": "warning",
            "control_socket_disable": True,
            # A loopback proxy is the only one whose forwarded headers are believed.
            "forwarded_allow_ips": "127.0.0.1,::1",
            "worker_tmp_dir": _in_memory(),
            "post_worker_init": _warm_beside,
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn; no configuration file is read."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """The application; each process opens its own database connections."""
        return import_module("palier.config.wsgi").application  # type: ignore[no-any-return]  # a module found by name


def _in_memory() -> str | None:
    """Where gunicorn's own heartbeat files cost no disk, when there is such a place."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder of gunicorn's own is made in it


def _warm_beside(worker: Worker) -> None:
    """In each process, have the address search and the words of the screening ready soon, nobody waiting for them."""
    threading.Thread(target=_warm, name="warm-up", daemon=True).start()


def _warm() -> None:
    start = time.monotonic()
    try:
        logger.info("address search ready: %d streets, %.1f s", warm_up(), time.monotonic() - start)
    except DatabaseError:
        logger.warning("address search not prepared: the first search will be slower", exc_info=True)
    finally:
        connection.close()
    prepare()
    gc.freeze()  # all that stays for good: no request pauses for the collector to go through it


def serve(*, bind: str, workers: int, threads: int) -> None:
    """Serve until stopped (SIGTERM, Ctrl-C), letting the requests under way finish."""
    die_with_parent()
    WebServer(bind=bind, workers=workers, threads=threads).run()
