"""From the plain text of a page to headings, paragraphs and lists. Nothing typed is ever taken as HTML."""

from dataclasses import dataclass
from itertools import groupby

from palier.kernel.wording import unbroken


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page: a heading, a paragraph (its lines) or a list (its items)."""

    kind: str
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """`# ` starts a heading, `- ` an item of a list; other lines up to a blank one make a paragraph."""
    found: list[Block] = []
    for kind, lines in groupby(text.splitlines(), key=_kind):
        cleaned = tuple(unbroken(line.strip().removeprefix(_MARKS[kind]).strip()) for line in lines)
        if kind == "heading":
            found.extend(Block(kind, (line,)) for line in cleaned)
        elif kind != "blank":
            found.append(Block(kind, cleaned))
    return found


_MARKS = {"heading": "#", "list": "-", "paragraph": "", "blank": ""}


def _kind(line: str) -> str:
    stripped = line.strip()
    if not stripped:
        return "blank"
    if stripped.startswith("# "):
        return "heading"
    return "list" if stripped.startswith("- ") else "paragraph"
