"""What somebody typed, read as a question to the index: all of these words, each in one of its ways of being said."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from palier.kernel.text import words_of
from palier.search.words import AS_WRITTEN, HEADING, meanings_in, stem, telling_words, tokens_of

MOST_WORDS = 12
# More is never typed, and reading it would cost.
LONGEST = 300
# From how many signs on the last word may be unfinished.
UNFINISHED = 3
_QUOTED = re.compile(r"[\"«“]([^\"«»“”]+)[\"»”]")


@dataclass(frozen=True, slots=True)
class Way:
    """One token of the index; `begins` when it may be the beginning of it."""

    token: str
    begins: bool = False


Wanted = tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Every one of `wanted` must be found, in one of its ways; each of `phrases` stands as it is, stem by stem."""

    wanted: tuple[Wanted, ...]
    phrases: tuple[str, ...] = ()
    # The words typed, folded: what an extract marks.
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def in_heading(self) -> "Asked":
        """The same question, asked of headings only."""
        heads = tuple(tuple(Way(HEADING + way.token, way.begins) for way in one) for one in self.wanted)
        return Asked(heads, self.phrases, self.words)

    def among(self, tokens: Iterable[str]) -> "Asked":
        """The same question, and one of these tokens besides."""
        narrowed = tuple(Way(token) for token in sorted(tokens))
        return Asked((*self.wanted, narrowed), self.phrases, self.words)

    def or_named(self, names: Mapping[str, str]) -> "Asked":
        """A word may be found in a name as well: `names` gives, for each token, the name that it stands for."""
        lines = [(token, tokens_of(name)) for token, name in names.items()]
        widened = []
        for one in self.wanted:
            roots = {way.token for way in one}
            widened.append((*one, *(Way(token) for token, stems in lines if roots & stems)))
        return Asked(tuple(widened), self.phrases, self.words)


def is_cut(text: str) -> bool:
    """Whether more words were typed than are looked for."""
    return len(telling_words(text[:LONGEST])) > MOST_WORDS


@lru_cache(maxsize=256)
def read(text: str) -> Asked:
    """The question in what was typed, whatever was typed; it asks for nothing when no word in it says anything."""
    text = text[:LONGEST]
    words = telling_words(text)[:MOST_WORDS]
    stems = [stem(word) for word in words]
    last_is_open = bool(words) and words_of(text)[-1:] == words[-1:] and text[-1:].isalnum()
    wanted: list[Wanted] = []
    taken = 0
    by_start = {start: (size, mark) for start, size, mark in meanings_in(stems)}  # the longest comes last
    for rank, (word, root) in enumerate(zip(words, stems, strict=True)):
        if rank < taken:
            continue
        size, mark = by_start.get(rank, (1, ""))
        taken = rank + size
        ways = [] if size > 1 else [Way(root)]
        if mark:
            ways.append(Way(mark))
        if last_is_open and rank == len(words) - 1:
            ways += _unfinished(word, root)
        wanted.append(tuple(_widest(ways)))
    return Asked(tuple(wanted), tuple(_phrases(text)), tuple(dict.fromkeys(words)))


def _unfinished(word: str, root: str) -> list[Way]:
    if len(word) < (2 if word.isdigit() else UNFINISHED):
        return []
    return [Way(root, begins=True), Way(word, begins=True), Way(AS_WRITTEN + word, begins=True)]


def _widest(ways: list[Way]) -> Iterator[Way]:
    """Each way once, without those that another, unfinished, finds as well: « digicod… » finds all of « digicode »."""
    for way in dict.fromkeys(ways):
        if not any(other.begins and other != way and way.token.startswith(other.token) for other in ways):
            yield way


def _phrases(text: str) -> Iterable[str]:
    for quoted in _QUOTED.findall(text):
        stems = [stem(word) for word in telling_words(quoted)[:MOST_WORDS]]
        if len(stems) > 1:
            yield f" {' '.join(stems)} "
