"""Number plates: of today, of before 2009, and any series said to be one."""

import re
from collections.abc import Iterator

from palier.screening.lexicon import word_list
from palier.screening.reading import Reading
from palier.screening.spans import Kind, Span

_SIV = re.compile(r"(?<![a-z0-9._-])([a-z]{2})([ ._-]?)(\d{3})\2([a-z]{2})(?![a-z0-9-])")
# Copied in haste: a letter for a figure, one missing; believed beside a vehicle only.
_NEARLY = re.compile(
    r"(?<![a-z0-9._-])[a-z]{1,2}([-._ ])(?=[\doil]*\d[\doil]*\d)[\doil]{2,3}\1[a-z0-9]{1,2}(?![a-z0-9-])"
)
_FNI = re.compile(r"(?<![a-z0-9/.,-])(\d{2,4})[ -]?([a-hj-np-tv-z]{2,3})[ -]?(\d{2}|2[ab])(?![a-z0-9%€/,-])")
_ANY = re.compile(
    r"\b(?:immatricul\w*|plaques?(?: d'immatriculation)?|immat\.?)(?: n°| no| est| :|:|,)*\s+"
    r"((?=[a-z0-9 -]*\d)[a-z0-9]{1,4}(?:[ -]?[a-z0-9]{2,4}){1,2})(?![a-z0-9])"
)
_VEHICLE = re.compile(
    r"\b(?:immat\w*|plaques?|voitures?|vehicules?|v/?l|scooters?|motos?|camion\w*|fourgon\w*|utilitaires?"
    r"|clio|golf|bagnole"
    r"|kangoo|twingo|megane|berline|caisse|quad|citadine|208|206|307|308|audi|bmw|duster|polo|c3|scenic"
    r"|partner|berlingo|opel|seat|fiat|peugeot|renault|citroen|toyota|mercedes|leon|corsa|clio)\b"
)
_LITTLE_WORDS = word_list("numbers little words")
_NOT_LETTERS_OF_A_PLATE = _LITTLE_WORDS | {"rue", "mai", "sac"}
_LONG_NUMBER = 3


def plates(reading: Reading) -> Iterator[Span]:
    """Plates of today, of before 2009, and any series said to be a plate."""
    said = bool(_VEHICLE.search(reading.folded))
    for match in _SIV.finditer(reading.folded):
        if match[2] != " " or said or _is_sure(reading, match):
            yield Span(match.start(), match.end(), Kind.PLATE)
    for match in _FNI.finditer(reading.folded):
        if _is_old_plate(reading, match, said=said):
            yield Span(match.start(), match.end(), Kind.PLATE)
    if said:
        yield from _nearly_plates(reading)
    for match in _ANY.finditer(reading.folded):
        if any(letter.isdigit() for letter in match[1]):
            yield Span(match.start(1), match.end(1), Kind.PLATE)


def _nearly_plates(reading: Reading) -> Iterator[Span]:
    for match in _NEARLY.finditer(reading.folded):
        if match[1] != " " or _is_upper(reading, match):
            yield Span(match.start(), match.end(), Kind.PLATE)


def _is_upper(reading: Reading, match: re.Match[str]) -> bool:
    written = reading.raw[match.start() : match.end()]
    return written == written.upper()


def _is_sure(reading: Reading, match: re.Match[str]) -> bool:
    """True for « EV 300 RT » in capitals, in a text that is not all capitals; not for « DE 100 LE »."""
    if reading.shouted or not _is_upper(reading, match):
        return False
    return match[1] not in _LITTLE_WORDS and match[4] not in _LITTLE_WORDS


def _is_old_plate(reading: Reading, match: re.Match[str], *, said: bool) -> bool:
    """True for « 1234 AB 04 »: where a vehicle is spoken of, or written as plates are."""
    if match[2] in _NOT_LETTERS_OF_A_PLATE:
        return False
    long = len(match[1]) >= _LONG_NUMBER
    if _is_upper(reading, match):
        return said or ((" " in match[0] or long) and not reading.shouted)
    return said and long and match[0].count(" ") in {0, 2}
