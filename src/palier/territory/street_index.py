"""An index of streets held in memory: words to streets, tolerant to one typing error per word.

A million addresses are some ninety thousand streets and thirty thousand words: a few megabytes of plain arrays, built
in a second or two from the tables, identical whatever the database engine. House numbers stay in the database.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from palier.territory.wording import STREET_KINDS, canonical, meaningful

Weights = npt.NDArray[np.float32]
SHORTEST_FUZZY = 4  # a shorter word with an error is another word
NAME, PLACE = 1.0, 0.55  # a word of the street's name counts more than one of its commune
PREFIX, NEAR, NEAR_PREFIX = 0.9, 0.7, 0.6
LAST = "\U0010ffff"


class StreetRow(NamedTuple):
    """What the index needs to know of a street."""

    id: int
    name: str
    commune: str
    postcode: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Match:
    """A street found: its id, its score (higher is better)."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class Query:
    """Folded words to look for; `is_typing` says that the last one is perhaps unfinished."""

    words: tuple[str, ...]
    is_typing: bool = True

    def parts(self) -> Iterator[tuple[str, bool]]:
        """Each word, and whether it may be a beginning."""
        for rank, word in enumerate(self.words):
            yield word, self.is_typing and rank == len(self.words) - 1


class _Postings:
    """For each word, by its rank in the vocabulary, the streets that have it: one array, cut by `starts`."""

    def __init__(self, vocabulary: Sequence[str], lists: dict[str, "array[int]"]) -> None:
        counts = [len(lists[word]) if word in lists else 0 for word in vocabulary]
        self.starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        parts = [np.frombuffer(lists[word], dtype=np.uint32) for word in vocabulary if word in lists]
        self.streets = np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint32)

    def of(self, first: int, after: int) -> npt.NDArray[np.uint32]:
        """The streets having any of the words ranked from `first` up to `after`, which is left out."""
        return self.streets[self.starts[first] : self.starts[after]]


class StreetIndex:
    """Streets by the words of their name and of their commune."""

    def __init__(self, rows: Iterable[StreetRow]) -> None:
        in_name: dict[str, array[int]] = {}
        in_place: dict[str, array[int]] = {}
        ids, lengths, points = array("q"), array("B"), array("f")
        place_words = lru_cache(maxsize=4096)(_place_words)
        for rank, row in enumerate(rows):
            words = dict.fromkeys(meaningful(row.name))
            for word in words:
                in_name.setdefault(word, array("I")).append(rank)
            for word in place_words(row.commune, row.postcode):
                in_place.setdefault(word, array("I")).append(rank)
            ids.append(row.id)
            lengths.append(min(len(words), 255) or 1)
            points.extend((row.latitude or 0.0, row.longitude or 0.0))
        self._words = sorted(in_name.keys() | in_place.keys())
        self._ids = np.frombuffer(ids, dtype=np.int64) if ids else np.zeros(0, dtype=np.int64)
        self._lengths = np.array(lengths, dtype=np.float32)
        self._points = np.array(points, dtype=np.float32).reshape(-1, 2)
        self._in_name = _Postings(self._words, in_name)
        self._in_place = _Postings(self._words, in_place)
        self._by_length: dict[int, tuple[list[str], list[int]]] = {}
        for rank, word in enumerate(self._words):
            words_there, ranks = self._by_length.setdefault(len(word), ([], []))
            words_there.append(word)
            ranks.append(rank)
        self._prefixes: dict[int, list[str]] = {}
        self._near = lru_cache(maxsize=8192)(self._near_ranges)

    def __len__(self) -> int:
        return len(self._ids)

    def search(self, query: Query, *, limit: int, near: tuple[float, float] | None = None) -> list[Match]:
        """The streets that have every word as written, else with one error in the words that no street has."""
        if not query.words or not len(self):
            return []
        exact = self._stage(query)
        found = self._ranked(query, exact, limit, near, needed=len(query.words))
        if not found and any(not weights.any() for weights in exact):
            corrected = self._corrected(query, exact, only_unknown=True)
            found = self._ranked(query, corrected, limit, near, needed=len(query.words))
        return found

    def search_loosely(self, query: Query, *, limit: int, near: tuple[float, float] | None = None) -> list[Match]:
        """When nothing has every word: one error in any word, then without the kind of street, then most words."""
        if not query.words or not len(self):
            return []
        stage = self._corrected(query, self._stage(query), only_unknown=False)
        telling = sum(canonical(word) not in STREET_KINDS for word in query.words)
        most = max(2, -(-len(query.words) * 3 // 5))
        for needed in dict.fromkeys((len(query.words), max(telling, 1), most)):
            if found := self._ranked(query, stage, limit, near, needed=needed):
                return found
        return []

    def _stage(self, query: Query) -> list[Weights]:
        return [self._weights(word, is_prefix=is_prefix) for word, is_prefix in query.parts()]

    def _corrected(self, query: Query, exact: list[Weights], *, only_unknown: bool) -> list[Weights]:
        """The same weights with one typing error allowed, where an error leaves the word recognisable."""
        stage = []
        for (word, is_prefix), weights in zip(query.parts(), exact, strict=True):
            is_firm = len(word) < SHORTEST_FUZZY or word.isdecimal() or (only_unknown and weights.any())
            stage.append(weights if is_firm else self._with_errors(word, weights, is_prefix=is_prefix))
        return stage

    def _weights(self, word: str, *, is_prefix: bool) -> Weights:
        ranges = [(first, first + 1, 1.0) for first in self._rank_of(canonical(word))]
        if is_prefix:
            ranges.append((bisect_left(self._words, word), bisect_left(self._words, word + LAST), PREFIX))
        return self._spread(np.zeros(len(self), dtype=np.float32), ranges)

    def _with_errors(self, word: str, exact: Weights, *, is_prefix: bool) -> Weights:
        near = self._spread(np.zeros(len(self), dtype=np.float32), self._near(canonical(word), is_prefix=is_prefix))
        return np.maximum(near, exact)

    def _spread(self, weights: Weights, ranges: Sequence[tuple[int, int, float]]) -> Weights:
        """Write each range's weight on its streets, the heaviest last so that it stays."""
        layers = [(factor * PLACE, self._in_place.of(first, after)) for first, after, factor in ranges]
        layers += [(factor * NAME, self._in_name.of(first, after)) for first, after, factor in ranges]
        for weight, streets in sorted(layers, key=lambda layer: layer[0]):
            weights[streets] = weight
        return weights

    def _rank_of(self, word: str) -> list[int]:
        rank = bisect_left(self._words, word)
        return [rank] if rank < len(self._words) and self._words[rank] == word else []

    def _near_ranges(self, word: str, *, is_prefix: bool) -> list[tuple[int, int, float]]:
        """The words (or beginnings of words) one error away: a letter more, less, other, or two swapped."""
        ranges = []
        for length in (len(word) - 1, len(word), len(word) + 1):
            words, ranks = self._by_length.get(length, ([], []))
            for _, _, place in process.extract(word, words, scorer=OSA.distance, score_cutoff=1, limit=None):
                ranges.append((ranks[int(place)], ranks[int(place)] + 1, NEAR))
            if is_prefix and length >= SHORTEST_FUZZY:
                starts = self._prefixes_of(length)
                for start, _, _ in process.extract(word, starts, scorer=OSA.distance, score_cutoff=1, limit=None):
                    first, after = bisect_left(self._words, start), bisect_left(self._words, start + LAST)
                    ranges.append((first, after, NEAR_PREFIX))
        return ranges

    def _prefixes_of(self, length: int) -> list[str]:
        if length not in self._prefixes:
            self._prefixes[length] = list(dict.fromkeys(word[:length] for word in self._words if len(word) >= length))
        return self._prefixes[length]

    def _ranked(
        self, query: Query, stage: list[Weights], limit: int, near: tuple[float, float] | None, *, needed: int
    ) -> list[Match]:
        words = query.words
        ranks = _possible(stage, needed)
        weights = np.stack([one[ranks] for one in stage])
        named = weights >= NEAR_PREFIX
        enough = np.count_nonzero(weights, axis=0) >= needed
        if needed < len(words):
            telling = [rank for rank, word in enumerate(words) if canonical(word) not in STREET_KINDS]
            enough &= named[telling].any(axis=0)
        ranks, weights, named = ranks[enough], weights[:, enough], named[:, enough]
        share = np.minimum(np.count_nonzero(named, axis=0) / self._lengths[ranks], 1.0)
        scores = weights.sum(axis=0) / len(words) + 0.3 * share
        if near is not None:
            scores += self._closeness(ranks, near)
        order = np.lexsort((ranks, self._lengths[ranks], -scores))[:limit]
        return [Match(int(self._ids[ranks[place]]), float(scores[place])) for place in order]

    def _closeness(self, ranks: npt.NDArray[np.int64], near: tuple[float, float]) -> Weights:
        """Up to 0.2 for streets around a point, halved at one kilometre."""
        points = self._points[ranks]
        north = (points[:, 0] - near[0]) * 111.32
        east = (points[:, 1] - near[1]) * 111.32 * np.cos(np.radians(near[0]))
        return np.asarray(0.2 / (1.0 + np.hypot(north, east)), dtype=np.float32)


def _possible(stage: list[Weights], needed: int) -> npt.NDArray[np.int64]:
    """The streets worth a look: those of the rarest word when all are needed, else those of any word."""
    if needed == len(stage):
        return np.flatnonzero(min(stage, key=np.count_nonzero))
    return np.flatnonzero(np.logical_or.reduce(stage))


def _place_words(commune: str, postcode: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*meaningful(commune), *meaningful(postcode)]))
