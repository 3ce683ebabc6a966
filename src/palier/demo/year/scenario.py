"""The two tables of the scenario: where things happen, and which problems come of them."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from palier.demo.year.facts import facts


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the year: real streets without a house number, invented residences."""

    key: str
    group: str
    kind: str
    name: str
    short: str
    latitude: float
    longitude: float
    owner: str
    is_reserved: bool
    suits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One problem: where, what, since about how many days, as far as which state, with which turn of events."""

    key: str
    spot: Spot
    fact: str
    ago: int
    until: str
    ending: str
    twist: str
    turn: str

    @property
    def title(self) -> str:
        """What it is called: the fact and the place."""
        return f"{facts()[self.fact].title}, {self.spot.short}"


@cache
def spots() -> dict[str, Spot]:
    """Every place, by its key."""
    return {
        row["key"]: Spot(
            key=row["key"],
            group=row["group"],
            kind=row["kind"],
            name=row["name"],
            short=row["short"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            owner=row["owner"],
            is_reserved=row["level"] == "police",
            suits=tuple(row["suits"].split()),
        )
        for row in _rows("places.csv")
    }


@cache
def cases() -> tuple[Case, ...]:
    """Every problem, in the order of the table."""
    found = []
    for row in _rows("problems.csv"):
        until, _, ending = row["until"].partition(":")
        twist, _, turn = row["twist"].partition(":")
        spot = spots()[row["place"]]
        found.append(Case(row["key"], spot, row["fact"], int(row["ago"]), until, ending, twist, turn))
    return tuple(found)


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("palier.demo.year").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))
