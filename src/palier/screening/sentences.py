"""Sentences as JSON lines, `text` and `spans` (start, end, kind): what a command reads and writes, what is measured."""

import json
from collections.abc import Iterable
from typing import Any

from palier.kernel.errors import Refused
from palier.screening.spans import Kind, Span, kind_of

_SHAPE = '{"text": "…"}'


def read_texts(lines: Iterable[str]) -> list[str]:
    """The texts of a file: one a line, or JSON lines with `text` when the first line written is a JSON object."""
    numbered = [(number, line.rstrip("\r\n")) for number, line in enumerate(lines, start=1)]
    written = [(number, line) for number, line in numbered if line.strip()]
    if not written or not written[0][1].lstrip().startswith("{"):
        return [line for _, line in numbered]
    return [_text(_object(line, number), number) for number, line in written]


def read_marked(lines: Iterable[str]) -> list[tuple[str, list[Span]]]:
    """Texts whose passages were marked by hand."""
    marked = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found = _object(line, number)
            marked.append((_text(found, number), _spans(found, number)))
    return marked


def as_line(text: str, spans: Iterable[Span]) -> str:
    """One JSON line."""
    shown = [{"start": span.start, "end": span.end, "kind": span.kind.code} for span in spans]
    return json.dumps({"text": text, "spans": shown}, ensure_ascii=False)


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise Refused(
            f"Ligne {number}, caractère {error.colno} : ce n’est pas un objet JSON complet. "
            f"Écrivez un objet par ligne, sur le modèle {_SHAPE}, ou un texte simple par ligne dans tout le fichier."
        ) from error
    if not isinstance(found, dict):
        raise Refused(f"Ligne {number} : un objet JSON est attendu, sur le modèle {_SHAPE}.")
    return found


def _text(found: dict[str, Any], number: int) -> str:
    text = found.get("text")
    if not isinstance(text, str):
        raise Refused(f"Ligne {number} : le champ « text » manque ou n’est pas un texte. Modèle : {_SHAPE}.")
    return text


def _spans(found: dict[str, Any], number: int) -> list[Span]:
    kinds = ", ".join(kind.code for kind in Kind)
    try:
        return [Span(int(one["start"]), int(one["end"]), kind_of(one["kind"])) for one in found["spans"]]
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(
            f"Ligne {number} : le champ « spans » manque ou est mal écrit. Chaque passage a « start » et « end » "
            f"(nombres) et « kind », parmi : {kinds}."
        ) from error
