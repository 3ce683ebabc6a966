"""How wordings are compared: no accents, no case, abbreviations written out, small words dropped."""

import re
import unicodedata

_WRITTEN_OUT = {
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "boul": "boulevard",
    "pl": "place",
    "rte": "route",
    "ch": "chemin",
    "che": "chemin",
    "imp": "impasse",
    "all": "allee",
    "res": "residence",
    "bat": "batiment",
    "stat": "stationnement",
    "prom": "promenade",
    "sq": "square",
    "st": "saint",
    "ste": "sainte",
}
_SMALL = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "par", "pour", "sur", "un", "une"]
)


def fold(text: str) -> str:
    """Lower case, no accent, any punctuation as one space."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
        if not unicodedata.combining(letter)
    )
    return re.sub(r"[^a-z0-9]+", " ", bare.casefold()).strip()


def tokens(text: str) -> list[str]:
    """The words that count, abbreviations written out."""
    words = (_WRITTEN_OUT.get(word, word) for word in fold(text).split())
    return [word for word in words if word not in _SMALL]


def key(text: str) -> str:
    """The words that count, as one string to compare."""
    return " ".join(tokens(text))
