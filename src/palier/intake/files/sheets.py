"""A workbook as it is read here: sheets of cells, with what a person sees beside the words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

MAX_CELL = 5_000
MAX_ROWS = 2_000  # lines of one sheet, and of a whole file: each is screened and compared
MAX_COLUMNS = 200
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a person reads it. `is_held` is true of one that shows the words of the cell it is merged with."""

    text: str = ""
    day: date | None = None
    number: float | None = None
    colour: str = ""
    is_held: bool = False


EMPTY = Cell()
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Rows are numbered as the file shows them; comments and hidden columns are looked at, never kept."""

    name: str
    rows: Mapping[int, Row]
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """The cell there, empty when the row stops before it."""
        cells = self.rows.get(row, ())
        return cells[column] if column < len(cells) else EMPTY

    @property
    def width(self) -> int:
        """The most cells any row holds."""
        return max(map(len, self.rows.values()), default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    """Everything read from a file, and what is to be said about it."""

    form: str
    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = ()
    # Of a CSV only.
    encoding: str = ""
    separator: str = ""


def plain(text: str) -> str:
    """The words of a cell, without the apostrophe that kept a text from being taken for a formula."""
    words = text.strip()
    return words[1:] if words[:1] == "'" and words[1:2] in _FORMULA else words


def column_name(index: int) -> str:
    """« A » for the first column, « AB » for the twenty-eighth."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
