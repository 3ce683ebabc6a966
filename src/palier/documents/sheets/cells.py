"""What a table holds, and what is done to a text before a spreadsheet opens it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

Cell = str | int | float | date | None
# What a spreadsheet would read as a formula (decision 33).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What no XML file may hold.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its heads, its lines, and the notes that tell what it is. `day` is the only date of the file itself.

    `point` gives the columns of the longitude and of the latitude.
    """

    title: str
    heads: Sequence[str]
    lines: Iterable[Sequence[Cell]]
    notes: Sequence[tuple[str, str]]
    day: date
    point: tuple[int, int]


def neutral(text: str) -> str:
    """The text that no spreadsheet takes for a formula, without the characters that no file may hold."""
    text = FORBIDDEN.sub("\ufffd", text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def settled(cell: Cell) -> Cell:
    """A cell ready to be written: texts are neutral, whatever the format."""
    return neutral(cell) if isinstance(cell, str) else cell
