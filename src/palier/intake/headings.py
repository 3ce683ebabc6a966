"""Which field a heading names: the wordings seen in trackers, compared without accents, plurals or small words."""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from palier.intake.words import fold, tokens

REASON = "Motif du refus"  # the column of our own that a file of rejects ends with
_CLOSE, _EXACT = 88, 100.0
# A heading half of whose words are known still names its field; below, it is a sentence.
_LEAST = 66.0
_LONGEST = 60
_PERSON = 75.0
SILENT = ("private", "person")
_GROUP, _STRAY, _EMPTY = 2, 30, 10
# Said about other columns, never to tell them apart.
_IDLE = frozenset(["e", "s", "est", "il", "on", "votre", "vos", "vous", "ce", "cette", "exact", "exacte", "gpo", "si"])


@lru_cache(maxsize=4096)
def field_scores(heading: str) -> Mapping[str, float]:
    """How well a heading names each field, out of 100; only the fields it may name."""
    if not heading or len(heading) > _LONGEST * 2 or fold(heading) == fold(REASON):
        return {}
    words = _words(heading)
    if not words or len(" ".join(words)) > _LONGEST:
        return {}
    folded = f" {fold(heading)} "
    scores = {
        name: max(_likeness(words, wording) for wording in wordings)
        for name, wordings in _fields().items()
        if not any(word in words or f" {word} " in folded for word in _table()["never"].get(name, ()))
    }
    return {name: score for name, score in scores.items() if score >= _LEAST}


def assign(
    headings: Sequence[Sequence[str]], kept: Collection[str] = (), empty: Collection[int] = ()
) -> dict[str, int]:
    """Field -> column, each column and field once, the best likeness first; the fields `kept` by other columns are
    nobody’s, and a column that is `empty` leaves its field to one as well named that is not. A column may bear several
    headings: its own, the two together, then the title of its group (« Réponse » over « Quoi »), which says what it
    may hold."""
    scored: list[tuple[float, int, str]] = []
    for place, ways in enumerate(headings):
        best: dict[str, float] = {}
        family = _family(ways[_GROUP]) if len(ways) > _GROUP else frozenset()
        for rank, way in enumerate(ways[:_GROUP]):
            for name, score in field_scores(way).items():
                stray = _STRAY if family and name not in family else 0
                best[name] = max(best.get(name, 0), score - rank - stray)
        worth = _EMPTY if place in empty else 0
        scored += [(score - worth, place, name) for name, score in best.items() if name not in kept]
    found: dict[str, int] = {}
    for _, place, name in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if name not in found and place not in found.values():
            found[name] = place
    return found


def person_columns(headings: Sequence[str], taken: Collection[int]) -> frozenset[int]:
    """The columns made for persons (name, telephone…), beside those taken for a field."""
    return frozenset(
        place
        for place, heading in enumerate(headings)
        if place not in taken and field_scores(heading).get("person", 0) >= _PERSON
    )


def private_columns(headings: Sequence[str], taken: Collection[int]) -> frozenset[int]:
    """The columns made for procedures and what is kept among the police, beside those taken for a field."""
    return frozenset(
        place
        for place, heading in enumerate(headings)
        if place not in taken and field_scores(heading).get("private", 0) >= _LEAST
    )


def silent_columns(headings: Sequence[str], columns: Mapping[str, int]) -> frozenset[int]:
    """The columns whose words are never shown again nor kept: made for persons, or for procedures."""
    taken = {place for name, place in columns.items() if name not in SILENT}
    own = frozenset(columns[name] for name in SILENT if name in columns)
    return own | person_columns(headings, taken) | private_columns(headings, taken)


def names_no_lead(heading: str) -> bool:
    """True of a heading under which organisations stand that lead nothing: the landlord, the manager of a site."""
    return bool(set(_words(heading)) & set(_table()["elsewhere"]))


def field_names() -> tuple[str, ...]:
    """The fields that a column may hold."""
    return tuple(_fields())


def known_fields(headings: Sequence[str]) -> int:
    """How many different fields these headings name."""
    return len(assign([[heading] for heading in headings]))


def _family(group: str) -> frozenset[str]:
    """The fields that may stand under the title of a group; any when the title says nothing known."""
    words = _words(group)
    return next((fields for titles, fields in _groups() if words in titles), frozenset())


def _likeness(words: tuple[str, ...], wording: tuple[str, ...]) -> float:
    if words == wording:
        return _EXACT
    shared = sum(any(_same(word, one) for one in words) for word in wording)
    if shared < len(wording):
        return 0
    # « Date de clôture (prévue) » names « date clôture » better than « date ».
    return _EXACT * (0.5 + 0.5 * len(wording) / max(len(words), len(wording))) - (words[0] != wording[0])


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= _CLOSE  # noqa: PLR2004 - short words differ


@cache
def _words(heading: str) -> tuple[str, ...]:
    bare = fold(heading.replace("#", " numero ").replace("°", " "))
    kept = [_singular(word) for word in tokens(bare) if word not in _IDLE]
    return tuple(kept) or tuple(bare.split()[:2])


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith(("s", "x")) else word  # noqa: PLR2004 - « bus », « cas »


@cache
def _groups() -> tuple[tuple[tuple[tuple[str, ...], ...], frozenset[str]], ...]:
    return tuple((tuple(map(_words, titles)), frozenset(names)) for titles, names in _table()["groups"])


@cache
def _fields() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return {name: tuple(map(_words, wordings)) for name, wordings in _table()["fields"].items()}


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).parent / "wording" / "columns.json"
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table
