"""French texts as the index keeps them and as people ask for them: the one place where both are made alike.

A word is folded (`kernel.text`), written in full (`territory.wording`), brought to its singular, then to its stem.
Marks begin with « _ », which no typed word can hold: `_s` a meaning, `_r` a word as written, `_t` a heading.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

import snowballstemmer

from palier.kernel.empty_words import IN_A_SEARCH
from palier.kernel.text import words_of
from palier.search.synonyms import MEANINGS
from palier.territory.wording import canonical

MEANING, AS_WRITTEN, HEADING = "_s", "_r", "_t"
LONGEST_WORD = 40
# Shorter words are as often something else in the singular: « gaz », « bus », « 115 ».
SHORTEST_PLURAL = 4
_stemmer = snowballstemmer.stemmer("french")


def telling_words(text: str) -> list[str]:
    """The folded words of a text in order, those that say nothing left out."""
    return [word[:LONGEST_WORD] for word in words_of(text) if word not in IN_A_SEARCH]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What the forms of one folded word share: « rodéos » and « rodéo », « locaux » and « local »."""
    long = canonical(word)
    if not long.isalpha():
        return long
    return str(_stemmer.stemWord(_singular(long))) or long


def meanings_in(stems: list[str]) -> Iterator[tuple[int, int, str]]:
    """The meanings found in a run of stems: where each begins, how many stems it takes, its mark."""
    known, longest = _meanings()
    for start in range(len(stems)):
        for size in range(1, min(longest, len(stems) - start) + 1):
            if mark := known.get(tuple(stems[start : start + size])):
                yield start, size, mark


def kept(heading: str, body: str) -> str:
    """The line of the index for one row: the stems in order, then the marks; a space at each end."""
    heads = [HEADING + one for one in _marked(heading, in_order=False)]
    line = " ".join([*_marked("\n".join([heading, body]), in_order=True), *dict.fromkeys(heads)])
    return f" {line} "


def tokens_of(text: str) -> frozenset[str]:
    """Every token that finds a short text."""
    return frozenset(_marked(text, in_order=False))


def _marked(text: str, *, in_order: bool) -> list[str]:
    words = telling_words(text)
    stems = [stem(word) for word in words]
    marks = [mark for _, _, mark in meanings_in(stems)]
    marks += [AS_WRITTEN + word for word, root in zip(words, stems, strict=True) if word != root]
    return [*(stems if in_order else dict.fromkeys(stems)), *dict.fromkeys(marks)]


def _singular(word: str) -> str:
    if len(word) < SHORTEST_PLURAL or word[-1] not in "sx":
        return word
    if word.endswith("aux") and not word.endswith("eaux"):
        return f"{word[:-3]}al"
    return word[:-1]


@cache
def _meanings() -> tuple[dict[tuple[str, ...], str], int]:
    """Each way of saying, as stems, with the mark of its meaning; and the length of the longest."""
    found: dict[tuple[str, ...], str] = {}
    for ways in MEANINGS:
        mark = f"{MEANING}{words_of(ways[0])[0]}"
        for way in ways:
            found.setdefault(tuple(stem(word) for word in telling_words(way)), mark)
    return found, max(map(len, found))
