"""The product as an operator runs it: processes of its own, on a database and a data folder of its own.

`product` (in conftest) gives one per engine; each process sees a clean environment, as after an installation.
"""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

import palier

SOURCE = Path(palier.__file__).resolve().parents[1]
TREE = Path(__file__).resolve().parents[1]
# As the `palier` command loads itself (`config.cli`).
SETUP = """import atexit, django, django.db, gc
gc.disable(); django.setup(); gc.enable(); gc.freeze(); atexit.register(django.db.connections.close_all)
"""


def clean_environment(**settings: str) -> dict[str, str]:
    """This process's environment without its PALIER_ variables, plus `settings`; the sources stay importable."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("PALIER_")}
    path = os.pathsep.join([str(SOURCE), str(TREE)])
    return known | {"PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "palier.config.settings"} | settings


def palier_command(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own, as a person starts it."""
    command = [sys.executable, "-m", "palier", *words]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=clean_environment(**settings))


@dataclass
class Product:
    """One installation: `data` is its folder, `url` its database."""

    data: Path
    url: str
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are given."""
        place = {"PALIER_DATA_DIR": str(self.data), "PALIER_DATABASE_URL": self.url}
        return clean_environment(**place, **self.settings)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`palier words…` to its end; the test reads code and output."""
        command = [sys.executable, "-m", "palier", *words]
        return subprocess.run(command, check=False, capture_output=True, text=True, env=self.environment)

    def do(self, *words: str) -> str:
        """`palier words…`, which must succeed; what it printed."""
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def python(self, code: str) -> str:
        """Run a few lines with Django set up on this installation; what they printed."""
        command = [sys.executable, "-c", SETUP + code]
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=self.environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    @contextmanager
    def running(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        """`palier words…` left running in its own process group, all of which is killed at the end."""
        command = [sys.executable, "-m", "palier", *words]
        process = subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        with process:
            try:
                yield process
            finally:
                kill_group(process)


def kill_group(process: subprocess.Popen[str]) -> None:
    """kill -9 of a process and all it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def new_database(server: str, model: str = "") -> str:
    """A database of its own on a PostgreSQL server given by one of its addresses: empty, or a copy of `model`."""
    name = f"palier_{secrets.token_hex(6)}"
    like = f" TEMPLATE {model.rsplit('/', 1)[1]}" if model else ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}{like}")
    return f"{server.rsplit('/', 1)[0]}/{name}"


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until `condition` holds; fail after `seconds`, which are a limit and never a measure."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.1)
