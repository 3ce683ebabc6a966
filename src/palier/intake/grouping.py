"""Which lines speak of one problem, although it is worded differently from one meeting to the next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rapidfuzz import fuzz

from palier.intake.words import key

# Out of 100; tried on trackers, not on one file only: bench/README.md says how far they hold.
_SAME_TITLE = 92
_CLOSE_TITLE = 74
_FAINT_TITLE = 45
_SAME_PLACE = 80
_CLOSE_PLACE = 60
_STREETS = frozenset(
    [
        *("allee", "avenue", "boulevard", "chemin", "impasse", "montee", "passage", "place", "promenade"),
        *("quai", "route", "rue", "square"),
    ]
)


class Worded(Protocol):
    """What grouping looks at in a line."""

    @property
    def title(self) -> str:
        """The wording of the problem."""
        ...

    @property
    def place(self) -> str:
        """The wording of the place, or nothing."""
        ...

    @property
    def category(self) -> str:
        """The category guessed from the wording."""
        ...


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place as it is compared: its numbers, and its name without the kind of street."""

    numbers: frozenset[str]
    name: str


@dataclass(frozen=True, slots=True)
class _Keys:
    """A line as it is compared, worked out once: every line is compared with all the others."""

    title: str
    spot: _Spot | None
    category: str


@dataclass(slots=True)
class _Pile:
    members: list[int]
    titles: set[str] = field(default_factory=set)
    spots: set[_Spot] = field(default_factory=set)
    categories: set[str] = field(default_factory=set)


def group(lines: Sequence[Worded]) -> list[list[int]]:
    """Indexes of the lines, one list per problem, in the order of the file."""
    piles: list[_Pile] = []
    for index, line in enumerate(lines):
        keys = _Keys(key(line.title), _spot(key(line.place)) if line.place else None, line.category)
        scored = [(score, pile) for pile in piles if (score := _likeness(keys, pile))]
        if scored:
            pile = max(scored, key=lambda pair: pair[0])[1]
            pile.members.append(index)
        else:
            pile = _Pile([index])
            piles.append(pile)
        pile.titles.add(keys.title)
        pile.categories.add(keys.category)
        if keys.spot:
            pile.spots.add(keys.spot)
    return [pile.members for pile in piles]


def _likeness(line: _Keys, pile: _Pile) -> float:
    """How much a line is like a pile; 0 when it is another problem."""
    place = max((_same_spot(line.spot, known) for known in pile.spots), default=0.0) if line.spot else 0.0
    # Far apart, only the same title counts: most pairs are told apart by a first, quick look.
    least = _SAME_TITLE if line.spot and pile.spots and place < _CLOSE_PLACE - 10 else 0
    title = max(_alike(line.title, known, least) for known in pile.titles)
    same_kind = line.category in pile.categories
    if title >= _SAME_TITLE and (not line.spot or not pile.spots or place >= _CLOSE_PLACE or same_kind):
        return 100 + title + place
    if place >= _SAME_PLACE and title >= (_FAINT_TITLE if same_kind else _CLOSE_TITLE):
        return title + place
    if place >= _CLOSE_PLACE and same_kind and title >= _FAINT_TITLE + 10:
        return title + place - 20
    if place >= _CLOSE_PLACE - 10 and same_kind and any(_says_more(line.title, known) for known in pile.titles):
        return title + place - 30
    return 0


def _says_more(one: str, other: str) -> bool:
    """True when one wording is the other with more words: « Épaves ZI », « épaves, carcasses ZI route de Volx »."""
    words = sorted((set(one.split()), set(other.split())), key=len)
    return len(words[0]) > 1 and words[0] < words[1]


def _alike(one: str, other: str, least: float = 0) -> float:
    """Likeness of two wordings: shared words in any order, plurals and slips of the pen allowed; 0 below `least`."""
    if one == other:
        return 100
    if not one or not other:
        return 0
    sorted_ratio = fuzz.token_sort_ratio(one, other, score_cutoff=max(0, 2 * least - 100))
    return (fuzz.token_set_ratio(one, other) + sorted_ratio) / 2 if sorted_ratio or not least else 0


def _same_spot(one: _Spot, other: _Spot) -> float:
    """Likeness of two places: the kind of street says little, another house number says everything."""
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return 0
    return _alike(one.name, other.name)


def _spot(place: str) -> _Spot:
    own = " ".join(word for word in place.split() if word not in _STREETS) or place
    return _Spot(frozenset(re.findall(r"\d+", place)), own)
