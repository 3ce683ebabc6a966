"""What a text is made of, whatever the format: a few kinds of block, of plain strings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A title, of level 1 to 3."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` is its first words, in bold; `style` is one of the styles that both formats hold."""

    text: str
    lead: str = ""
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; `widths` share the width of the page; an empty cell shows a dash."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


Block = Heading | Paragraph | Bullets | Table
# How each style of paragraph looks: size in points, bold, colour.
STYLES: dict[str, tuple[float, bool, str]] = {
    "body": (10.5, False, "16202e"),
    "quiet": (9, False, "5a6675"),
    "caption": (9.5, True, "5a6675"),
    "mark": (10.5, True, "8f1d1d"),
}
# Of the headings: size, space above in points.
HEADINGS = {1: (21, 4), 2: (13, 16), 3: (11.5, 12)}
ACCENT = "1f3a5f"
LINE = "c3cad3"
# On every desk; the PDF has its own.
FONT = "Arial"
EMPTY = "–"
