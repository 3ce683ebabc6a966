"""What a column holds, by what stands in it: for headings that say nothing known, and tables without any."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import mean

from palier.intake.dates import read_report_date
from palier.intake.files.sheets import Cell, Row, Sheet
from palier.intake.organisations import leading_owner, read_owner
from palier.intake.states import said_state
from palier.kernel.text import words_of
from palier.territory.wording import STREET_KINDS, canonical

_MOST_LOOKED = 60
_LEAST_CELLS = 3
_MOST, _HALF = 0.6, 0.5
_SHORT, _LONG, _FEW_STATES = 30, 25, 15
_LEAST_COLUMNS = 4


def guess_columns(sheet: Sheet, header: int, columns: Mapping[str, int], left_out: Iterable[int]) -> dict[str, int]:
    """Field -> column, for the fields that no heading named; a column left out on purpose is left alone."""
    taken = {*columns.values(), *left_out, *sheet.hidden_columns}
    cells = {place: _cells(sheet, header, place) for place in range(sheet.width) if place not in taken}
    filled = {place: own for place, own in cells.items() if len(own) >= _LEAST_CELLS}
    found: dict[str, int] = {}
    for name, share in _SHARES:
        if name in columns:
            continue
        scored = [(share(own), place) for place, own in filled.items() if place not in found.values()]
        worth, place = max(scored, default=(0.0, 0), key=lambda pair: (pair[0], -pair[1]))
        if worth >= _LEAST_SHARE.get(name, _MOST):
            found[name] = place
    return found


def guess_header(sheet: Sheet) -> tuple[int, dict[str, int], tuple[str, ...]] | None:
    """The header of a table none of whose headings is known: short words over columns whose content speaks."""
    for number, cells in list(sheet.rows.items())[:10]:
        own = [cell for cell in cells if cell.text and not cell.is_held]
        if len(own) < _LEAST_COLUMNS or not all(map(_may_be_heading, own)):
            continue
        columns = guess_columns(sheet, number, {}, ())
        core = {"title", "facts", "what", "place"} & columns.keys()
        if len(columns) >= _LEAST_COLUMNS and "date" in columns and len(core) > 1:
            return number, columns, tuple(cell.text for cell in cells)
    return None


def _may_be_heading(cell: Cell) -> bool:
    return cell.day is None and cell.number is None and len(cell.text) <= _SHORT


def _cells(sheet: Sheet, header: int, place: int) -> list[Cell]:
    below: list[Row] = [cells for number, cells in sheet.rows.items() if number > header][:_MOST_LOOKED]
    return [cells[place] for cells in below if place < len(cells) and cells[place].text and not cells[place].is_held]


def _share(right: Iterable[bool]) -> float:
    told = list(right)
    return sum(told) / len(told) if told else 0.0


def _dates(cells: Sequence[Cell]) -> float:
    return _share(bool(cell.day or (len(cell.text) < _SHORT and read_report_date(cell).day)) for cell in cells)


def _states(cells: Sequence[Cell]) -> float:
    if len({cell.text.lower() for cell in cells}) > _FEW_STATES:
        return 0.0
    return _share(len(cell.text) < _SHORT and said_state(cell.text) is not None for cell in cells)


def _places(cells: Sequence[Cell]) -> float:
    return _share(any(canonical(word) in STREET_KINDS for word in words_of(cell.text)[:4]) for cell in cells)


def _actions(cells: Sequence[Cell]) -> float:
    return _share(len(cell.text) > _LONG // 2 and leading_owner(cell.text) is not None for cell in cells)


def _leads(cells: Sequence[Cell]) -> float:
    owners = (read_owner(cell.text) if len(cell.text) < _SHORT else None for cell in cells)
    return _share(owner is not None and owner.known for owner in owners)


def _facts(cells: Sequence[Cell]) -> float:
    """Long words, longer than any other column’s once the others are taken."""
    return min(1.0, mean(len(cell.text) for cell in cells) / 100) if cells else 0.0


def _titles(cells: Sequence[Cell]) -> float:
    """A few words, none a figure alone."""
    short = _share(cell.number is None and 3 < len(cell.text) < 2 * _SHORT and not cell.day for cell in cells)  # noqa: PLR2004
    return short if len({cell.text.lower() for cell in cells}) > 1 else 0.0


_SHARES = (
    ("date", _dates),
    ("state", _states),
    ("what", _actions),
    ("place", _places),
    ("lead", _leads),
    ("facts", _facts),
    ("title", _titles),
)
_LEAST_SHARE = {"what": _HALF, "place": _HALF, "facts": 0.25, "title": 0.8}
