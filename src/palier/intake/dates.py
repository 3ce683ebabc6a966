"""Dates as people write them in a tracker: in figures several ways, and in words."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from palier.intake.files.sheets import Cell
from palier.intake.words import fold

FIRST_YEAR, LAST_YEAR = 1900, 2199
_LONG = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
]
_SHORT_NAMES = ["janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec"]
MONTH = {
    **{name: index for index, name in enumerate(_SHORT_NAMES, start=1)},
    **{name: index for index, name in enumerate(_LONG, start=1)},
    "jan": 1,
    "fev": 2,
    "jul": 7,
    "sep": 9,
}
MONTH_NAMES = "|".join(sorted(MONTH, key=len, reverse=True))
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_SPACED = re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4}|\d{2})")
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:er)? ({MONTH_NAMES})(?: (\d{{4}}|\d{{2}}))?\b")
_SHORT = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})(?![\d/.])")
_PART_OF_MONTH = re.compile(
    rf"\b(?:(fin|mi|debut|courant|avant fin|avant) )?(?:de |du mois de |d )?({MONTH_NAMES})(?: (20\d{{2}}|\d{{2}}))?\b"
)
_END_OF_YEAR = re.compile(r"\bfin (?:d annee|de l annee|d an|(20\d{2}))(?: (20\d{2}))?\b")
_WITHIN = re.compile(
    r"\b(?:sous|dans|d ici|delai(?: de)?) (\d{1,4}|un|une|deux|trois|quatre|six|huit|dix|quinze)"
    r" ?(j|jrs?|jours?|semaines?|sem|mois)\b"
)
_COUNTS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "six": 6, "huit": 8, "dix": 10, "quinze": 15}
_QUARTER = re.compile(r"\b(?:t([1-4])|([1-4])(?:er|e|eme|nd)? trimestre)(?: (20\d{2}))?\b")
_WEEK = re.compile(r"\b(?:semaine|sem|s) ?(?:n ?)?(\d{1,2})\b(?: (20\d{2}))?")
_SEASONS = {
    "noel": (12, 24),
    "vacances d ete": (7, 4),
    "l ete": (6, 30),
    "ete": (6, 20),
    "paques": (4, 30),
    "printemps": (4, 30),
    "rentree": (8, 31),
}
_AUTUMN = ("toussaint", "vacances d automne")
_NO_DATE = ("permanent", "immediat", "en continu", "continu", "sans delai", "des que possible", "asap", "urgent")
_NOTHING = frozenset(
    ["", "x", "nc", "ns", "nsp", "inconnu", "inconnue", "non precise", "non precisee", "neant", "sans"]
)
_SERIAL = (32_874, 73_050)  # 1990 to 2099, as a spreadsheet counts days
_EPOCH = date(1899, 12, 30)


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


NO_DATE = ReadDate(None, Sure.NONE)


@dataclass(frozen=True, slots=True)
class ReportDate:
    """When a report was made: the day, or what is wrong (`impossible`, `imprecise`, `absente`), and its month."""

    day: date | None = None
    problem: str | None = None
    month: str | None = None
    is_guessed: bool = False


NO_REPORT_DATE = ReportDate()


def read_cell_date(cell: Cell, near: date | None) -> ReadDate:
    """The date of a cell: the file’s own, a count of days shown as a number, or words."""
    if cell.day:
        return ReadDate(cell.day, Sure.WRITTEN)
    if serial := _from_serial(cell):
        return ReadDate(serial, Sure.DEDUCED)
    return read_date(cell.text, near)


def read_report_date(cell: Cell) -> ReportDate:
    """The day a report bears. Words without a day give no day, only a month: an invented day would be counted."""
    if cell.day:
        return ReportDate(cell.day)
    if serial := _from_serial(cell):
        return ReportDate(serial, is_guessed=True)
    raw = cell.text.strip()
    folded = fold(raw)
    if folded in _NOTHING:
        return ReportDate(problem="absente")
    found = _written(raw)
    if found:
        return ReportDate(found.day, None if found.day else "impossible")
    if month := _PART_OF_MONTH.search(folded):
        year = _full_year(month[3])
        return ReportDate(problem="imprecise", month=f"{year}-{MONTH[month[2]]:02d}" if year else None)
    return ReportDate(problem="imprecise")


def _from_serial(cell: Cell) -> date | None:
    number = cell.number if cell.number is not None else float(cell.text) if cell.text.isdecimal() else 0
    if not _SERIAL[0] <= number <= _SERIAL[1] or (cell.number is None and len(cell.text) != 5):  # noqa: PLR2004
        return None
    return _EPOCH + timedelta(days=int(number))


def read_date(text: str, near: date | None) -> ReadDate:
    """The date a cell tells. `near` (the meeting, or today) gives the year that words leave out."""
    raw = text.strip()
    if not raw:
        return NO_DATE
    written = _written(raw)
    if written:
        return written
    folded = fold(raw)
    if any(re.search(rf"\b{word}\b", folded) for word in _NO_DATE) or folded in _NOTHING:
        return NO_DATE
    deduced = _deduced(folded, raw, near)
    return ReadDate(deduced, Sure.DEDUCED) if deduced else ReadDate(None, Sure.UNREADABLE)


def _written(raw: str) -> ReadDate | None:
    if found := _ISO.search(raw):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _FIGURES.search(raw) or _SPACED.fullmatch(raw):
        return _day(_year(found[3]), int(found[2]), int(found[1]))
    if found := _COMPACT.fullmatch(raw):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _DAY_MONTH.search(fold(raw))
    return _day(_year(found[3]), MONTH[found[2]], int(found[1])) if found and found[3] else None


def _day(year: int, month: int, day: int) -> ReadDate:
    if not FIRST_YEAR <= year <= LAST_YEAR:  # what counts days from it never leaves the calendar
        return ReadDate(None, Sure.IMPOSSIBLE)
    try:
        return ReadDate(date(year, month, day), Sure.WRITTEN)
    except ValueError:
        return ReadDate(None, Sure.IMPOSSIBLE)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)  # noqa: PLR2004 - four figures


def _full_year(text: str | None) -> int | None:
    return _year(text) if text else None


def _deduced(folded: str, raw: str, near: date | None) -> date | None:
    if near and (found := _WITHIN.search(folded)):
        return after(near, found[1], found[2])
    if found := _DAY_MONTH.search(folded):
        return next_day(MONTH[found[2]], int(found[1]), near)
    if found := _SHORT.search(raw):
        return next_day(int(found[2]), int(found[1]), near)
    return stretch_end(folded, near)


def stretch_end(folded: str, near: date | None) -> date | None:
    """The last day of a stretch of time: a year, a quarter, a week, a month, a season."""
    if found := _END_OF_YEAR.search(folded):
        year = found[1] or found[2]
        return date(int(year), 12, 31) if year else next_day(12, 31, near)
    if found := _QUARTER.search(folded):
        return _end_of(int(found[1] or found[2]) * 3, found[3], near)
    if found := _WEEK.search(folded):
        return _end_of_week(int(found[1]), found[2], near)
    if found := _PART_OF_MONTH.search(folded):
        return _part(found[1] or "fin", MONTH[found[2]], found[3], near)
    if near and any(word in folded for word in _AUTUMN):
        return _autumn_break(near)
    return next((next_day(*day, near) for word, day in _SEASONS.items() if re.search(rf"\b{word}\b", folded)), None)


def after(near: date, count: str, unit: str) -> date:
    """« Sous 15 jours », « dans deux mois », counted from a day."""
    number = min(_COUNTS.get(count) or int(count), 1000)
    if unit.startswith("m"):
        months = near.month - 1 + number
        year, month = near.year + months // 12, months % 12 + 1
        if year > LAST_YEAR:
            return near
        return date(year, month, min(near.day, calendar.monthrange(year, month)[1]))
    return near + timedelta(days=number * (7 if unit.startswith("s") else 1))


def _part(part: str, month: int, year: str | None, near: date | None) -> date | None:
    end = _end_of(month, year, near)
    if end is None or part in {"fin", "avant fin", "courant"}:
        return end
    if part == "avant":
        return end.replace(day=1) - timedelta(days=1)
    return end.replace(day=15 if part == "mi" else 5)


def _end_of(month: int, year: str | None, near: date | None) -> date | None:
    if year is None:
        return next_day(month, 31, near)
    full = _year(year)
    return date(full, month, calendar.monthrange(full, month)[1])


def _end_of_week(week: int, year: str | None, near: date | None) -> date | None:
    """The Friday of a week of the year."""
    if near is None and year is None:
        return None
    first = int(year) if year else near.year if near else 0
    for full in (first, first + 1):
        try:
            found = date.fromisocalendar(full, week, 5)
        except ValueError:
            return None
        if year or near is None or found >= near:
            return found
    return None


def _autumn_break(near: date) -> date:
    """The eve of the third Saturday of October, when schools close in nearly every year."""
    for year in (near.year, near.year + 1):
        first = date(year, 10, 1)
        eve = first + timedelta(days=(5 - first.weekday()) % 7 + 13)
        if eve >= near:
            return eve
    return near


def next_day(month: int, day: int, near: date | None) -> date | None:
    """The first such day on or after `near`; a day too many falls back to the end of the month."""
    if near is None or not 1 <= month <= 12 or not 1 <= day <= 31:  # noqa: PLR2004 - a calendar
        return None
    for year in (near.year, near.year + 1):
        found = date(year, month, min(day, calendar.monthrange(year, month)[1]))
        if found >= near:
            return found
    return None
