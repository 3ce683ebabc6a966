"""What the rules know of words: names, everyday French, places, brands, words for people. Loaded once, on first use."""

from functools import cache
from importlib.resources import files

from palier.screening.reading import fold

_ER_ENDINGS = ("e", "es", "ent", "ait", "aient", "a", "ee", "er", "ant")


def lines(name: str) -> list[str]:
    """The lines of one lexicon, folded, without its comments."""
    text = files("palier.screening").joinpath("lexicons", f"{name}.txt").read_text(encoding="utf-8")
    return [fold(line) for line in text.splitlines() if line and not line.startswith("#")]


@cache
def lexicon(name: str) -> frozenset[str]:
    """The words of one lexicon, folded."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def phrases(name: str) -> frozenset[str]:
    """The lines of one lexicon, folded: phrases of several words."""
    return frozenset(lines(name))


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, _, words in (line.partition(":") for line in lines("word_lists"))}


def word_list(name: str) -> frozenset[str]:
    """One of the small sets of words a rule leans on."""
    return _word_lists()[name]


@cache
def everyday() -> frozenset[str]:
    """French as everyone writes it, folded: the dictionary of the lemmatiser and the words it lacks."""
    from simplemma.strategies.dictionaries.dictionary_factory import (  # noqa: PLC0415 - it reads itself at length
        DefaultDictionaryFactory,
    )

    dictionary = DefaultDictionaryFactory().get_dictionary("fr")
    words = frozenset(fold(word) for word in dictionary if word[:1].islower())
    return (words - lexicon("hardly_words")) | lexicon("everyday")


@cache
def human_verbs() -> frozenset[str]:
    """Forms of verbs whose subject is a human being."""
    conjugated = {stem + ending for stem in lexicon("human_verb_stems") for ending in _ER_ENDINGS}
    return lexicon("human_verbs") | conjugated


@cache
def is_everyday(word: str) -> bool:
    """True for a folded word of everyday French, compounds included."""
    if word in everyday() or word.endswith(("ment", "ements", "issime")):
        return True
    if word.endswith("s") and word[:-1] in everyday():
        return True
    return "-" in word and all(part in everyday() for part in word.split("-") if part)
