"""A problem spread over several rows: the rows under it that only add an action or a note."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from palier.intake.dues import Clues, read_due
from palier.intake.files.sheets import Cell
from palier.intake.layout.regions import Line

_ANY_DAY = date(2000, 1, 1)
_OWN = ("number", "date", "place", "title", "facts")


def gathered(lines: Iterable[Line]) -> list[Line]:
    """The lines, each row that names no problem of its own joined to the one above it."""
    found: list[Line] = []
    for line in lines:
        if found and _goes_on(line):
            found[-1] = _joined(found[-1], line)
        else:
            found.append(line)
    return found


def _goes_on(line: Line) -> bool:
    """True when what says the problem is empty, or held by the merged cell above, and something is added."""
    own = [name for name in _OWN if line.text(name) and name not in line.held]
    added = [name for name in ("what", "outcome") if line.text(name) and name not in line.held]
    return not own and bool(added)


def _joined(above: Line, line: Line) -> Line:
    cells = dict(above.cells)
    told = {"what": _action(line), "outcome": "" if "outcome" in line.held else line.text("outcome")}
    for name, text in told.items():
        if text:
            known = above.text(name)
            opened = _opening(above) if name == "what" else known
            cells[name] = Cell(f"{opened}\n{text}" if known else text)
    return replace(above, cells=cells, looked=(*above.looked, *line.looked))


def _opening(above: Line) -> str:
    """The action of the first row, with who does it and for when, once it is one of several."""
    return above.text("what") if "\n" in above.text("what") else _action(above)


def _action(line: Line) -> str:
    """« qui : quoi -> quand », from the cells of one row."""
    if "what" in line.held or not line.text("what"):
        return ""
    who = line.text("who") or line.text("lead")
    due = "" if "due" in line.held or _is_dated(line) else line.text("due")
    led = f"{who} : " if who and not {"who", "lead"} <= line.held and ":" not in line.text("what") else ""
    return f"- {led}{line.text('what')}" + (f" -> {due}" if due else "")


def _is_dated(line: Line) -> bool:
    """True of an action that says its own date: that of the row, if any, is the problem’s."""
    return read_due(line.text("what"), Clues(_ANY_DAY)).when.day is not None
