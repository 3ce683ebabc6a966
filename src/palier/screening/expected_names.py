"""Names where one is expected: after a title, « il s’appelle », « la famille », « chez », or as initials."""

from collections.abc import Callable

from palier.screening import contexts
from palier.screening.lexicon import human_verbs, lexicon, word_list
from palier.screening.names import (
    is_first_name,
    is_initial,
    is_name_in_lower_case,
    is_sure_surname,
    is_unknown,
)
from palier.screening.reading import Shape, Word
from palier.screening.spot import Spot

_PUPILS = word_list("persons pupils")
_PARTICLES = word_list("persons lower particles")
_THE = frozenset({"le", "la", "l'"})
_ELDERS = frozenset({"pere", "mere"})  # « la mère Pinson »
_SHORTEST_SAID = 3
_SHORTEST_POINTED = 5


def after_title(spot: Spot) -> int:
    """« M. Dupont », « mme lefevre », « Mme B. »; « M. le maire » names nobody."""
    if not contexts.is_titled(spot.words, spot.at) and not _follows_plural_title(spot):
        return spot.at
    if is_initial(spot.word) and not spot.word.gap:  # « M.O.F. »
        return spot.at
    if _is_office(spot):
        return spot.at
    stop = spot.capitals(titled=True)
    if stop > spot.at or spot.word.is_capital:
        return stop
    if is_name_in_lower_case(spot.fold) or (not _is_title_spelled(spot) and not _is_small(spot)):
        return spot.believed()
    return _after_particle(spot, is_name_in_lower_case)


def _is_office(spot: Spot) -> bool:
    """« Monsieur le Proviseur », « Mme la Directrice »: whoever holds it, an office is no name."""
    following = spot.following
    if spot.fold not in _THE or following is None:
        return False
    return following.fold in lexicon("functions") or following.fold in lexicon("human_nouns")


def _is_title_spelled(spot: Spot) -> bool:
    """True after « monsieur » in full, which is also an everyday word."""
    return spot.words[spot.at - 1].fold in contexts.SPELLED_TITLES


def _is_small(spot: Spot) -> bool:
    """True for what follows « mme » without being a name: a small word, a verb, a function, « voisine »."""
    fold = spot.fold
    return len(fold) == 1 or fold in human_verbs() or spot.is_in("everyday", "human_nouns", "functions")


def _follows_plural_title(spot: Spot) -> bool:
    """« MM. Roux et Blanc »: the second name too."""
    if spot.before != "et" or not spot.word.is_capital:
        return False
    return any(word.fold in contexts.PLURAL_TITLES for word in spot.words[max(0, spot.at - 4) : spot.at - 1])


def _after_particle(spot: Spot, believes: Callable[[str], bool]) -> int:
    """« les dos santos », « mme le goff », « chez da silva »: a particle, then a name."""
    following = spot.following
    if spot.fold not in _PARTICLES or following is None or not believes(following.fold):
        return spot.at
    return spot.believed(skip=1)


def said_by_name(spot: Spot) -> int:
    """After « il s’appelle », « la famille », « le petit », « chez », « les … sont »."""
    if spot.fold in contexts.TITLES | contexts.SPELLED_TITLES:
        return spot.at
    named = contexts.is_named(spot.reading, spot.at)
    expected = named or _is_expected(spot)
    stop = spot.capitals(titled=(named or spot.before in _ELDERS) and spot.word.is_capital)
    if stop > spot.at and (expected or contexts.is_family_plural(spot.reading, spot.at, stop)):
        return stop
    if spot.word.shape is not Shape.LOWER:
        return spot.at
    return _said_in_lower_case(spot, named=named, expected=expected)


def _is_expected(spot: Spot) -> bool:
    reading, at = spot.reading, spot.at
    if contexts.is_related(reading, at) or contexts.is_introduced(reading, at):
        return True
    return contexts.is_at_home_of(reading, at) and not spot.is_in("brands")


def _said_in_lower_case(spot: Spot, *, named: bool, expected: bool) -> int:
    reading, at = spot.reading, spot.at
    believed = len(spot.fold) >= _SHORTEST_SAID and is_name_in_lower_case(spot.fold)
    if believed and (named or (expected and not spot.is_in("brands"))):
        return spot.believed()
    if named and is_first_name(spot.fold) and not reading.shouted:
        return spot.believed()
    stop = spot.believed()
    if believed and contexts.is_family_plural(reading, at, stop):
        return stop
    if len(spot.fold) >= _SHORTEST_POINTED and is_unknown(spot.fold) and contexts.is_pointed_at(reading, at):
        return stop
    if expected or contexts.is_family_plural(reading, at, min(at + 2, len(spot.words) - 1)):
        return _after_particle(spot, is_sure_surname)
    return at


def initials(spot: Spot) -> int:
    """« A.B. » of a pupil, a minor; « Y. Mazoyer »."""
    if not is_initial(spot.word) or spot.word.gap.endswith("."):
        return spot.at
    following = spot.following
    surname = following and following.is_capital and following.fold not in lexicon("everyday")
    if surname and spot.fold not in contexts.TITLES:
        return max(spot.at, _run_after_initial(spot))
    return _two_initials(spot)


def _run_after_initial(spot: Spot) -> int:
    return Spot(spot.reading, spot.at + 1, spot.barred).capitals(titled=True)


def _two_initials(spot: Spot) -> int:
    """Two initials, no more, after a word for a person or a small word."""
    if not spot.word.gap and spot.at:  # inside « M.O.F. »
        return spot.at
    stop = spot.at + 1
    while stop < len(spot.words) and _goes_on(spot.words[stop]):
        stop += 1
    before = spot.words[spot.at - 1].fold if spot.at else ""
    return stop if stop == spot.at + 2 and before in _PUPILS else spot.at


def _goes_on(word: Word) -> bool:
    return is_initial(word) and word.is_glued
