"""Who is meant by « PM (ASVP) », « Ville / lycée », « Réf. sûreté » : one organisation, and its type of partner."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from palier.intake.text import level
from palier.intake.words import fold

_LONGEST = 300  # what follows names nobody
_MOST_WORDS = 7
_SHORT = 3
_TOWN, _SHOPS = "Ville", "Commerçants"
_WORD = re.compile(r"[^\W_]+")
_JOIN = re.compile(r"\s*(?:[+/&,]|\bet\b|\bavec\b|\bou\b)\s*")
_ARTICLE = re.compile(
    r"(?:(?:m\.?|mme|monsieur|madame) (?:le|la) |la|le|les|l'|un|une|notre|du|des|de la|de l'|d'|de)\s*(?=\w)"
)
_GOES_ON = re.compile(r"\s*(?:de|du|des|d'|entre|avec|par|au|aux|a|et|\+|en|pour|sur|dans|chez|$)(?:\W|$)")
# Words that are an organisation in a cell made for it, but open a sentence as often as not.
_COMMON = frozenset(
    ["education", "technique", "parents", "etat", "eco", "med", "prop", "com", "video", "dechets", "commune",
     "sport", "tra", "bar", "garage", "chantier", "societe", "maraude", "jardins", "collecte", "nettoiement",
     "gestionnaire", "ps", "sp", "gardiennage", "mediation", "proprete", "eclairage", "prevention", "transport",
     "transports", "education nationale"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Owner:
    """The organisation named first in a cell, its type, and whether the table knew it."""

    name: str
    type: str
    known: bool


def read_owner(text: str) -> Owner | None:
    """The first organisation named; None when the cell names nobody."""
    words = " ".join(text.split())[:_LONGEST]
    first = re.split(r"\s*(?:[+/&,;]|\bet\b|\bavec\b)\s*", words, maxsplit=1)[0].strip(" .:-")
    if not fold(first):
        return None
    table = _by_name()
    bare, inside = re.sub(r"\s*\(.*?\)", "", first).strip(), re.search(r"\((.+?)\)", first)
    precise = [fold(first), *([fold(inside[1])] if inside else []), fold(bare), _bare(first)]
    for wording in precise:
        if wording in table:
            return table[wording]
    return Owner(first, type_by_stem(first), known=False)


def leading_owner(text: str, *, sure: bool = False) -> tuple[Owner, int] | None:
    """The organisation known to the table that opens a text, and where it ends; the longest wording wins.

    `sure` of a text whose first words stand before a colon: they are a name, even in small letters.
    """
    plain = level(text)
    article = _ARTICLE.match(plain)
    start = article.end() if article else 0
    words = list(_WORD.finditer(plain, start))[:_MOST_WORDS]
    if not words or words[0].start() != start:
        return None
    table = _by_name()
    for count in range(len(words), 0, -1):
        wording = " ".join(word[0] for word in words[:count])
        owner = table.get(wording)
        end = words[count - 1].end()
        if owner and (sure or _may_open(text[start:end], wording, plain[end:])):
            return owner, end
    return None


def joined_end(text: str, end: int) -> int:
    """Where a list of organisations ends: « PM + PN », « SDIS, PN », « hôpital/CSAPA »; the first one owns."""
    while True:
        join = _JOIN.match(level(text), end)
        after = leading_owner(text[join.end() :]) if join and join.end() > end else None
        if join is None or after is None:
            return end
        end = join.end() + after[1]


def by_work(owner: Owner | None, what: str, around: str = "") -> Owner | None:
    """The service that the work itself tells, where a line names only the town, or only « the operator »: a careful
    reader gives a street lamp to public lighting, and a fence along the rails to the railway."""
    if owner is None or not owner.known:
        return owner
    table = _by_name()
    folded = fold(what)
    if owner.name == _TOWN:
        works = ((name, words) for name, words in _table()["works"])
        name = next((name for name, words in works if any(re.search(rf"\b{word}", folded) for word in words)), "")
        return Owner(name, owner.type, known=True) if name else owner
    if owner.name == _SHOPS and any(word in f"{folded} {fold(around)}" for word in _table()["rail"]):
        return table["exploitant ferroviaire"]
    return owner


def type_by_stem(text: str) -> str:
    """The type of partner that the words of an unknown name make likely; nothing when none does."""
    folded = fold(text)
    return next(
        (kind for kind, stems in _table()["stems"] if any(re.search(rf"\b{stem}", folded) for stem in stems)), ""
    )


def _may_open(raw: str, wording: str, after: str) -> bool:
    """A short name in small letters, or a common word, opens a sentence too often to be believed alone.

    « médiation présence 16h » is someone who does something, « médiation entre voisins » the thing done.
    """
    if " " in wording:
        return True
    if len(wording) <= _SHORT:
        return raw.isupper() or wording in {"pm", "pn", "bus"}
    return wording not in _COMMON or raw.isupper() or not _GOES_ON.match(after)


def _bare(text: str) -> str:
    """Without the article and the number that go with a name: « les 2 bailleurs »."""
    return re.sub(r"^(?:(?:la|le|les|l|un|une|des|du|\d+) )+", "", fold(text))


@cache
def _by_name() -> Mapping[str, Owner]:
    return {
        wording: Owner(name, kind, known=True) for kind, name, wordings in _table()["names"] for wording in wordings
    }


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).parent / "wording" / "organisations.json"
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table
