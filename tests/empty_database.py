"""The empty database of the tests is made once for a set of migrations, then copied: each worker starts at once.

The model has a name that changes with the migrations, with what they import, and with the locked dependencies. On
SQLite it is a file among the temporary ones; `make test` gives a folder that lives as long as the run
(`PALIER_TEST_EMPTY`): what it proves starts from nothing. On PostgreSQL it is a database of the server of the tests.
"""

import fcntl
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql

TREE = Path(__file__).resolve().parents[1]
SOURCE = TREE / "src/palier"
FOLDER = "PALIER_TEST_EMPTY"


@functools.cache
def name() -> str:
    """What the model of this state of the project is called."""
    parts = sorted(SOURCE.rglob("migrations/*.py"))
    parts += [SOURCE / "journal/guards.py", SOURCE / "config/settings.py", TREE / "requirements/dev.txt"]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()
    return f"palier_empty_{os.getuid()}_{digest[:16]}"


def lay() -> None:
    """Copy the model where this worker expects its database."""
    wanted = str(connection.creation._get_test_db_name())
    if connection.vendor == "sqlite":
        shutil.copy(sqlite_model(), wanted)
        return
    server = os.environ["PALIER_DATABASE_URL"]
    model = server_model(server)
    with psycopg.connect(server, autocommit=True) as told:
        _replace(told, wanted, model)


def sqlite_model() -> Path:
    """The file of the model, made if need be."""
    folder = Path(os.environ.get(FOLDER) or tempfile.gettempdir())
    model = folder / f"{name()}.sqlite3"
    with _alone():
        if not model.exists():
            draft = model.with_suffix(".draft")
            draft.unlink(missing_ok=True)
            _migrate(f"sqlite:///{draft}")
            draft.replace(model)
    return model


def server_model(server: str) -> str:
    """The name of the model on this server, made if need be."""
    with _alone(), psycopg.connect(server, autocommit=True) as told:
        if not told.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name()]).fetchone():
            draft = f"{name()}_draft"
            _replace(told, draft, "template0")
            _migrate(f"{server.rpartition('/')[0]}/{draft}")
            told.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (draft, name()))))
    return name()


def _replace(server: psycopg.Connection, database: str, template: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database)))
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (database, template))))


def _migrate(url: str) -> None:
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    place = {"PALIER_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(TREE)}
    subprocess.run(command, check=True, cwd=TREE, env={**os.environ, **place})


@contextmanager
def _alone() -> Iterator[None]:
    """One worker at a time; the others then find what the first has made."""
    with (Path(tempfile.gettempdir()) / f"{name()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
