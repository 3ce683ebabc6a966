"""`palier screen`: point at the passages about persons in texts, or measure how well it is done."""

import argparse
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from palier.kernel.errors import Refused
from palier.screening import Span, find_spans
from palier.screening.measure import measure
from palier.screening.sentences import as_line, read_marked, read_texts
from palier.screening.spans import kind_of

HELP = "Repère dans des textes ce qui désigne une personne (noms, téléphones, logements, situations…)."
STDIN = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the texts are, and whether to measure instead."""
    parser.add_argument(
        "file",
        metavar="FICHIER",
        nargs="?",
        default=STDIN,
        help="un texte par ligne, ou un objet JSON par ligne avec « text » (défaut : l’entrée standard)",
    )
    parser.add_argument(
        "--measure",
        metavar="FICHIER",
        help="rappel et précision, genre par genre, sur des phrases annotées (JSON Lines : « text », « spans »)",
    )


def run(options: argparse.Namespace) -> int:
    """Print one JSON line for each text, or one table."""
    if options.measure and options.file != STDIN:
        raise Refused("Choisissez : un fichier à examiner, ou --measure FICHIER.")
    with _opened(options.measure or options.file) as lines:
        try:
            if options.measure:
                return _measured(read_marked(lines))
            texts = read_texts(lines)
        except UnicodeDecodeError as error:
            raise Refused("Ce fichier n’est pas en UTF-8 : enregistrez-le en UTF-8 et recommencez.") from error
    for text in texts:
        sys.stdout.write(as_line(text, find_spans(text)) + "\n")
    return 0


@contextmanager
def _opened(path: str) -> Iterator[TextIO]:
    """The file, or the standard input, read as UTF-8."""
    if path == STDIN:
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="strict")
        yield sys.stdin
        return
    try:
        file = Path(path).open(encoding="utf-8")  # noqa: SIM115 - closed just below, once opening is told from reading
    except OSError as error:
        raise Refused(f"Impossible de lire « {path} » : vérifiez le chemin et les droits de lecture.") from error
    with file:
        yield file


def _measured(marked: list[tuple[str, list[Span]]]) -> int:
    if not marked:
        raise Refused("Ce fichier ne contient aucune phrase.")
    shared, exact = measure(marked, exact=False), measure(marked, exact=True)
    sys.stdout.write(f"{len(marked)} phrases. Partagé : une partie commune ; exact : mêmes bornes.\n\n")
    sys.stdout.write(f"{'genre':<26}{'passages':>9}{'rappel':>18}{'précision':>18}\n{'':<35}{_UNDER}{_UNDER}\n")
    for name, score in shared.items():
        label = "Ensemble" if name == "all" else kind_of(name).label
        told = f"{_two(score.recall, exact[name].recall):>18}{_two(score.precision, exact[name].precision):>18}"
        sys.stdout.write(f"{label:<26}{score.marked:>9}{told}\n")
    return 0


_UNDER = f"{'partagé / exact':>18}"


def _two(shared: float | None, exact: float | None) -> str:
    return " / ".join("–" if value is None else f"{100 * value:.1f} %" for value in (shared, exact))
