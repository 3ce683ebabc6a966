"""Names of persons: each word is asked whether a name begins there, by one rule after another."""

from collections.abc import Iterator

from palier.screening import bare_names, contexts, expected_names
from palier.screening.lexicon import is_everyday
from palier.screening.names import is_first_name, is_unknown
from palier.screening.reading import Reading
from palier.screening.spans import Kind, Span
from palier.screening.spot import Spot

# The first rule that finds a name there is believed.
_RULES = (
    expected_names.after_title,
    expected_names.said_by_name,
    expected_names.initials,
    bare_names.first_name,
    bare_names.surname_first,
    bare_names.surname,
    bare_names.uncommon,
    bare_names.without_capital,
)
_AND = frozenset({"et", "ou"})
_SHORTEST_COORDINATED = 4


def persons(reading: Reading, barred: set[int]) -> Iterator[Span]:
    """The names of persons, without their titles, in the order of the text; `barred` words name places."""
    words, at, last = reading.words, 0, 0
    while at < len(words):
        spot = Spot(reading, at, barred)
        stop = _name_from(spot)
        if stop == at and 0 < last == at - 1 and words[last].fold in _AND:
            stop = _coordinated(spot)
        if stop > at:
            yield Span(words[at].start, words[stop - 1].end, Kind.PERSON)
        last = stop if stop > at else last
        at = max(stop, at + 1)


def _name_from(spot: Spot) -> int:
    """Where the name that begins at this word ends; the word itself when none begins here."""
    if spot.at in spot.barred:
        # « Dr » belongs to the name of a street; but « devant la mairie, Mme Gassendi » is someone.
        titled = contexts.is_titled(spot.words, spot.at) and spot.at - 1 not in spot.barred
        return expected_names.after_title(Spot(spot.reading, spot.at, set())) if titled else spot.at
    if contexts.is_animal(spot.reading, spot.at):
        return spot.at
    return next((stop for rule in _RULES if (stop := rule(spot)) > spot.at), spot.at)


def _coordinated(spot: Spot) -> int:
    """« nabil et toufik »: beside a name, a word nobody knows is another."""
    if spot.at in spot.barred or len(spot.fold) < _SHORTEST_COORDINATED:
        return spot.at
    if not is_unknown(spot.fold) and not (is_first_name(spot.fold) and not is_everyday(spot.fold)):
        return spot.at
    return spot.capitals() if spot.word.is_capital else spot.at + 1
