"""What a word says about being a name, before its sentence is looked at."""

import re
from functools import cache

from palier.screening.lexicon import is_everyday, lexicon, word_list
from palier.screening.reading import Shape, Word

PARTICLES = word_list("names particles")
SHORT_FIRST_NAMES = word_list("names short first names")
_SHORTEST_SURE = 4
_SHORTEST_UNKNOWN = 3
_OF_A_THING = (
    "age",
    "ages",
    "tion",
    "tions",
    "sion",
    "isme",
    "able",
    "ible",
    "ables",
    "ibles",
    "ique",
    "iques",
    "ite",
    "ites",
)


@cache
def is_first_name(word: str) -> bool:
    """True for a first name, compounds included (« Jean-Baptiste », « Anne-Sophie »)."""
    names = lexicon("first_names")
    if word in names:
        return True
    parts = word.split("-")
    if any(part in lexicon("places") for part in parts):
        return False
    return len(parts) > 1 and parts[0] in names and all(part in names or not is_everyday(part) for part in parts[1:])


@cache
def is_surname(word: str) -> bool:
    """True for a surname, compounds included."""
    names = lexicon("surnames")
    if word in names:
        return True
    parts = word.split("-")
    return (
        len(parts) > 1
        and any(part in names for part in parts)
        and all(part in names or not is_everyday(part) for part in parts)
    )


@cache
def is_sure_first_name(word: str) -> bool:
    """True for a first name that is nothing else: neither a thing, a place nor a brand; even without a capital."""
    if any(word in lexicon(other) for other in ("doubtful_first_names", "brands", "everyday", "places")):
        return False
    if len(word) < _SHORTEST_SURE and word not in SHORT_FIRST_NAMES:
        return False
    return is_first_name(word)


@cache
def is_sure_surname(word: str) -> bool:
    """True for a surname that is not a word of French, a town, a brand nor the name of a street."""
    if len(word) < _SHORTEST_SURE or word in lexicon("brands") or word in lexicon("places"):
        return False
    return is_surname(word) and not is_everyday(word)


@cache
def is_unknown(word: str) -> bool:
    """True for a word of no list: what an uncommon name looks like."""
    if len(word) < _SHORTEST_UNKNOWN or is_everyday(word) or word.endswith(_OF_A_THING):
        return False
    if any(part in lexicon("places") for part in word.split("-")):  # « Aix-Marseille »
        return False
    return (
        word not in lexicon("brands")
        and word not in lexicon("places")
        and word not in lexicon("human_nouns")
        and word not in lexicon("place_heads")
    )


def is_name_in_lower_case(word: str) -> bool:
    """True for a word that may be a name even without a capital, given a reason to expect one."""
    if is_first_name(word) and not is_everyday(word):
        return True
    return is_sure_surname(word) or is_sure_first_name(word) or is_unknown(word)


def may_be_name(word: Word) -> bool:
    """True for a word with a capital that may belong to a name: no everyday word unless it is also a name."""
    if not word.is_capital:
        return False
    fold = word.fold
    if fold in lexicon("places") and not is_first_name(fold):
        return False
    return is_first_name(fold) or is_surname(fold) or (is_unknown(fold) and not is_acronym(word))


_ACRONYM = re.compile(r"[^AEIOUYÉÈ]{3}|(.)\1|.*[a-z].*[A-Z]{2}$")
_LONGEST_ACRONYM = 4


def is_acronym(word: Word) -> bool:
    """True for « UCC », « DDETS », « PostgreSQL »: capitals that spell no name."""
    if word.shape is Shape.UPPER and len(word.fold) <= _LONGEST_ACRONYM:
        return True
    return bool(_ACRONYM.match(word.text)) and word.text[-1].isupper()


def is_initial(word: Word) -> bool:
    """True for « B. »."""
    return word.shape is Shape.INITIAL
