"""Hours of the week: when something usually happens, as a grid of seven days by eight stretches of three hours.

Reporters rarely know better than « les soirs » or « le week-end »: the words that people use fill the grid, and the
grid is what is compared, drawn and counted. Kept as fourteen hexadecimal digits, one bit a cell, Monday first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
STEP = 3
SLOTS = tuple(f"{start} h – {start + STEP} h" for start in range(0, 24, STEP))
CELLS = len(DAYS) * len(SLOTS)
CODE_LENGTH = CELLS // 4


@dataclass(frozen=True, slots=True)
class Moments:
    """A set of cells of the week; cell = day * 8 + slot, Monday 0 h – 3 h being 0."""

    cells: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if any(not 0 <= cell < CELLS for cell in self.cells):
            raise ValueError(f"A cell of the week is from 0 to {CELLS - 1}.")

    @classmethod
    def over(cls, days: Iterable[int], slots: Iterable[int]) -> Self:
        """These stretches on each of these days (both counted from 0)."""
        slots = tuple(slots)
        return cls(frozenset(day * len(SLOTS) + slot for day in days for slot in slots))

    @classmethod
    def read(cls, code: str) -> Self:
        """The moments that `code` wrote; an empty code is no moment. `ValueError` for anything else."""
        if not code:
            return cls()
        if len(code) != CODE_LENGTH:
            raise ValueError(f"Moments are written with {CODE_LENGTH} hexadecimal digits.")
        bits = int(code, 16)
        return cls(frozenset(cell for cell in range(CELLS) if bits >> cell & 1))

    @property
    def code(self) -> str:
        """The fourteen digits to keep; empty when there is no moment, which means that nobody knows."""
        return f"{sum(1 << cell for cell in self.cells):0{CODE_LENGTH}x}" if self.cells else ""

    def __or__(self, other: "Moments") -> "Moments":
        return Moments(self.cells | other.cells)

    def __bool__(self) -> bool:
        return bool(self.cells)

    def slots_on(self, day: int) -> tuple[int, ...]:
        """The stretches of that day, in order."""
        first = day * len(SLOTS)
        return tuple(slot for slot in range(len(SLOTS)) if first + slot in self.cells)

    def likeness(self, other: "Moments") -> float:
        """Shared cells over all cells of the two (Jaccard), 0 to 1; 0 when either is unknown."""
        together = self.cells | other.cells
        return len(self.cells & other.cells) / len(together) if self.cells and other.cells else 0.0

    @property
    def label(self) -> str:
        """The moments in French: « Tous les jours, 18 h – 24 h », « Vendredi et samedi, 21 h – 24 h »."""
        for words in WORDS.values():
            if words.moments == self:
                return words.label
        days_by_slots: dict[tuple[int, ...], list[int]] = {}
        for day in range(len(DAYS)):
            if slots := self.slots_on(day):
                days_by_slots.setdefault(slots, []).append(day)
        parts = [f"{_days(days)}, {_hours(slots)}" for slots, days in days_by_slots.items()]
        text = " ; ".join(parts)
        return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Words:
    """What people say, and the cells that it fills."""

    label: str
    moments: Moments


UNKNOWN = Moments()
_A_RUN = 3  # « du lundi au mercredi », but « lundi et mardi »
_WEEK, _WEEKEND, _SCHOOL_DAYS = range(7), (5, 6), (0, 1, 3, 4)
WORDS: dict[str, Words] = {
    "mornings": Words("Matins (6 h – 12 h)", Moments.over(_WEEK, (2, 3))),
    "afternoons": Words("Après-midi (12 h – 18 h)", Moments.over(_WEEK, (4, 5))),
    "evenings": Words("Soirs (18 h – 24 h)", Moments.over(_WEEK, (6, 7))),
    "nights": Words("Nuits (0 h – 6 h)", Moments.over(_WEEK, (0, 1))),
    "weekends": Words("Week-ends", Moments.over(_WEEKEND, range(8))),
    "school": Words("Sorties d’école (15 h – 18 h)", Moments.over(_SCHOOL_DAYS, (5,))),
    "always": Words("À toute heure", Moments.over(_WEEK, range(8))),
}


def said(*codes: str) -> Moments:
    """The moments that these words fill together; `KeyError` for a word that nobody offered."""
    together = UNKNOWN
    for code in codes:
        together |= WORDS[code].moments
    return together


def _days(days: list[int]) -> str:
    if len(days) == len(DAYS):
        return "tous les jours"
    if len(days) >= _A_RUN and days == list(range(days[0], days[-1] + 1)):
        return f"du {DAYS[days[0]]} au {DAYS[days[-1]]}"
    names = [DAYS[day] for day in days]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"


def _hours(slots: tuple[int, ...]) -> str:
    if len(slots) == len(SLOTS):
        return "toute la journée"
    stretches: list[list[int]] = []
    for slot in slots:
        if stretches and stretches[-1][1] == slot * STEP:
            stretches[-1][1] += STEP
        else:
            stretches.append([slot * STEP, (slot + 1) * STEP])
    return " et ".join(f"{start} h – {end} h" for start, end in stretches)
