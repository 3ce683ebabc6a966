"""Names of streets, schools, buildings, shops and bodies: the words they hold are not those of a person."""

from palier.screening.lexicon import is_everyday, lexicon, phrases, word_list
from palier.screening.names import is_first_name, is_sure_surname, is_surname
from palier.screening.reading import Reading, Shape, Word

_GLUE = word_list("places glue")
# Titles that belong to the name of a street: « rue du Docteur Simon-Piétri ».
_HONOURS = word_list("places honours")
_TITLES = word_list("places titles")
_LINKS = word_list("places links")
_NOT_HEADS = {  # a head that is something else after these words
    "place": {"sa", "ma", "leur", "ta", "en", "sur", "votre", "notre"},
    "tour": {"son", "mon", "leur", "au", "un", "a", "chaque", "le", "demi"},
    "cours": {"en", "au", "cours", "mes", "ses", "les", "des"},
    "cour": {"la", "fait"},
    "groupe": {"un", "du", "ce", "en", "petit", "par", "le"},
    "centre": {"au"},
    "cote": {"a", "du", "de", "son", "leur", "mon", "ce"},
    "bois": {"je", "tu", "en", "de", "du", "au"},
    "pont": {"je"},
    "nuit": {"la", "cette", "de", "une"},
    "route": {"en"},
    "lot": {"le", "un"},
    "prix": {"le", "au"},
    "ligne": {"en"},
    "port": {"le"},
    "passage": {"leur", "son", "au", "de"},
    "sortie": {"la", "de", "a", "une"},
    "entree": {"l'"},
    "voie": {"la", "en"},
}
_NEEDS_CAPITAL = word_list("places needs capital")
_SHORT = word_list("places short")
_MOST_LOWER = 3
_FULL_NAME = 2


def place_words(reading: Reading) -> set[int]:
    """The positions of the words that belong to the name of a place, a shop or a body."""
    found: set[int] = set()
    for position, word in enumerate(reading.words):
        if position in found:
            continue
        if _is_head(reading.words, position):
            found |= _named_after(reading, position)
        elif word.fold in {"saint", "sainte", "st", "ste"} or word.fold.startswith(
            ("saint-", "sainte-", "st-", "ste-", "notre-dame")
        ):
            found |= _saint(reading.words, position)
        elif word.fold in {"au", "aux"} and word.shape is Shape.TITLE and position:
            found |= _sign(reading.words, position)
        elif word.fold == "chez" and word.shape is Shape.TITLE:
            found |= _shop_called_chez(reading.words, position)
    return found | _known_persons(reading.words) | _firms(reading)


def _is_head(words: list[Word], position: int) -> bool:
    word = words[position]
    if word.fold not in lexicon("place_heads"):
        return False
    if word.fold == "sa" and word.shape is not Shape.UPPER:  # « sa sœur Nadia » is no firm
        return False
    following = words[position + 1] if position + 1 < len(words) else None
    if word.fold == "pavillon" and following and following.is_capital and is_sure_surname(following.fold):
        return False  # a house told by who lives there
    before = words[position - 1].fold if position and word.is_glued else ""
    if word.fold == "place" and before == "la" and position > 1 and words[position - 2].fold == "a":
        return False
    return before not in _NOT_HEADS.get(word.fold, set())


def _named_after(reading: Reading, position: int) -> set[int]:
    """The words of the name that follows a head: capitals and the small words between; else what looks like one."""
    words = reading.words
    at = position + 1
    while (
        at < len(words)
        and _binds(words[at], short=words[at - 1].fold in _SHORT)
        and (words[at].fold in _GLUE or words[at].fold in lexicon("place_heads"))
    ):
        at += 1
    last = at - 1
    taken = 0
    several = words[position].fold.removesuffix("s") != words[position].fold and words[position].fold[:-1] in lexicon(
        "place_heads"
    )
    while at < len(words) and _binds(words[at], several=several, short=words[at - 1].fold in _SHORT):
        word = words[at]
        if word.fold in _TITLES:
            break
        if word.is_capital or word.shape is Shape.INITIAL or word.fold in _HONOURS:
            last = at
        elif not _continues(words, at):
            if taken and reading.shouted is False and words[last].is_capital:
                break
            if words[position].fold in _NEEDS_CAPITAL or not _looks_like_a_name(words, at, taken):
                break
            last = at
        taken += 1
        at += 1
    return set(range(position + 1, last + 1))


def _binds(word: Word, *, several: bool = False, short: bool = False) -> bool:
    """True when nothing but a space, an ampersand or an opening quote stands before the word."""
    gap = word.gap.strip()
    if short and gap == ".":
        return True
    return gap in {"", "«", '"', "“", "&", "/", "'", "’", "-"} or (several and gap == ",")


def _continues(words: list[Word], at: int) -> bool:
    """True for a small word inside a name: « du », « et » before another capital."""
    if words[at].fold not in _LINKS and words[at].gap.strip() != "&":
        return False
    following = next((word for word in words[at + 1 : at + 4] if word.fold not in _LINKS), None)
    return (
        following is not None
        and (following.is_capital or following.fold in _HONOURS)
        and following.fold not in _TITLES
        and _binds(following)
    )


def _looks_like_a_name(words: list[Word], at: int, taken: int) -> bool:
    """In a text without capitals: a first name, a surname, a word nobody knows; at most three."""
    word = words[at]
    if taken >= _MOST_LOWER or len(word.fold) == 1:
        return False
    if is_first_name(word.fold) or word.fold in lexicon("places"):
        return word.fold not in lexicon("everyday")
    if taken and is_surname(word.fold):
        return True
    return not is_everyday(word.fold)


def _saint(words: list[Word], position: int) -> set[int]:
    taken = {position}
    if (
        words[position].fold in {"saint", "sainte", "st", "ste"}
        and position + 1 < len(words)
        and words[position + 1].is_glued
    ):
        taken.add(position + 1)
    return taken


def _sign(words: list[Word], position: int) -> set[int]:
    """« Aux Délices de Léa », inside a sentence: a sign, as far as its capitals go."""
    at = position + 1
    while at < len(words) and _binds(words[at]) and (words[at].is_capital or _continues(words, at)):
        at += 1
    return set(range(position, at)) if at > position + 1 else set()


def _shop_called_chez(words: list[Word], position: int) -> set[int]:
    """« Chez Marcel » as a sign: inside a sentence; at its start, unless a home is meant. A full name is no sign."""
    at = position + 1
    taken = {position}
    while at < len(words) and _binds(words[at]) and (words[at].is_capital or _continues(words, at)):
        taken.add(at)
        at += 1
    named = words[position + 1 : at]
    if len(named) == _FULL_NAME and is_first_name(named[0].fold) and not is_everyday(named[1].fold):
        return set()
    if position == 0 and at < len(words):
        after = words[at]
        if "," in after.gap or after.fold in {
            "c'",
            "ca",
            "on",
            "il",
            "ils",
            "elle",
            "les",
            "la",
            "le",
            "j'",
            "je",
            "tout",
        }:
            return set()
    if position == 0 and position + 1 < len(words) and words[position + 1].fold in _TITLES | {"les", "la", "le"}:
        return set()
    return taken


def _known_persons(words: list[Word]) -> set[int]:
    """Names of history, as they stand: « Marie Curie », « Jean Moulin »."""
    found: set[int] = set()
    known = phrases("known_persons")
    for start in range(len(words)):
        for length in (4, 3, 2):
            run = words[start : start + length]
            if len(run) == length and all(word.is_glued for word in run[1:]):
                titled = start > 0 and words[start - 1].fold in _TITLES and words[start].is_glued
                if " ".join(word.fold for word in run).replace("' ", "'") in known and not titled:
                    found |= set(range(start, start + length))
    return found


def _firms(reading: Reading) -> set[int]:
    """« Rossi & fils », « Camille & Léon », « Dupuis SARL »: a firm by its sign."""
    words, found = reading.words, set()
    for at in range(1, len(words)):
        if words[at].gap.strip() == "&" and (
            words[at - 1].is_capital or words[at].fold in {"fils", "freres", "co", "cie"}
        ):
            found |= {at - 1, at}
        if words[at].fold in {"sarl", "sas", "eurl"} and words[at].is_glued and words[at - 1].is_capital:
            found |= {at - 1, at}
        if words[at].fold in {"fils", "freres"} and at > 1 and words[at - 1].fold == "et" and words[at - 2].is_capital:
            found |= {at - 2, at}
    return found
