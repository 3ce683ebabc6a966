"""The whole verification in one command: `python -m tests.run all|fast|lint`.

`all`: form and types, the suite on SQLite, the same on PostgreSQL with the journey of a report in the browser, then
the browser tests on SQLite. What a machine lacks (PostgreSQL, Chromium) is skipped and said so, except in CI
(`CI=true`), where nothing may be skipped.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.empty_database import FOLDER as EMPTY
from tests.engines import OVERRIDE, postgres_is_here, postgres_server

TREE = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
POSTGRES, BROWSER, PDF = "PostgreSQL", "Chromium", "poppler-utils"
REMEDY = "« make test-deps » l’installe sous Debian"
LINT = (
    ("forme du code", ["ruff", "check", "."]),
    ("mise en forme", ["ruff", "format", "--check", "."]),
    ("étages", ["lint-imports"]),
    ("types", ["mypy"]),
    ("gabarits", ["djlint", "--lint", "--quiet", "src/palier"]),
)
# From the report (desktop, phone, phone without network) to the objective: walked on both databases.
JOURNEY = [
    f"tests/e2e/test_{name}.py" for name in ("journey", "filing", "triage", "gates", "together", "commitment_link")
]
JOURNEY += ["tests/e2e/test_offline.py::test_typed_without_network_closed_reopened_sent_once_with_its_photos"]
OUT_OF_BROWSER = ["--ignore=tests/e2e"]
ASYNC = {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
Suite = tuple[str, list[str], dict[str, str]]
QUICK = "not browser and not postgres and not installation"
# Two at a time in CI, whose machine may count more processors than it lends; all of them on the machine of who waits.
WORKERS = "2" if IN_CI else "auto"


class Failure(Exception):
    """One part of the verification failed."""


def main(kind: str) -> int:
    """Run the parts of `kind` in order and close on what was run, skipped and failed.

    A suite that fails does not hide what the next ones say; form and types come first, and stop there.
    """
    start = time.monotonic()
    lacking = missing()
    if kind == "all" and lacking and IN_CI:
        return _say(f"En CI rien ne peut être passé ; il manque : {', '.join(lacking)} ({REMEDY}).", 1)
    done: list[str] = []
    failed: list[str] = []
    try:
        _lint(done)
    except Failure as failure:
        return _say(f"ÉCHEC : {failure}", 1)
    for name, words, environment in _suites(kind, lacking):
        try:
            _pytest(done, name, words, environment)
        except Failure as failure:
            failed.append(f"ÉCHEC : {failure}")
    minutes, seconds = divmod(int(time.monotonic() - start), 60)
    skipped = [f"{name} introuvable : ses tests n’ont pas été lancés ({REMEDY})." for name in lacking if kind == "all"]
    summary = [f"Durée totale : {minutes} min {seconds:02d} s.", *skipped, *done, *failed]
    return _say("\n".join(summary), 1 if failed else 0)


def missing() -> list[str]:
    """What this machine lacks to run everything."""
    here = {POSTGRES: postgres_is_here(), BROWSER: _chromium(), PDF: shutil.which("pdftotext")}
    return [name for name, found in here.items() if not found]


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _suites(kind: str, lacking: list[str]) -> Iterator[Suite]:
    """The suites of `kind`, each with what pytest and its environment need; PostgreSQL lives as long as they do."""
    if kind == "fast":
        yield "suite rapide (SQLite)", ["-m", f"{QUICK} and not sweep and not long", *OUT_OF_BROWSER, "-n", WORKERS], {}
    if kind != "all":
        return
    with ExitStack() as stack:
        server = None if POSTGRES in lacking else stack.enter_context(postgres_server())
        folder = stack.enter_context(TemporaryDirectory(prefix="palier-test-"))
        known = {"PALIER_TEST_ALL": "1", EMPTY: folder} | ({OVERRIDE: server} if server else {})
        without = "not browser" if server else "not browser and not postgres"
        yield "suite sur SQLite", ["-m", without, *OUT_OF_BROWSER, "-n", "2"], known
        if server:
            on_server = known | {"PALIER_DATABASE_URL": server}
            yield "suite sur PostgreSQL", ["-m", "not installation", *OUT_OF_BROWSER, "-n", "2"], on_server
            if BROWSER not in lacking:
                yield "navigateur, parcours sur PostgreSQL", ["-m", "browser", "-n", "2", *JOURNEY], on_server | ASYNC
        if BROWSER not in lacking:
            yield "navigateur", ["-m", "browser", "-n", "2", "tests/e2e"], {EMPTY: folder} | ASYNC


def _lint(done: list[str]) -> None:
    for name, words in LINT:
        _run(f"{name} ({words[0]})", [str(BIN / words[0]), *words[1:]])
    done.append("Forme, types, étages : conformes.")


def _pytest(done: list[str], name: str, words: list[str], environment: dict[str, str]) -> None:
    """One run of pytest; its own summary line is kept for the end."""
    # The longest come first: a worker that is done takes over what waits behind them.
    command = [sys.executable, "-m", "pytest", "--dist", "worksteal", *words, *(["--durations=20"] if IN_CI else [])]
    print(f"\n— {name}", flush=True)
    last = ""
    process = subprocess.Popen(command, cwd=TREE, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True)
    for line in process.stdout or ():
        print(line, end="", flush=True)
        last = line.strip() if " passed" in line or " failed" in line else last
    if process.wait():
        raise Failure(f"{name} ({last.strip('= ')})" if last else name)
    if IN_CI and " skipped" in last:
        raise Failure(f"{name} : en CI rien ne peut être passé ({last.strip('= ')})")
    done.append(f"{name} : {last.strip('= ')}")


def _run(name: str, words: list[str]) -> None:
    print(f"— {name}", flush=True)
    quiet = subprocess.run(words, cwd=TREE, check=False, capture_output=True, text=True)
    if quiet.returncode:
        print(quiet.stdout + quiet.stderr, flush=True)
        raise Failure(name)


def _say(text: str, code: int) -> int:
    print(f"\n{text}", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "all"))
