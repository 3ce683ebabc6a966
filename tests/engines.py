"""A PostgreSQL server for the tests that need one: a temporary cluster on loopback, gone when the block ends.

`PALIER_TEST_POSTGRES_URL` gives a server of one's own instead. Debian's binaries are found where Debian puts them.
PostgreSQL refuses to run as root: the cluster then belongs to the `postgres` account.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OVERRIDE = "PALIER_TEST_POSTGRES_URL"
OWNER = "postgres"


class NoPostgres(RuntimeError):
    """No PostgreSQL server was found on this machine."""


def postgres_binaries() -> Path | None:
    """The folder holding initdb and postgres, newest first, or None."""
    candidates = []
    if config := shutil.which("pg_config"):
        candidates.append(
            Path(subprocess.run([config, "--bindir"], check=False, capture_output=True, text=True).stdout.strip())
        )
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    if initdb := shutil.which("initdb"):
        candidates.append(Path(initdb).parent)
    return next((path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()), None)


def postgres_is_here() -> bool:
    """Whether `postgres_server` would find a server."""
    return OVERRIDE in os.environ or postgres_binaries() is not None


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address (postgres://…/palier) of a server that the tests may fill and empty."""
    if given := os.environ.get(OVERRIDE):
        yield given
        return
    binaries = postgres_binaries()
    if binaries is None:
        raise NoPostgres("PostgreSQL introuvable : « make test-deps » l’installe sous Debian.")
    home = Path(tempfile.mkdtemp(prefix="palier-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(home, OWNER)
        yield from _cluster(binaries, home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _cluster(binaries: Path, home: Path) -> Iterator[str]:
    """A cluster that forgets durability (it lives for one run) and listens on a free loopback port."""
    store, log, port = home / "data", home / "log", _free_port()
    _as_owner([binaries / "initdb", "-D", store, "-U", "palier", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"])
    swift = f"-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60 -p {port}"
    where = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"
    control = binaries / "pg_ctl"
    _as_owner([control, "-D", store, "-l", log, "-w", "-o", f"{swift} {where}", "start"])
    try:
        _as_owner([binaries / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "palier", "palier"])
        yield f"postgres://palier@127.0.0.1:{port}/palier"
    finally:
        _as_owner([control, "-D", store, "-m", "immediate", "-w", "stop"])


def _as_owner(command: list[object]) -> None:
    user = OWNER if os.geteuid() == 0 else None
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        check=False,
        capture_output=True,
        text=True,
        user=user,
        group=user,
        extra_groups=[] if user else None,
        cwd="/",
    )
    if done.returncode:
        raise RuntimeError(f"{words[0]} : {done.stdout}{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    # `python -m tests.engines`: a server to try things on, until Ctrl-C.
    with postgres_server() as address:
        sys.stdout.write(address + "\n")
        sys.stdout.flush()
        while True:
            time.sleep(3600)
