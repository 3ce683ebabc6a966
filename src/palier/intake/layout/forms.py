"""Vertical forms: one label per row and its value beside or after a colon, one form per problem; also turned tables,
whose labels stand in the first column and whose problems are columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from palier.intake.files.sheets import Cell, Row, Sheet, column_name
from palier.intake.headings import field_scores
from palier.intake.layout.regions import Aside, Kind, Line, Looked, Region
from palier.intake.words import fold

_LEAST, _SURE, _FAIR = 4, 99.0, 74.0
_LABEL = re.compile(r"^\s*([^:\n]{1,60}?)\s*:\s*(.*)$", re.DOTALL)
_GOES_ON = frozenset(["what", "outcome", "facts", "partners", "moment"])
_OPENS = frozenset(["number", "date", "title", "place"])
_FEW_WORDS, _TWO = 4, 2
_TRAILING_NUMBER = re.compile(r"\s*(?:n\s*°?\s*)?\d{1,2}\s*$")


@dataclass
class _Form:
    """One form while it is read."""

    row: int
    cells: dict[str, Cell] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    looked: list[Looked] = field(default_factory=list)

    def add(self, name: str, cell: Cell, place: str) -> None:
        known = self.cells.get(name)
        if known and known.text and cell.text:
            cell = Cell(f"{known.text}\n{cell.text}", colour=known.colour)
        if cell.text or name not in self.cells:
            self.cells[name] = cell
            self.places.setdefault(name, place)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A label and what stands beside it; a label that names no field has an empty name."""

    row: int
    place: int
    name: str
    wording: str
    value: Cell
    where: str

    @property
    def key(self) -> tuple[int, int]:
        """Which label it is."""
        return self.row, self.place


def find_forms(sheet: Sheet) -> Region | None:
    """The forms of a sheet, one line each, or nothing when too few labels stand in it."""
    pairs = list(_pairs(sheet))
    if len({pair.name for pair in pairs if pair.name}) < _LEAST:
        return None
    forms = _turned(sheet, pairs) or _blocks(sheet, pairs)
    headers = {pair.name: pair.wording for pair in reversed(pairs) if pair.name}
    lines, aside = [], []
    for form in forms:
        filled = {name for name, cell in form.cells.items() if cell.text and name}
        if len(filled) > 1 and filled & {"title", "facts", "place", "what"}:
            cells = {name: cell for name, cell in form.cells.items() if name}
            lines.append(Line(form.row, cells, _colour(form), tuple(form.looked), frozenset(), form.places))
        elif filled:
            aside.append(Aside(sheet.name, form.row, "fiche vide ou presque"))
    if not lines:
        return None
    return Region(
        sheet.name,
        Kind.PROBLEMS,
        columns={name: rank for rank, name in enumerate(headers)},
        headers=headers,
        headings=tuple(headers.values()),
        lines=tuple(lines),
        aside=tuple(aside),
        is_form=True,
        texts={line.record: tuple(line.text(name) for name in headers) for line in lines},
    )


def _pairs(sheet: Sheet) -> Iterator[_Pair]:
    """Each label with the value that follows its colon or stands beside it, row by row."""
    waiting: _Pair | None = None
    for number, cells in sheet.rows.items():
        for pair in _row_pairs(number, cells, waiting):
            if waiting and pair.key != waiting.key:
                yield waiting
            waiting = pair
        if waiting and waiting.name not in _GOES_ON:
            yield waiting
            waiting = None
    if waiting:
        yield waiting


def _row_pairs(number: int, cells: Row, pair: _Pair | None) -> Iterator[_Pair]:
    """The pairs of a row as they grow: each label, then the same with what stands beside it."""
    beside = False
    for place, cell in enumerate(cells):
        if not cell.text or cell.is_held:
            beside = beside and cell.is_held
            continue
        found = None if beside and not cell.text.rstrip().endswith(":") else _label(cell.text)
        where = f"{column_name(place)}{number}"
        if found:
            name, wording, value = found
            pair = _Pair(number, place, name, wording, Cell(value, colour=cell.colour), where)
        elif pair:
            pair = _joined(pair, cell, where)
        beside = found is not None and not found[2]
        if pair:
            yield pair


def _joined(pair: _Pair, cell: Cell, where: str) -> _Pair:
    """The pair with one more cell: its value, or more words of it on the rows below."""
    if not pair.value.text:
        return replace(pair, value=cell, where=where)
    return replace(pair, value=Cell(f"{pair.value.text}\n{cell.text}", colour=pair.value.colour))


def _label(text: str) -> tuple[str, str, str] | None:
    """The field of a label, its wording, and the value that follows its colon."""
    split = _LABEL.match(text)
    wording, value = (split[1].strip(), split[2].strip()) if split else (text.strip(), "")
    scores = field_scores(_TRAILING_NUMBER.sub("", wording) or wording)
    name, score = max(scores.items(), key=lambda pair: pair[1], default=("", 0.0))
    if score >= (_FAIR if split else _SURE):
        return name, wording, value
    # « Nombre d’appels : 12 » is a label all the same: what follows is not the value of the one before.
    is_short = len(fold(wording).split()) <= _FEW_WORDS and not any(letter.isdigit() for letter in wording)
    return ("", wording, value) if split and is_short and wording[:1].isupper() and not value else None


def _turned(sheet: Sheet, pairs: list[_Pair]) -> list[_Form]:
    """The forms of a turned table: one column of labels, values in several columns beside it."""
    column = min(pair.place for pair in pairs)
    own = {pair.row: pair.name for pair in pairs if pair.place == column and pair.name}
    if len(set(own.values())) < _LEAST or len(own) != len(set(own.values())):
        return []
    wide = [row for row in own if sum(bool(cell.text) and not cell.is_held for cell in sheet.rows[row]) > _TWO]
    if len(wide) * 10 < len(own) * 6 or _labels_beside(sheet, own, column):
        return []
    forms: list[_Form] = []
    for place in range(column + 1, sheet.width):
        form = _Form(min(own))
        for row, name in own.items():
            cell = sheet.cell(row, place)
            if cell.text and not cell.is_held:
                form.add(name, cell, f"{column_name(place)}{row}")
        if form.cells:
            forms.append(form)
    return forms


def _labels_beside(sheet: Sheet, own: dict[int, str], column: int) -> bool:
    """True of a form whose rows hold two labels each: it is not turned."""
    beside = [cell for row in own for cell in sheet.rows[row][column + 2 :] if cell.text and not cell.is_held]
    named = sum(bool((found := _label(cell.text)) and found[0]) for cell in beside)
    return bool(beside) and named * 4 > len(beside)


def _blocks(sheet: Sheet, pairs: list[_Pair]) -> list[_Form]:
    """The forms one under the other: a label that comes again opens another one."""
    forms: list[_Form] = []
    for pair in pairs:
        if not forms or _starts(forms[-1], pair.name):
            forms.append(_Form(pair.row))
        forms[-1].add(pair.name, pair.value, pair.where)
    for (row, place), words in sheet.comments.items():
        form = next((one for one in reversed(forms) if one.row <= row), None)
        if form:
            form.looked.append(Looked(f"commentaire de la cellule {column_name(place)}{row}", words))
    return forms


def _starts(form: _Form, name: str) -> bool:
    """True when this label opens another form: the first label again, or one that a form has once."""
    if not name or name in _GOES_ON or name not in form.cells:
        return False
    first = next((one for one in form.cells if one), "")
    return name == first or (name in _OPENS and bool(form.cells[name].text))


def _colour(form: _Form) -> str:
    return next((form.cells[name].colour for name in ("state", "number", "title") if name in form.cells), "")
