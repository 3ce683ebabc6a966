"""`palier suggest-category`: which categories does a short report speak of?"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from palier.cycle.catalogue.reference import category_labels
from palier.cycle.catalogue.suggestion import suggest
from palier.kernel.errors import Refused

HELP = "Propose pour chaque texte les trois catégories les plus probables (une ligne JSON par texte)."
_EXPLAINED = (
    "Entrée : un texte par ligne, ou une ligne JSON par texte avec la clé « text » (la clé « id », si elle est là, est "
    "reprise). Sortie, dans le même ordre : « codes » (les codes, du plus au moins probable) et « suggestions » (code, "
    "libellé, part entre 0 et 1). Une ligne vide donne une réponse vide. Tout est calculé sur ce poste, sans base de "
    "données ni réseau, d’après la nomenclature livrée ; ce qu’un groupe a corrigé ne sert que dans ce groupe."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the texts come from."""
    parser.epilog = _EXPLAINED
    parser.add_argument(
        "file", metavar="FICHIER", nargs="?", default="-", help="fichier des textes en UTF-8 ; « - » ou rien : l’entrée"
    )


def run(options: argparse.Namespace) -> int:
    """One answer per line read."""
    labels = category_labels()
    for number, line in enumerate(_lines(options.file), start=1):
        text, kept = _read(line.strip(), number)
        found = suggest(text, among=labels)
        told = [{"code": one.code, "label": labels[one.code], "score": one.score} for one in found]
        answer = {**kept, "codes": [one.code for one in found], "suggestions": told}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return 0


def _lines(name: str) -> Iterator[str]:
    try:
        if name == "-":
            sys.stdin.reconfigure(encoding="utf-8-sig")  # type: ignore[union-attr]  # the real standard input
            yield from sys.stdin
            return
        with Path(name).open(encoding="utf-8-sig") as file:
            yield from file
    except OSError as error:
        raise Refused(f"Impossible de lire « {name} » : {error.strerror}. Vérifiez le chemin.") from error
    except UnicodeDecodeError as error:
        raise Refused("Ce texte n’est pas en UTF-8 : enregistrez le fichier en UTF-8, puis recommencez.") from error


def _read(line: str, number: int) -> tuple[str, dict[str, object]]:
    """The text of a line, and the name by which its answer will be found again."""
    if not line.startswith("{"):
        return line, {}
    try:
        record = json.loads(line)
    except ValueError as error:
        raise Refused(f"Ligne {number} : ce JSON ne se lit pas ({error}).") from error
    text = record.get("text")
    if not isinstance(text, str):
        raise Refused(f"Ligne {number} : la clé « text » manque ou n’est pas un texte.")
    return text, {"id": record["id"]} if "id" in record else {}
