"""A text as the rules read it: a folded copy of the same length, and its words with their shape."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from enum import Enum, auto

# One character for one character: apostrophes and spaces made plain, accents taken off, capitals lowered.
_PLAIN = {ord(mark): "'" for mark in "’ʼ‘`´"} | {ord(mark): " " for mark in "\u00a0\u202f\u2009\t\r\n"}
_PLAIN |= {ord(letter): base for letter, base in zip("ıłŁøØđĐ", "illoodd", strict=True)}
_ACCENTED = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
_FOLDED = {
    code: base for code in _ACCENTED if len(base := unicodedata.normalize("NFD", chr(code))[0].lower()) == 1
} | _PLAIN
# Elided words stand apart (« l’élève », « d’Alzheimer »); « M’Barek » and « N’Diaye » are one.
_WORD = re.compile(
    r"[MN]['’][A-ZÀ-Ý][a-zà-ÿ]+"
    r"|(?i:jusqu|lorsqu|puisqu|quoiqu|quelqu|qu|[ldcnsjmt])['’](?=\w)"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*"
)
_SHOUTED_FROM = 12
_SHOUTED_SHARE = 0.7
_LONGEST_NAME = 4


def fold(text: str) -> str:
    """The text in lower case, without accents, its apostrophes and spaces plain; the same number of characters."""
    plain = text.translate(_FOLDED)
    low = plain.lower()
    return (
        low
        if len(low) == len(plain)
        else "".join(one if len(one := letter.lower()) == 1 else letter for letter in plain)
    )


class Shape(Enum):
    """How a word is written."""

    LOWER = auto()
    TITLE = auto()
    UPPER = auto()
    INITIAL = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, where it stands, and what separates it from the word before."""

    text: str
    fold: str
    start: int
    end: int
    shape: Shape
    gap: str

    @property
    def is_capital(self) -> bool:
        """True when it is written as a name may be."""
        return self.shape in {Shape.TITLE, Shape.UPPER}

    @property
    def is_glued(self) -> bool:
        """True when nothing but a space separates it from the word before."""
        return self.gap in {"", " ", "\u00a0", "\u202f"}

    @property
    def opens_clause(self) -> bool:
        """True at the start of the text, or after a mark that ends a clause."""
        return not self.gap or any(mark in '.!?:;,()«»"“”\n–—/' for mark in self.gap)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, its folded copy and its words. `shouted` texts are all in capitals: case then says nothing."""

    raw: str
    folded: str
    words: list[Word] = field(default_factory=list)
    shouted: bool = False

    def before(self, start: int) -> str:
        """What stands just before a place of the folded copy, from the start of a word: enough to read a context."""
        return preceding(self.folded, start)


_CONTEXT = 90


def preceding(text: str, start: int) -> str:
    """The last words before a place in a text: a context is read there without going back to the beginning."""
    if start <= _CONTEXT:
        return text[:start]
    window = text[start - _CONTEXT : start]
    return window[window.find(" ") + 1 :]


def read(text: str) -> Reading:
    """The text as the rules need it."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    shouted = len(letters) >= _SHOUTED_FROM and capitals / len(letters) > _SHOUTED_SHARE
    folded = fold(text)
    words, end = [], 0
    for match in _WORD.finditer(text):
        stop = match.end()
        shape = _shape(match[0], text[stop : stop + 1], shouted=shouted)
        if shape is Shape.INITIAL:
            stop += 1
        words.append(
            Word(
                text[match.start() : stop],
                folded[match.start() : stop],
                match.start(),
                stop,
                shape,
                text[end : match.start()],
            )
        )
        end = stop
    return Reading(text, folded, _headings_lowered(words), shouted)


_SMALL_CAPITALS = frozenset(
    {"DE", "DES", "DU", "LA", "LE", "LES", "ET", "EN", "AU", "AUX", "POUR", "PAR", "SUR", "UN", "UNE"}
)


def _headings_lowered(words: list[Word]) -> list[Word]:
    """In « TABLEAU DE SUIVI », as in a shouted text, capitals say nothing."""
    lowered, at = list(words), 0
    while at < len(words):
        stop = at
        while stop < len(words) and words[stop].shape is Shape.UPPER:
            stop += 1
        run = words[at:stop]
        if len(run) > _LONGEST_NAME or any(word.text in _SMALL_CAPITALS for word in run[1:-1]):
            lowered[at:stop] = [replace(word, shape=Shape.LOWER) for word in run]
        at = max(stop, at + 1)
    return lowered


def _shape(word: str, following: str, *, shouted: bool) -> Shape:
    if len(word) == 1 and following == ".":
        return Shape.INITIAL
    if shouted or not word[0].isupper():
        return Shape.LOWER
    return Shape.UPPER if len(word) > 1 and word.isupper() else Shape.TITLE
