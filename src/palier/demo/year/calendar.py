"""Days off and school holidays, near enough for a demonstration of any year (zone B, dates of a usual year)."""

from datetime import date, timedelta
from functools import cache

SATURDAY = 5
# First and last day of each school holiday, as (month, day).
SCHOOL_HOLIDAYS = (((1, 1), (1, 4)), ((2, 14), (3, 1)), ((4, 11), (4, 26)), ((7, 4), (8, 31)), ((10, 17), (11, 2)))
CHRISTMAS = (12, 19)
FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))


def is_working(day: date) -> bool:
    """True when offices are open that day."""
    return day.weekday() < SATURDAY and day not in _days_off(day.year)


def is_school(day: date) -> bool:
    """True when pupils are there."""
    key = (day.month, day.day)
    holidays = key >= CHRISTMAS or any(first <= key <= last for first, last in SCHOOL_HOLIDAYS)
    return is_working(day) and not holidays


def working(day: date) -> date:
    """That day, or the next one on which offices are open."""
    while not is_working(day):
        day += timedelta(days=1)
    return day


def worked(day: date) -> date:
    """That day, or the last one on which offices were open."""
    while not is_working(day):
        day -= timedelta(days=1)
    return day


@cache
def _days_off(year: int) -> frozenset[date]:
    easter = _easter(year)
    moving = (easter + timedelta(days=days) for days in (1, 39, 50))
    return frozenset([*moving, *(date(year, month, day) for month, day in FIXED)])


def _easter(year: int) -> date:
    """The Sunday of Easter (anonymous Gregorian computus)."""
    golden, century = year % 19, year // 100
    leap, shift = century - century // 4 - (8 * century + 13) // 25, 19 * golden + 15
    epact = (shift + leap) % 30
    epact -= epact // 28 * (1 - epact // 28 * (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    moon = epact - weekday
    month = 3 + (moon + 40) // 44
    return date(year, month, moon + 28 - 31 * (month // 4))
