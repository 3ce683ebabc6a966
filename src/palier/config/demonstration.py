"""The demonstration: its own folder, its own database, loaded once, served on loopback only.

This module is imported before the settings are read: it lays their environment, so it touches nothing of Django.
"""

import errno
import json
import os
import secrets
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

HOST = "127.0.0.1"
LOADED = "chargee.json"


def folder() -> Path:
    """Where the demonstration lives: `demonstration/` in the data folder (`var/` by default)."""
    return Path(os.environ.get("PALIER_DATA_DIR") or Path.cwd() / "var").resolve() / "demonstration"


def prepare_environment() -> None:
    """Have the settings read the demonstration's database, and nothing that a production left in the environment."""
    home = folder()
    home.mkdir(parents=True, exist_ok=True, mode=0o750)
    for name in [name for name in os.environ if name.startswith("PALIER_")]:
        del os.environ[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "palier.config.settings"
    os.environ["PALIER_DEMONSTRATION"] = "1"
    os.environ["PALIER_DATA_DIR"] = str(home)
    os.environ["PALIER_SECRET_KEY"] = _secret(home / "secret")


def _secret(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def is_loaded(home: Path) -> bool:
    """Whether the demonstration was loaded to its end."""
    return (home / LOADED).exists()


def mark_loaded(home: Path, version: str) -> None:
    """Remember that the loading came to its end, and with which version."""
    (home / LOADED).write_text(json.dumps({"version": version}), encoding="utf-8")


def clear(home: Path) -> None:
    """Forget a demonstration: database, files, mark. The folder and its secret stay."""
    for path in home.iterdir():
        if path.name == "secret":
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def port_is_free(host: str, port: int) -> bool:
    """Whether a server may listen there; a socket just closed does not count."""
    return not refusal_to_listen(host, port)


def refusal_to_listen(host: str, port: int) -> str:
    """Why a server may not listen there and what to do, in French; empty when it may."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"Le port {port} est déjà pris sur {host} : choisissez-en un autre avec --port."
        if error.errno in {errno.EACCES, errno.EPERM}:
            return f"Le port {port} est réservé au système : prenez-en un au-dessus de 1024, derrière un mandataire."
        return f"« {host} » n’est pas une adresse de cette machine : choisissez-en une autre avec --host."
    return ""


def wait_until_served(port: int, *, given_up: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait for the first answer of the web server on loopback; False if it died, was stopped or is too long."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and not given_up():
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/", timeout=10):  # loopback, never beyond
                return True
        except urllib.error.HTTPError as answer:
            return answer.code < 500  # noqa: PLR2004 - it answers, if only to ask who we are
        except OSError:
            time.sleep(0.2)
    return False
