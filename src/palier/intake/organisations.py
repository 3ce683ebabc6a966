"""Who is meant by « PM (ASVP) » or « Ville / lycée »: one organisation, and its type of partner."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from palier.intake.words import fold

_LONGEST = 300  # what follows names nobody


@dataclass(frozen=True, slots=True)
class Owner:
    """The organisation named first in a cell, its type, and whether the table knew it."""

    name: str
    type: str
    known: bool


def read_owner(text: str) -> Owner | None:
    """The first organisation named; None when the cell names nobody."""
    words = " ".join(text.split())[:_LONGEST]
    first = re.split(r"\s*(?:[+/&,;]|\bet\b|\bavec\b)\s*", words, maxsplit=1)[0].strip(" .")
    if not first:
        return None
    table = _by_name()
    bare, inside = re.sub(r"\s*\(.*?\)", "", first).strip(), re.search(r"\((.+?)\)", first)
    precise = [fold(first), *([fold(inside[1])] if inside else []), fold(bare)]
    for wording in precise:
        if wording in table:
            return table[wording]
    return Owner(first, _by_stem(fold(first)), known=False)


def _by_stem(folded: str) -> str:
    return next(
        (kind for kind, stems in _table()["stems"] if any(re.search(rf"\b{stem}", folded) for stem in stems)), ""
    )


@cache
def _by_name() -> dict[str, Owner]:
    return {
        wording: Owner(name, kind, known=True) for kind, name, wordings in _table()["names"] for wording in wordings
    }


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).parent / "wording" / "organisations.json"
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table
