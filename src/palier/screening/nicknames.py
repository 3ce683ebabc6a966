"""Nicknames: what someone is said to be called, « Titi », « P’tit Ben », « Le Bulgare », « la Blonde »."""

import re
from collections.abc import Iterator

from palier.screening.conduct import acts_as_human
from palier.screening.lexicon import human_verbs, is_everyday, lexicon, word_list
from palier.screening.names import is_first_name, is_surname, is_unknown
from palier.screening.reading import Reading, Shape, fold
from palier.screening.said_nicknames import said_nicknames
from palier.screening.spans import Kind, Span

_QUOTED = re.compile(r"[«“\"]\s?([^«»“”\"]{2,25}?)\s?[»”\"]\s(?=(?P<verb>[\w']+))")
_DOUBLED = re.compile(r"\b([A-ZÉ][a-zéè]{1,3})-?((?i:\1))(?![\w-])")
_DOUBLED_LOW = re.compile(r"(?<![\w'-])([a-z]{2,3})-?\1(?:ne|te|to)?(?![\w-])")
# Whoever leads: « Momo et sa bande », « la bande à Tonio ».
_LEADER = re.compile(
    r"(?<![\w'-])([a-z]+(?:-[a-z]+)?)\set\s(?:toute\s)?(?:sa|son|ses)\s(?:petite?\s)?"
    r"(?:bande|clique|gang|equipe|groupe|clan|potes?|sbires|acolytes|lieutenants|guetteurs)\b"
)
_BAND_OF = re.compile(r"\b(?:bande|clique|gang|equipe)\s(?:a|de|d')\s?((?:(?:le|la)\s)?[a-z]+)(?![\w'-])")
_SIZED_LOW = re.compile(
    r"(?<![\w'-])((?:(?:le|la)\s)?(?:gros(?:se)?|tonton|tata|papy|papi|mamy|mamie|big|lil|p'tit|ptit)\s([a-z]+))(?![\w'-])"
)
_SHORTEST_CALLED = 3
_SIZED = re.compile(
    r"(?:(?<=[a-zéè'’,:] )(?:[«“\"] ?)?|(?:^|[.!?] )(?=P['’]?[Tt]i|Gros))((?:[Ll]e |[Ll]a )?(?:Gros(?:se)?"
    r"|Petite?|P'?tite?|P['’]tit|Ptite?|Grande?|Vieux|Vieille|Tonton|Tata|Mamie|Papi|Big|Lil"
    r"|Frère)\s[A-Z][a-zé]+)(?![\w-]| [A-Z])"
)
_SOBRIQUET = re.compile(r"(?:le|la|les|p'?tit|petite?|gros|grosse|big|tonton|papa|mama)\s\w+$|l'\w+$")
_BODY = re.compile(
    r"\b(?:bar|restaurant|cafe|snack|kebab|epicerie|magasin|hotel|camp|club|drapeau|consulat|camion|marche"
    r"|boulangerie|tabac|traiteur|quotidien|journal|chien|berger)\s(?:\w+\s)?$"
)
_NOMINAL = re.compile(r"(?<![\w'-])(?:le|la)\s([a-z]+)(?![\w'-])")
_PEOPLE = re.compile(rf"\b((?:le|la)\s((?:{'|'.join(sorted(word_list('nicknames peoples')))})(?:ne|e|que)?))(?![\w-])")
_WITH_HIS_OWN = re.compile(r"\set\s(?:son|sa|ses)\s")
_IT_IS = re.compile(r"\bc'est (?:encore |toujours )?$")
_WHO = re.compile(r"\squi\s")
_OPENINGS = word_list("nicknames openings")
_BODIES = word_list("nicknames bodies")
_NOT_NOMINAL = ("human_nouns", "functions", "places", "brands", "place_heads")
_NOT_SIZED = ("brands", "places", "place_heads")


def nicknames(reading: Reading, barred: set[int]) -> Iterator[Span]:
    """Nicknames, without their quotation marks; none in the name of a place or of a shop."""
    signs = [reading.words[position] for position in barred]
    for rule in (said_nicknames, _quoted, _leaders, _sized, _sized_low, _doubled, _pet_names, _nominal, _peoples):
        for span in rule(reading):
            if not any(span.start < word.end and word.start < span.end for word in signs):
                yield span


def _quoted(reading: Reading) -> Iterator[Span]:
    """« « La Fouine » revend des vélos »: quoted, with a capital, and a verb of a human being after it."""
    for match in _QUOTED.finditer(reading.folded):
        acts = match["verb"] in _OPENINGS or match["verb"] in human_verbs()
        if acts and reading.raw[match.start(1)].isupper() and _is_sobriquet(match[1]):
            yield Span(match.start(1), match.end(1), Kind.NICKNAME)


def _is_sobriquet(quoted: str) -> bool:
    """True for « La Fouine », « Zorro »; false for a word of French, a title, a first name."""
    words = quoted.split()
    return bool(_SOBRIQUET.match(quoted)) or (not is_first_name(words[0]) and all(is_unknown(word) for word in words))


def _doubled(reading: Reading) -> Iterator[Span]:
    """« Titi », « Dodo »: a syllable said twice; an everyday word of that form only inside a sentence."""
    for match in _DOUBLED.finditer(reading.raw):
        before = reading.before(match.start()).rstrip()
        opens = not before or before[-1] in ".!?:"
        if not opens or not is_everyday(reading.folded[match.start() : match.end()]):
            yield Span(match.start(), match.end(), Kind.NICKNAME)
    for match in _DOUBLED_LOW.finditer(reading.folded):
        if _is_called(match[0]):
            yield Span(match.start(), match.end(), Kind.NICKNAME)


def _pet_names(reading: Reading) -> Iterator[Span]:
    """« Pépito », « dédé »: what one is called and never registered; before a surname it is a first name."""
    for position, word in enumerate(reading.words):
        if word.fold not in lexicon("pet_names") or (not word.is_capital and is_everyday(word.fold)):
            continue
        after = reading.words[position + 1] if position + 1 < len(reading.words) else None
        if after is None or not (after.is_capital and after.is_glued):
            yield Span(word.start, word.end, Kind.NICKNAME)


def _is_called(word: str) -> bool:
    """True for a word that one may only be called: a pet name or a word nobody knows, neither a place nor a brand."""
    if len(word) < _SHORTEST_CALLED or any(word in lexicon(name) for name in _NOT_NOMINAL):
        return False
    return word in lexicon("pet_names") or (is_unknown(word) and not is_first_name(word) and not is_surname(word))


def _leaders(reading: Reading) -> Iterator[Span]:
    """« Zizou et sa bande », « la bande à Zizou »: what a band follows is a nickname, unless it is a name."""
    for pattern in (_LEADER, _BAND_OF):
        for match in pattern.finditer(reading.folded):
            if _is_called(match[1].split()[-1]):
                yield Span(match.start(1), match.end(1), Kind.NICKNAME)


def _sized_low(reading: Reading) -> Iterator[Span]:
    """« le gros dédé », « papy marcel », written without capitals."""
    for match in _SIZED_LOW.finditer(reading.folded):
        called = match[2]
        if _is_called(called) or (is_first_name(called) and not is_everyday(called)):
            yield Span(match.start(1), match.end(1), Kind.NICKNAME)


def _sized(reading: Reading) -> Iterator[Span]:
    """« le Gros Dédé », « P’tit Ben »."""
    for match in _SIZED.finditer(reading.raw):
        if not any(word in lexicon(name) for name in _NOT_SIZED for word in fold(match[1]).split()):
            yield Span(match.start(1), match.end(1), Kind.NICKNAME)


def _nominal(reading: Reading) -> Iterator[Span]:
    """« Le Tatoué », « la Blonde »: an everyday word with a capital, alone, that does what people do."""
    positions = {word.start: position for position, word in enumerate(reading.words)}
    for match in _NOMINAL.finditer(reading.folded):
        after = positions[match.start(1)] + 1
        alone = after >= len(reading.words) or not reading.words[after].is_capital
        if alone and _may_be_someone(reading, after - 1) and acts_as_human(reading, after):
            yield Span(match.start(), match.end(1), Kind.NICKNAME)


def _may_be_someone(reading: Reading, position: int) -> bool:
    """True for an everyday word with a capital that is neither a function, a body nor a place."""
    word = reading.words[position]
    if word.shape is not Shape.TITLE or not is_everyday(word.fold) or word.fold in _BODIES:
        return False
    return not any(word.fold in lexicon(name) for name in _NOT_NOMINAL)


def _peoples(reading: Reading) -> Iterator[Span]:
    """« Le Bulgare » as one calls someone: a capital on the people, and nothing of a shop or a tongue before it."""
    for match in _PEOPLE.finditer(reading.folded):
        people = reading.raw[match.start(2) : match.end(2)]
        written = people[:1].isupper() and not people.isupper()
        if (written or _acts_alone(reading, match)) and not _BODY.search(reading.before(match.start())):
            yield Span(match.start(1), match.end(1), Kind.NICKNAME)


def _acts_alone(reading: Reading, match: re.Match[str]) -> bool:
    """« c’est le turc qui vend », « le borgne et son frère »: someone, although no capital says so."""
    return bool(_WITH_HIS_OWN.match(reading.folded, match.end())) or bool(
        _IT_IS.search(reading.before(match.start())) and _WHO.match(reading.folded, match.end())
    )
