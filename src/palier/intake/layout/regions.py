"""What a sheet gives: its lines, named by field, and what was put aside with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from palier.intake.files.sheets import EMPTY, Cell


class Kind(StrEnum):
    """What a sheet is for."""

    PROBLEMS = "suivi"
    ACTIONS = "actions"
    ATTENDANCE = "présences"
    CONTACTS = "contacts"
    OTHER = "autre"


@dataclass(frozen=True, slots=True)
class Looked:
    """Words that are looked at for persons and never kept: a comment, a hidden column."""

    where: str
    text: str
    # The whole cell is about a person, whatever it says: its column is made for that.
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, its cells by field. `record` is its row in the sheet, or its record in a CSV."""

    record: int
    cells: Mapping[str, Cell]
    colour: str = ""
    looked: tuple[Looked, ...] = ()
    held: frozenset[str] = frozenset()
    # Where each cell stands in the sheet (« G12 »); empty in a CSV, whose lines have records only.
    places: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The words of a field, nothing when there is no such cell."""
        return self.cells.get(name, EMPTY).text


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be read, and why."""

    record: int
    field: str
    reason: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that is no line of the table (total, separator, title), and why it is left out."""

    sheet: str
    record: int
    reason: str


@dataclass(frozen=True, slots=True)
class Region:
    """The table of one sheet."""

    sheet: str
    kind: Kind
    columns: Mapping[str, int] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    header_rows: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()
    bad: tuple[BadLine, ...] = ()
    aside: tuple[Aside, ...] = ()
    empty: int = 0
    legend: Mapping[str, str] = field(default_factory=dict)
    is_form: bool = False
    # The fields whose column was found by what stands in it, not by its heading.
    guessed: frozenset[str] = frozenset()
    # The cells of each line as they stand, for a file of rejects; never stored.
    texts: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
