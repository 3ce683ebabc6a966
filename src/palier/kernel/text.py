"""French words made comparable: accents, ligatures, case and punctuation folded. One function for every search."""

import re
import unicodedata

# Letters that no decomposition takes apart. `kernel.folding` says the same to the database.
WHOLE_LETTERS = {
    "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
    "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i",
}  # fmt: skip
MARKS = r"[\u0300-\u036f]"
_MARKS = re.compile(MARKS)
_WHOLE = str.maketrans(WHOLE_LETTERS)
_CONTROL = frozenset({"Cc", "Cs"})
_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Lower case, without accents nor ligatures; punctuation is kept."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_WHOLE).lower()


def holds_control(text: str) -> bool:
    """Whether a nul, another control character or half a character stands in it: no database keeps them all."""
    return not text.isprintable() and any(unicodedata.category(letter) in _CONTROL for letter in text)


def visible(text: str) -> str:
    """The text with « � » for each such character: it can then be shown, wherever it comes from."""
    return "".join("\ufffd" if unicodedata.category(letter) in _CONTROL else letter for letter in text)


def words_of(text: str) -> list[str]:
    """The folded words and numbers of a text, in order; apostrophes and hyphens separate."""
    return _WORD.findall(fold(text))
