"""`make bench`: every measure on a database of its own, small by default; `make bench BENCH=--help` gives the sizes."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from tests.engines import NoPostgres, postgres_server

from bench.machine import Clock, load
from palier.config.french import speak_french

ROOT = Path(__file__).resolve().parents[1]
LEAST = 10
SIZES = (
    ("addresses", 60_000, "adresses"),
    ("queries", 600, "recherches"),
    ("entries", 10_000, "entrées du journal"),
    ("reports", 15_000, "signalements"),
    ("groups", 10, "groupes entre lesquels ils se partagent"),
    ("problems", 300, "problématiques ouvertes du groupe qui se réunit"),
    ("items", 20, "points de la réunion dont on fait les documents"),
    ("rows", 5_000, "lignes de chaque export"),
)

KINDS = ("csv", "xlsx", "ods", "geojson")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked and say how long it all took; the code of the first measure that fails."""
    options = _options(arguments)
    # Each in two processes: the memory that writing took is not that of reading.
    search, chain, exports = "bench.address_search", "bench.journal_verify", "bench.exports"
    asked = {
        # First: the group that it fills has then no other problem than its own.
        "ordre-du-jour": [["bench.agenda", "--fill", options.problems], ["bench.agenda"]],
        "documents": [["bench.minutes", "--fill", options.items], ["bench.minutes"]],
        "adresses": [[search, "--fill", options.addresses], [search, "--queries", options.queries]],
        "journal": [[chain, "--fill", options.entries], [chain]],
        "listes": [["bench.lists", "--fill", options.reports, "--groups", options.groups], ["bench.lists"]],
        # A file, a process: the memory that one took is not that of the next.
        "exports": [[exports, "--fill", options.rows], *([exports, "--kind", kind] for kind in KINDS)],
    }
    with Clock() as whole, _installation(options.engine, options.keep) as environment:
        for name in options.only or asked:
            print(f"\n— {name} ({options.engine}, {load()})", flush=True)
            for words in asked[name]:
                command = [sys.executable, "-m", *map(str, words)]
                if code := subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
                    return code
    print(f"\n{whole.elapsed:.0f} s en tout ; {load()}. Les chiffres se lisent avec bench/README.md.")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    speak_french()
    parser = argparse.ArgumentParser(prog="python -m bench", description="Mesures de performance.", allow_abbrev=False)
    add = parser.add_argument
    add(
        "--only",
        action="append",
        choices=("adresses", "journal", "listes", "ordre-du-jour", "documents", "exports"),
        help="une seule mesure (se répète)",
    )
    add("--engine", choices=("sqlite", "postgresql"), default="sqlite", help="par défaut : %(default)s")
    for name, size, what in SIZES:
        add(f"--{name}", type=_count, default=size, metavar="N", help=f"{what} (par défaut : {size})")
    add("--keep", metavar="DOSSIER", type=Path, help="garde la base SQLite dans ce dossier, pour la réemployer")
    options = parser.parse_args(arguments)
    if options.keep and options.engine != "sqlite":
        parser.error("--keep ne garde qu’une base SQLite")
    return options


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < LEAST:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un nombre d’au moins {LEAST}")
    return int(text)


@contextmanager
def _installation(engine: str, keep: Path | None) -> Iterator[dict[str, str]]:
    """The environment of an installation of its own: nothing of the person's settings reaches it."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("PALIER_")}
    with tempfile.TemporaryDirectory(prefix="palier-bench-") as passing:
        environment = known | {"PALIER_DATA_DIR": str((keep or Path(passing)).resolve())}
        environment |= {"DJANGO_SETTINGS_MODULE": "palier.config.settings"}
        try:
            with postgres_server() if engine == "postgresql" else nullcontext("") as url:
                yield environment | ({"PALIER_DATABASE_URL": url} if url else {})
        except NoPostgres as absent:
            sys.exit(str(absent))


if __name__ == "__main__":
    sys.exit(main())
