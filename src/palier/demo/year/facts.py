"""The kinds of facts of the year, read from `facts/`: their words, their hours, their usual answers."""

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random

from palier.kernel.moments import STEP, Moments


@dataclass(frozen=True, slots=True)
class Promised:
    """What is usually promised: in words, by whom, under which code, and what is told once it is done."""

    title: str
    role: str
    code: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One kind of fact; `facts/README.md` says what each line is."""

    key: str
    code: str
    title: str
    when: str
    by: tuple[str, ...]
    bothered: str
    number: str
    gravity: int
    frequency: str
    seen: tuple[str, ...]
    felt: tuple[str, ...]
    again: tuple[str, ...]
    where: str
    holders: str
    watchers: str
    influence: str
    tried: tuple[str, str]
    aim: tuple[str, str, str, str]
    solvable: str
    answers: tuple[Promised, ...]
    proofs: tuple[tuple[str, str], ...]
    closing: str
    months: tuple[int, ...] = tuple(range(1, 13))
    school: bool = False
    joint: tuple[str | int, ...] = ()

    @property
    def days(self) -> tuple[int, ...]:
        """The days of the week when it happens; Monday is 0."""
        return tuple(int(day) for day in self.when.split()[0])

    @property
    def hours(self) -> tuple[int, int]:
        """The first and the last hour of it."""
        first, last = self.when.split()[1].split("-")
        return int(first), int(last)

    @property
    def moments(self) -> Moments:
        """Those days and hours, as the reports say them."""
        first, last = self.hours
        return Moments.over(self.days, range(first // STEP, -(-last // STEP)))

    def words(self, rng: Random, used: Counter[str]) -> str:
        """A report of it, in the words that were written least so far."""
        pairs = [f"{seen} {felt}" for seen in self.seen for felt in self.felt]
        least = min(used[pair] for pair in pairs)
        # A fact in the words of few earlier reports: neither half is the one that was just written.
        heads = min(used[seen] for seen in self.seen)
        free = [pair for pair in pairs if used[pair] == least]
        best = [pair for pair in free if any(pair.startswith(seen) for seen in self.seen if used[seen] == heads)]
        said = rng.choice(best or free)
        used.update([said, next(seen for seen in self.seen if said.startswith(seen))])
        return said


@cache
def facts() -> dict[str, Fact]:
    """Every kind of fact, by its key."""
    found: dict[str, Fact] = {}
    for file in sorted(resources.files("palier.demo.year").joinpath("facts").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            for key, lines in tomllib.loads(file.read_text("utf-8")).items():
                found[key] = _fact(key, lines)
    return found


def _fact(key: str, lines: dict[str, object]) -> Fact:
    values: dict[str, object] = {
        name: tuple(map(_frozen, value)) if isinstance(value, list) else value for name, value in lines.items()
    }
    values["answers"] = tuple(Promised(*one) for one in lines["answers"])  # type: ignore[attr-defined]  # rows of words
    return Fact(key=key, **values)  # type: ignore[arg-type]  # as the tables say


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
