"""Days when nobody meets: public holidays of a département, computed; school holidays of its zone, from a file.

`data/school_holidays.csv` holds the school holidays of zone B for 2025 to 2027 (dates of the Ministère de l’Éducation
nationale, Licence Ouverte 2.0; first and last day of the break, both included). Another zone, or a later year, is not
known: what is not known is said, never guessed.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from holidays import country_holidays

# The départements of the académies of zone B.
_ZONE_B = (
    "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 61 62 67 68 72 76 80 83 "
    "84 85 88"
)
_ZONES = dict.fromkeys(_ZONE_B.split(), "B")
# Those that have days of their own, as the library names them: Alsace by its region.
_SUBDIVISIONS = {code: code for code in ("57", "971", "972", "973", "974", "976")} | {"67": "6AE", "68": "6AE"}


@dataclass(frozen=True, slots=True)
class SchoolBreak:
    """One break of the schools of a zone."""

    name: str
    first: date
    last: date


def public_holiday(department: str, day: date) -> str:
    """The name of the public holiday of this day in this département; empty on an ordinary day."""
    return _public(department, day.year).get(day, "").replace("'", "’")


def school_holiday(department: str, day: date) -> str:
    """The name of the school holidays this day falls in; empty when none is known."""
    return next((one.name for one in _breaks(_ZONES.get(department)) if one.first <= day <= one.last), "")


def school_known_until(department: str) -> date | None:
    """The last day for which the school holidays of this département are known; None when they are not at all."""
    return max((one.last for one in _breaks(_ZONES.get(department))), default=None)


@lru_cache(maxsize=256)
def _public(department: str, year: int) -> dict[date, str]:
    return dict(country_holidays("FR", subdiv=_SUBDIVISIONS.get(department), years=year, language="fr").items())


@lru_cache(maxsize=8)
def _breaks(zone: str | None) -> tuple[SchoolBreak, ...]:
    return tuple(one for found, one in _lines() if found == zone)


def _lines() -> Iterator[tuple[str, SchoolBreak]]:
    with files("palier.territory").joinpath("data/school_holidays.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
            yield row["zone"], SchoolBreak(row["name"], first, last)
