"""How far a name goes once it has begun: first names, surnames, particles, initials."""

from palier.screening.lexicon import human_verbs, is_everyday, lexicon, word_list
from palier.screening.names import (
    PARTICLES,
    is_first_name,
    is_initial,
    is_sure_first_name,
    is_sure_surname,
    is_surname,
    is_unknown,
    may_be_name,
)
from palier.screening.reading import Shape, Word

_LONGEST = 5
_LONG_UNKNOWN = 5
_SHORTEST_SECOND = 4
_SHORTEST_UPPER = 3
_MOST_PARTICLES = 2
_TELLING = word_list("runs telling")  # particles that are also everyday words


def capital_run(words: list[Word], start: int, barred: set[int], *, titled: bool = False) -> int:
    """The end of a name written with capitals that begins at `start`; `start` itself when none does."""
    at = start
    while at < len(words) and at - start < _LONGEST and at not in barred and (at == start or _joined(words, at)):
        if _goes_on(words, at, start, titled=titled):
            at += 1
        elif (skipped := _particles(words, at, barred, opening=at == start, titled=titled)) > at:
            at = skipped
        else:
            break
    return at


def _goes_on(words: list[Word], at: int, start: int, *, titled: bool) -> bool:
    """True when the word may open the name, or go on with it."""
    word = words[at]
    if is_initial(word) or may_be_name(word):
        return True
    if at == start:
        return titled and _is_named_by_title(word)
    return word.is_capital and (_is_plain_surname(word) or _follows_first_name(words, at))


def lower_run(words: list[Word], start: int, barred: set[int]) -> int:
    """The end of a name written without capitals whose first word is already believed."""
    at = start + 1
    while at < len(words) and at - start < _LONGEST and at not in barred and _joined(words, at):
        word = words[at]
        if (
            is_initial(word)
            or is_sure_surname(word.fold)
            or is_sure_first_name(word.fold)
            or _second_first_name(words, start, at)
        ):
            at += 1
        elif (
            word.fold in PARTICLES
            and at + 1 < len(words)
            and _joined(words, at + 1)
            and is_sure_surname(words[at + 1].fold)
        ):
            at += 2
        elif (
            len(word.fold) >= _LONG_UNKNOWN
            and is_unknown(word.fold)
            and word.fold not in human_verbs()
            and at == start + 1
        ):
            at += 1
        else:
            break
    return at


def _second_first_name(words: list[Word], start: int, at: int) -> bool:
    """« jean pierre »: two first names in a row, although the second is also a thing."""
    return (
        at == start + 1
        and is_first_name(words[start].fold)
        and is_first_name(words[at].fold)
        and len(words[at].fold) >= _SHORTEST_SECOND
    )


def _joined(words: list[Word], at: int) -> bool:
    """True when the word goes on from the one before: a space, or nothing after an initial."""
    return words[at].is_glued and (
        words[at].gap != "" or words[at - 1].shape is Shape.INITIAL or words[at - 1].text.endswith(("'", "’"))
    )


def _is_named_by_title(word: Word) -> bool:
    """After « Mme », any capital names someone, save small words."""
    return word.is_capital and word.fold not in lexicon("everyday") and word.fold not in lexicon("human_nouns")


def _follows_first_name(words: list[Word], at: int) -> bool:
    """« Brigitte Fontanel »: after a first name, a capital is a surname, whatever else the word may be."""
    fold = words[at].fold
    if not is_sure_first_name(words[at - 1].fold) or not words[at - 1].is_capital:
        return False
    return not any(fold in lexicon(name) for name in ("everyday", "human_nouns", "place_heads", "places", "brands"))


def _is_plain_surname(word: Word) -> bool:
    """A capital that goes on a name although it is an everyday word: « Claire Petit »."""
    return is_surname(word.fold) or (
        word.shape is Shape.UPPER and len(word.fold) >= _SHORTEST_UPPER and word.fold not in lexicon("everyday")
    )


def _particles(words: list[Word], at: int, barred: set[int], *, opening: bool, titled: bool) -> int:
    """Past the particles that lead to a surname (« Le Bihan », « de La Tour »); `at` when they do not."""
    stop = at
    while (
        stop < len(words)
        and stop - at < _MOST_PARTICLES
        and words[stop].fold in PARTICLES
        and (stop == at or _joined(words, stop))
    ):
        stop += 1
    if stop == at or stop >= len(words) or stop in barred or not _joined(words, stop) or not words[stop].is_capital:
        return at
    led = words[stop].fold
    if led in lexicon("places") or led in lexicon("brands"):
        return at
    capital_particle = words[stop - 1].is_capital
    everyday_particle = words[at].fold in _TELLING and not capital_particle
    if opening and everyday_particle and not titled:
        return at
    if everyday_particle and (words[stop].shape is Shape.UPPER or (not titled and not is_surname(led))):
        return at
    if capital_particle or titled or is_surname(led) or is_unknown(led) or is_first_name(led):
        return stop + 1
    return at if is_everyday(led) else stop + 1
