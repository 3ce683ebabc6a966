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


@dataclass(slots=True)
class _Pile:
    members: list[int]
    titles: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    categories: set[str] = field(default_factory=set)


def group(lines: Sequence[Worded]) -> list[list[int]]:
    """Indexes of the lines, one list per problem, in the order of the file."""
    piles: list[_Pile] = []
    for index, line in enumerate(lines):
        scored = [(score, pile) for pile in piles if (score := _likeness(line, pile))]
        if scored:
            pile = max(scored, key=lambda pair: pair[0])[1]
            pile.members.append(index)
        else:
            pile = _Pile([index])
            piles.append(pile)
        pile.titles.add(key(line.title))
        pile.categories.add(line.category)
        if line.place:
            pile.places.add(key(line.place))
    return [pile.members for pile in piles]


def _likeness(line: Worded, pile: _Pile) -> float:
    """How much a line is like a pile; 0 when it is another problem."""
    title = max(_alike(key(line.title), known) for known in pile.titles)
    place = max((_same_spot(key(line.place), known) for known in pile.places), default=0.0) if line.place else 0.0
    same_kind = line.category in pile.categories
    if title >= _SAME_TITLE and (not line.place or not pile.places or place >= _CLOSE_PLACE or same_kind):
        return 100 + title + place
    if place >= _SAME_PLACE and title >= (_FAINT_TITLE if same_kind else _CLOSE_TITLE):
        return title + place
    if place >= _CLOSE_PLACE and same_kind and title >= _FAINT_TITLE + 10:
        return title + place - 20
    if place >= _CLOSE_PLACE - 10 and same_kind and any(_says_more(key(line.title), known) for known in pile.titles):
        return title + place - 30
    return 0


def _says_more(one: str, other: str) -> bool:
    """True when one wording is the other with more words: « Épaves ZI », « épaves, carcasses ZI route de Volx »."""
    words = sorted((set(one.split()), set(other.split())), key=len)
    return len(words[0]) > 1 and words[0] < words[1]


def _alike(one: str, other: str) -> float:
    """Likeness of two wordings: shared words in any order, plurals and slips of the pen allowed."""
    if one == other:
        return 100
    return (fuzz.token_set_ratio(one, other) + fuzz.token_sort_ratio(one, other)) / 2 if one and other else 0


def _same_spot(one: str, other: str) -> float:
    """Likeness of two places: the kind of street says little, another house number says everything."""
    numbers = [set(re.findall(r"\d+", place)) for place in (one, other)]
    if all(numbers) and not numbers[0] & numbers[1]:
        return 0
    return _alike(_own_name(one), _own_name(other))


def _own_name(place: str) -> str:
    return " ".join(word for word in place.split() if word not in _STREETS) or place
