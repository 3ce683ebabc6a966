"""What follows a name, when it is the name of a human being: an age, a trade, a deed."""

import re

from palier.screening.lexicon import human_verbs, lexicon, word_list
from palier.screening.reading import Reading, Word

_AGE = re.compile(r"\s?[,(]\s?(?:age?e? de )?\d{1,2}\s?ans\b|\s?[,(]\s?nee?\b|\s?[,(]\s?(?:\d{1,2}[/.-]){2}\d{2,4}")
_HOME_BESIDE = re.compile(
    r"\s?[,(]\s?(?:(?:appartement|appart|appt?|apt|logement|lgt|porte)\b\s?(?:n°\s?)?\w?\d|\d{1,2}(?:er?|eme)\s(?:etage"
    r"|gauche|droite|face)\b)"
)
_FROM = re.compile(
    r"\s(?:du|de la|des|de l'|d')\s?[\w-]+(?:\s(?:gauche|droite|face|[b-h]|\d+|de \w+))?(?:, \w+ \d+)?,?\s(?=[a-z])"
)
_APPOSITION = re.compile(
    r"\s?[,(]\s?(?:(?:le|la|l'|un|une|notre|mon|ma|son|sa)\s?)?"
    r"(?:(?:jeune|ancien|ancienne|petit|petite|autre|grand|grande)\s)?(\w+)"
)
_BRACKETS = re.compile(r"\s?\([^()]{1,30}\)\s")
_CLITICS = word_list("contexts clitics")
_AUXILIARIES = word_list("contexts auxiliaries")
_BEING = word_list("contexts being")
_PARTICIPLES = word_list("contexts human participles")
_SUFFERED = frozenset({"m'", "l'", "nous", "lui", "t'"})
_TO_ME = frozenset({"m'", "nous"})
_STRICTLY_HUMAN = word_list("conduct strictly human")
_OWN = frozenset({"son", "sa", "ses"})
_PAST = ("é", "ée", "és", "ées")
_MOST_CLITICS = 3


def acts_as_human(reading: Reading, stop: int) -> bool:
    """True when what follows the name that ends before word `stop` is said, done or suffered by a human being."""
    words = reading.words
    if _is_told_as_human(reading, words[stop - 1].end):
        return True
    rest = _glued(words, stop) or _after_brackets(reading, stop)
    if not rest:
        return False
    if words[stop - 1].is_capital and words[stop - 1].opens_clause and _does(_after(_FROM, reading, stop)):
        return True  # « Ferhat de la mercerie m’a prévenue »
    if rest[0].fold == "et":
        return len(rest) > 1 and rest[1].fold in _OWN
    if rest[0].fold in _BEING and words[stop - 1].opens_clause and words[stop - 1].is_capital:
        return True  # a subject without an article is a proper noun
    return _does(rest[1:] if rest[0].fold == "qui" else rest)


def acts_as_human_only(reading: Reading, stop: int) -> bool:
    """The same, but nothing that a door or a bridge may do: for an everyday word at the head of a sentence."""
    words = reading.words
    if _is_told_as_human(reading, words[stop - 1].end):
        return True
    rest = _glued(words, stop)
    if len(rest) > 1 and rest[0].fold in _TO_ME:
        return True
    return bool(rest) and rest[0].fold in _STRICTLY_HUMAN


def _is_told_as_human(reading: Reading, end: int) -> bool:
    """True before « , 19 ans », « , née le », « , gérante du bar »."""
    if _AGE.match(reading.folded, end) or _HOME_BESIDE.match(reading.folded, end):
        return True
    apposed = _APPOSITION.match(reading.folded, end)
    return bool(apposed and apposed[1] in lexicon("human_nouns"))


def _glued(words: list[Word], start: int) -> list[Word]:
    """The words that go on from a name, up to a mark or a few words further."""
    rest: list[Word] = []
    for word in words[start : start + _MOST_CLITICS + 4]:
        if not word.is_glued:
            break
        rest.append(word)
    return rest


def _after_brackets(reading: Reading, stop: int) -> list[Word]:
    """The words after « (3eB) »."""
    return _after(_BRACKETS, reading, stop)


def _after(pattern: re.Pattern[str], reading: Reading, stop: int) -> list[Word]:
    """The words that go on after an aside that follows a name."""
    aside = pattern.match(reading.folded, reading.words[stop - 1].end)
    if not aside:
        return []
    at = next((place for place, word in enumerate(reading.words) if word.start >= aside.end()), len(reading.words))
    return reading.words[at : at + 1] + _glued(reading.words, at + 1)


def _does(rest: list[Word]) -> bool:
    """True when the words open with a verb of a human being, pronouns apart: « ne m’a pas répondu »."""
    at = 0
    while at < len(rest) and at < _MOST_CLITICS and rest[at].fold in _CLITICS:
        at += 1
    if at >= len(rest) or rest[at].is_capital:
        return False
    verb = rest[at]
    if verb.fold not in _AUXILIARIES:
        return verb.fold in human_verbs() and not verb.text.lower().endswith(_PAST)
    if at and rest[at - 1].fold in _SUFFERED:
        return True
    return any(word.fold in _PARTICIPLES for word in rest[at + 1 : at + 3])
