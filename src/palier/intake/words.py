"""How wordings are compared: no accents, no case, abbreviations written out, small words dropped."""

from palier.kernel.text import words_of

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
    return " ".join(words_of(text))


def tokens(text: str) -> list[str]:
    """The words that count, abbreviations written out."""
    words = (_WRITTEN_OUT.get(word, word) for word in fold(text).split())
    return [word for word in words if word not in _SMALL]


def key(text: str) -> str:
    """The words that count, as one string to compare."""
    return " ".join(tokens(text))
