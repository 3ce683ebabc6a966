"""Dates as people write them in a tracker: three ways in figures, and in words."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from palier.intake.words import fold

FIRST_YEAR, LAST_YEAR = 1900, 2199
_MONTHS = (
    ("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    ("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
_SHORT_MONTHS = ("janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")
_MONTH = {
    **{name: index for index, name in enumerate(_SHORT_MONTHS, start=1)},
    **{name: index for index, name in enumerate((*_MONTHS[0], *_MONTHS[1]), start=1)},
    "jan": 1,
    "fev": 2,
}
_MONTH_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:er)? ({_MONTH_NAMES})(?: (\d{{4}}|\d{{2}}))?\b")
_SHORT = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})(?!\d)")
_PART_OF_MONTH = re.compile(
    rf"\b(?:(fin|mi|debut|courant|avant fin|avant) )?(?:de )?({_MONTH_NAMES})(?: (20\d{{2}}))?\b"
)
_END_OF_YEAR = re.compile(r"\bfin (?:d annee|d an|(20\d{2}))(?: (20\d{2}))?\b")
_WITHIN = re.compile(r"\b(?:sous|dans|d ici) (\d{1,4}|un|une|deux|trois|quinze) (j|jours?|semaines?|sem|mois)\b")
_COUNTS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quinze": 15}
_QUARTER = re.compile(r"\b(?:t([1-4])|([1-4])(?:er|e|eme)? trimestre)(?: (20\d{2}))?\b")
_SEASONS = {"noel": (12, 24), "ete": (6, 20), "vacances d ete": (7, 4), "toussaint": (11, 1), "rentree": (9, 1)}
_NO_DATE = ("permanent", "immediat", "en continu", "continu", "sans delai", "des que possible", "asap", "urgent")


class Sure(StrEnum):
    """How a date was come by."""

    WRITTEN = "ecrite"
    DEDUCED = "deduite"
    IMPOSSIBLE = "impossible"
    UNREADABLE = "illisible"
    NONE = "absente"


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date and how far to trust it."""

    day: date | None
    sure: Sure


def read_date(text: str, near: date | None) -> ReadDate:
    """The date a cell tells. `near` (the meeting, or today) gives the year that words leave out."""
    raw = text.strip()
    if not raw:
        return ReadDate(None, Sure.NONE)
    written = _written(raw)
    if written:
        return written
    folded = fold(raw)
    if any(word in folded for word in _NO_DATE):
        return ReadDate(None, Sure.NONE)
    deduced = _deduced(folded, raw, near)
    return ReadDate(deduced, Sure.DEDUCED) if deduced else ReadDate(None, Sure.UNREADABLE)


def _written(raw: str) -> ReadDate | None:
    if found := _ISO.search(raw):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _FIGURES.search(raw):
        return _day(_year(found[3]), int(found[2]), int(found[1]))
    found = _DAY_MONTH.search(fold(raw))
    return _day(_year(found[3]), _MONTH[found[2]], int(found[1])) if found and found[3] else None


def _day(year: int, month: int, day: int) -> ReadDate:
    if not FIRST_YEAR <= year <= LAST_YEAR:  # what counts days from it never leaves the calendar
        return ReadDate(None, Sure.IMPOSSIBLE)
    try:
        return ReadDate(date(year, month, day), Sure.WRITTEN)
    except ValueError:
        return ReadDate(None, Sure.IMPOSSIBLE)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)  # noqa: PLR2004 - four figures


def _deduced(folded: str, raw: str, near: date | None) -> date | None:
    if near and (found := _WITHIN.search(folded)):
        return _after(near, found[1], found[2])
    if found := _DAY_MONTH.search(folded):
        return _next(_MONTH[found[2]], int(found[1]), near)
    if found := _SHORT.search(raw):
        return _next(int(found[2]), int(found[1]), near)
    return _stretch(folded, near)


def _stretch(folded: str, near: date | None) -> date | None:
    """The last day of a stretch of time: a year, a quarter, a month, a season."""
    if found := _END_OF_YEAR.search(folded):
        year = found[1] or found[2]
        return date(int(year), 12, 31) if year else _next(12, 31, near)
    if found := _QUARTER.search(folded):
        return _end_of(int(found[1] or found[2]) * 3, found[3], near)
    if found := _PART_OF_MONTH.search(folded):
        return _part(found[1] or "fin", _MONTH[found[2]], found[3], near)
    return next((_next(*day, near) for word, day in _SEASONS.items() if re.search(rf"\b{word}\b", folded)), None)


def _after(near: date, count: str, unit: str) -> date:
    number = min(_COUNTS.get(count) or int(count), 1000)
    days = {"j": 1, "s": 7, "m": 30}[unit[0]]
    return near + timedelta(days=number * days)


def _part(part: str, month: int, year: str | None, near: date | None) -> date | None:
    end = _end_of(month, year, near)
    if end is None or part in {"fin", "avant fin", "courant"}:
        return end
    if part == "avant":
        return end.replace(day=1) - timedelta(days=1)
    return end.replace(day=15 if part == "mi" else 5)


def _end_of(month: int, year: str | None, near: date | None) -> date | None:
    if year is None:
        return _next(month, 31, near)
    return date(int(year), month, calendar.monthrange(int(year), month)[1])


def _next(month: int, day: int, near: date | None) -> date | None:
    """The first such day on or after `near`; a day too many falls back to the end of the month."""
    if near is None or not 1 <= month <= 12 or not 1 <= day <= 31:  # noqa: PLR2004 - a calendar
        return None
    for year in (near.year, near.year + 1):
        found = date(year, month, min(day, calendar.monthrange(year, month)[1]))
        if found >= near:
            return found
    return None
