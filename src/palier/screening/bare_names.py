"""Names that nothing announces: what the word is, and what stands around it, decide."""

from palier.screening import contexts
from palier.screening.conduct import acts_as_human, acts_as_human_only
from palier.screening.lexicon import human_verbs, is_everyday, lexicon, word_list
from palier.screening.names import (
    is_acronym,
    is_first_name,
    is_initial,
    is_sure_first_name,
    is_sure_surname,
    is_surname,
    is_unknown,
    may_be_name,
)
from palier.screening.reading import Shape, Word
from palier.screening.spot import Spot

_ARTICLES = word_list("persons articles")
_DETERMINERS = _ARTICLES | word_list("persons determiners")
_AFTER_DOUBTFUL = word_list("persons after doubtful")
_SIDE = word_list("persons side")
_CAPITAL_PARTICLES = word_list("persons capital particles")
_SHORTEST_UPPER = 4
_SHORTEST_FILED = 5
_SHORTEST_LOWER_SURNAME = 5
_LONGEST_OBJECT = 2
_AND = frozenset({"et", "ou"})
_RANKS = word_list("bare ranks")
_SUFFERED = word_list("bare suffered")
_BEEN = (["a", "ete"], ["s'", "est"])
_NOUN_ENDINGS = (
    "eur",
    "eurs",
    "euse",
    "ance",
    "ence",
    "oir",
    "oire",
    "ure",
    "erie",
    "ette",
    "ettes",
)  # « Ascenceur est… »


def first_name(spot: Spot) -> int:
    """A first name with a capital: alone when it is nothing else, else with what follows it."""
    stop = spot.capitals()
    if stop == spot.at or not spot.word.is_capital or not is_first_name(spot.fold) or _is_sign(spot, stop):
        return spot.at
    alone = stop == spot.at + 1
    if alone and spot.word.shape is Shape.UPPER and len(spot.fold) < _SHORTEST_UPPER:
        return stop if acts_as_human(spot.reading, stop) else spot.at
    if is_sure_first_name(spot.fold) or _is_followed_by_name(spot, stop) or _stands_as_name(spot, stop):
        return stop
    return spot.at


def _is_sign(spot: Spot, stop: int) -> bool:
    """« Alain Afflelou », « Leroy Merlin »: a first name that leads to a brand, which is no surname."""
    if stop >= len(spot.words):
        return False
    after = spot.words[stop]
    return after.is_capital and after.is_glued and after.fold in lexicon("brands") and not is_surname(after.fold)


def _is_followed_by_name(spot: Spot, stop: int) -> bool:
    """« Rose Martin », « Claire P. »; but no brand (« Leroy Merlin »)."""
    rest = spot.words[spot.at + 1 : stop]
    if not rest or rest[0].fold in lexicon("brands"):
        return False
    return any(
        is_first_name(one.fold) or is_surname(one.fold) or is_unknown(one.fold) or is_initial(one) for one in rest
    )


def _stands_as_name(spot: Spot, stop: int) -> bool:
    """True when a doubtful capital stands where a name does: no article, a verb after it, a human being around."""
    if acts_as_human(spot.reading, stop) or _is_beside_human(spot):
        return True
    if spot.before in _ARTICLES or spot.is_in("places", "brands"):
        return False
    after = spot.words[stop].fold if stop < len(spot.words) and spot.words[stop].is_glued else ""
    if after in _AFTER_DOUBTFUL:
        return True
    return spot.before in _SIDE and not spot.word.opens_clause


def _is_beside_human(spot: Spot) -> bool:
    return contexts.follows_human_noun(spot.words, spot.at) or contexts.is_apposed(spot.words, spot.at)


def surname_first(spot: Spot) -> int:
    """« JOUVE Wilfried », « Rebuffat Odile »: the surname, then a first name; « Tchoumi Nganou », of no list."""
    word, fold = spot.word, spot.fold
    if not word.is_capital or not (may_be_name(word) or is_surname(fold)):
        return spot.at
    stop = spot.capitals()
    rest = [one.fold for one in spot.words[spot.at + 1 : stop]]
    upper_or_rare = word.shape is Shape.UPPER or (is_surname(fold) and not is_everyday(fold))
    if any(is_sure_first_name(one) or (upper_or_rare and is_first_name(one)) for one in rest):
        return stop
    if rest and is_unknown(fold) and (_are_unknown(spot, stop) or _is_filed(spot, stop)):
        return stop
    return spot.at


def _is_filed(spot: Spot, stop: int) -> bool:
    """« DRAMOUSSI Bemidou »: as the police write, the surname in capitals; neither word is of any list."""
    if spot.word.shape is not Shape.UPPER or len(spot.fold) < _SHORTEST_FILED or _follows_capital(spot):
        return False
    return all(one.shape is Shape.TITLE and is_unknown(one.fold) for one in spot.words[spot.at + 1 : stop])


def _are_unknown(spot: Spot, stop: int) -> bool:
    """Capitals of no list, no article before them."""
    words = spot.words[spot.at : stop]
    if any(word.shape is not Shape.TITLE for word in words) or _follows_capital(spot) or spot.before in _ARTICLES:
        return False
    return is_sure_surname(words[1].fold) or all(is_unknown(word.fold) for word in words)


def surname(spot: Spot) -> int:
    """A surname with a capital and nothing before it; an everyday word only where a human being is expected."""
    if not spot.word.is_capital:
        return spot.at
    if not is_surname(spot.fold) or spot.is_in("everyday"):
        return _capital_particle(spot)
    stop = max(spot.capitals(), spot.at + 1)
    if is_sure_surname(spot.fold) and not _follows_capital(spot):
        return stop
    return stop if _is_surname_expected(spot, stop) else spot.at


def _is_surname_expected(spot: Spot, stop: int) -> bool:
    reading, at = spot.reading, spot.at
    if spot.is_in("brands", "places"):
        return contexts.follows_human_noun(spot.words, at)
    if not spot.word.opens_clause and (contexts.is_object(reading, at) or contexts.is_pointed_at(reading, at)):
        return True
    if contexts.follows_human_noun(spot.words, at) and not spot.word.opens_clause:
        return True
    if spot.is_in("human_nouns"):
        return not spot.word.opens_clause and contexts.is_apposed(spot.words, at)
    if contexts.is_apposed(spot.words, at):
        return True
    return (acts_as_human_only if spot.word.opens_clause else acts_as_human)(reading, stop)


def _capital_particle(spot: Spot) -> int:
    """« Da Silva », « LE GUEN Yann », « El Hadji Fall »: a particle with a capital that leads to a name."""
    following = spot.following
    if spot.fold not in _CAPITAL_PARTICLES or following is None:
        return spot.at
    upper = spot.word.shape is Shape.UPPER
    if not upper and spot.word.opens_clause and spot.fold in _ARTICLES | {"de"}:
        return spot.at
    stop = spot.capitals()
    led = is_sure_surname(following.fold) or is_sure_first_name(following.fold) or upper
    return stop if led and stop > spot.at + 1 else spot.at


def _follows_capital(spot: Spot) -> bool:
    """True when the word before, with a capital too, is no name: « Bléone Habitat », « Crédit Agricole »."""
    if not spot.at or not spot.word.is_glued:
        return False
    before = spot.words[spot.at - 1]
    if not before.is_capital or before.opens_clause:
        return False
    return not may_be_name(before) and before.fold not in lexicon("human_nouns")


def uncommon(spot: Spot) -> int:
    """A capital that no list knows, where a human being is expected."""
    if not spot.word.is_capital or not is_unknown(spot.fold) or is_acronym(spot.word):
        return spot.at
    stop = spot.capitals()
    misspelt = stop == spot.at + 1 and spot.word.opens_clause and spot.fold.endswith(_NOUN_ENDINGS)
    if stop == spot.at or misspelt or _follows_capital(spot):
        return spot.at
    return stop if _is_someone_expected(spot, stop) else spot.at


def _is_someone_expected(spot: Spot, stop: int) -> bool:
    reading, at, words = spot.reading, spot.at, spot.words
    if contexts.follows_human_noun(words, at) or acts_as_human(reading, stop):
        return True
    if contexts.is_pointed_at(reading, at) or _opens_a_pair(spot, stop) or _is_beside_first_name(spot, stop):
        return True
    longer = stop > at + 1
    if longer and is_initial(words[stop - 1]):  # « Ludmilla P. »
        return True
    if contexts.is_apposed(words, at) and (longer or stop == len(words) or not words[stop].is_glued):
        return True
    return stop - at <= _LONGEST_OBJECT and contexts.is_object(reading, at)


def _opens_a_pair(spot: Spot, stop: int) -> bool:
    """« Quenardel et Bouffard étaient là »: two unknown capitals without an article, one verb for both."""
    if not spot.word.opens_clause or stop + 1 >= len(spot.words) or spot.words[stop].fold != "et":
        return False
    other: Word = spot.words[stop + 1]
    return other.is_capital and other.is_glued and may_be_name(other)


def _is_beside_first_name(spot: Spot, stop: int) -> bool:
    """« Tchidjo et Sacha »: what is coordinated with a first name is a name."""
    words = spot.words
    if stop + 1 >= len(words) or words[stop].fold not in _AND or spot.before in _ARTICLES:
        return False
    other = words[stop + 1]
    return stop + 1 not in spot.barred and other.is_capital and other.is_glued and is_sure_first_name(other.fold)


def without_capital(spot: Spot) -> int:
    """In lower case: a first name or a surname that is nothing else; « olivier fabre », a name by its company."""
    if spot.word.shape is not Shape.LOWER:
        return spot.at
    if _is_told_by_role(spot) or _is_victim(spot):
        return spot.believed()
    sure = is_sure_first_name(spot.fold) and not (is_everyday(spot.fold) and spot.before in _DETERMINERS)
    if sure or (len(spot.fold) >= _SHORTEST_LOWER_SURNAME and is_sure_surname(spot.fold)):
        return spot.believed()
    following = spot.following
    if following is None or not is_first_name(spot.fold) or spot.before in _DETERMINERS:
        return spot.at
    if is_sure_surname(following.fold) or (is_initial(following) and not is_everyday(spot.fold)):
        return spot.believed()
    acts = spot.word.opens_clause and not is_everyday(spot.fold) and acts_as_human(spot.reading, spot.at + 1)
    return spot.at + 1 if acts else spot.at


def _is_told_by_role(spot: Spot) -> bool:
    """« le brigadier martinez », « ma vendeuse leila »: a name known as such, just after the word for someone."""
    if not contexts.follows_human_noun(spot.words, spot.at) or spot.is_in("everyday", "places", "human_nouns"):
        return False
    if len(spot.fold) < _SHORTEST_LOWER_SURNAME or spot.fold in human_verbs():
        return False
    if spot.before in _RANKS and is_unknown(spot.fold):
        return True
    return (is_first_name(spot.fold) or is_surname(spot.fold)) and not is_everyday(spot.fold)


def _is_victim(spot: Spot) -> bool:
    """« kelyan a été menacé »: an unknown word that opens the clause and suffers what only people do."""
    if not spot.word.opens_clause or len(spot.fold) < _SHORTEST_LOWER_SURNAME or not is_unknown(spot.fold):
        return False
    if spot.before:
        return False
    return [word.fold for word in spot.words[spot.at + 1 : spot.at + 3]] in _BEEN and any(
        word.fold in _SUFFERED for word in spot.words[spot.at + 3 : spot.at + 5]
    )
