"""Vertical forms: one label per row and its value beside or after a colon, one form per problem; also turned tables,
whose labels stand in the first column and whose problems are columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from palier.intake.files.sheets import Cell, Sheet, column_name
from palier.intake.layout.headings import field_scores
from palier.intake.layout.regions import Aside, Kind, Line, Looked, Region
from palier.intake.words import fold

_LEAST, _SURE, _FAIR = 4, 99.0, 74.0
_LABEL = re.compile(r"^\s*([^:\n]{1,60}?)\s*:\s*(.*)$", re.DOTALL)
_GOES_ON = frozenset(["what", "outcome", "facts", "partners", "moment"])
_OPENS = frozenset(["number", "date", "title", "place"])
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


def find_forms(sheet: Sheet) -> Region | None:
    """The forms of a sheet, one line each, or nothing when too few labels stand in it."""
    labels = [one for one in _labels(sheet) if one[2]]
    if len({name for _, _, name, _ in labels if name}) < _LEAST:
        return None
    turned = _turned(sheet, labels)
    forms = turned or list(_blocks(sheet))
    headers = {name: text for _, _, name, text in reversed(labels)}
    lines, aside = [], []
    for form in forms:
        filled = {name for name, cell in form.cells.items() if cell.text}
        if len(filled) > 1 and filled & {"title", "facts", "place", "what"}:
            lines.append(Line(form.row, form.cells, _colour(form), tuple(form.looked), frozenset(), form.places))
        elif filled:
            aside.append(Aside(sheet.name, form.row, "fiche vide ou presque"))
    headings = tuple(headers.values())
    if not lines:
        return None
    return Region(
        sheet.name,
        Kind.PROBLEMS,
        columns={name: rank for rank, name in enumerate(headers)},
        headers=headers,
        headings=headings,
        lines=tuple(lines),
        aside=tuple(aside),
        is_form=True,
    )


def _labels(sheet: Sheet) -> Iterator[tuple[int, int, str, str]]:
    """Each cell that is a label: row, column, field, wording."""
    for number, cells in sheet.rows.items():
        for place, cell in enumerate(cells):
            if cell.text and not cell.is_held and (found := _label(cell.text)):
                yield number, place, found[0], found[1]


def _label(text: str) -> tuple[str, str, str] | None:
    """The field of a label, its wording, and the value that follows its colon."""
    split = _LABEL.match(text)
    wording, value = (split[1], split[2].strip()) if split else (text, "")
    scores = field_scores(_TRAILING_NUMBER.sub("", wording) or wording)
    name, score = max(scores.items(), key=lambda pair: pair[1], default=("", 0.0))
    if score >= (_FAIR if split else _SURE):
        return name, wording.strip(), value
    # « Nombre de logements : 12 » is a label all the same: what follows is not the value of the one before.
    return (
        ("", wording.strip(), value)
        if split
        and len(fold(wording).split()) <= 4
        and not split[1][:1].isdigit()
        and (not value or len(wording) < 25)
        and place_like(wording)
        else None
    )


def place_like(wording: str) -> bool:
    """True of a wording that may be a label: a capital first, no figure in it."""
    return wording[:1].isupper() and not any(letter.isdigit() for letter in wording)


def _turned(sheet: Sheet, labels: list[tuple[int, int, str, str]]) -> list[_Form]:
    """The forms of a turned table: one column of labels, values in several columns beside it."""
    column = min(place for _, place, _, _ in labels)
    own = {row: name for row, place, name, _ in labels if place == column}
    if len(set(own.values())) < _LEAST or len(own) != len(set(own.values())):
        return []
    wide = [row for row in own if sum(bool(cell.text) and not cell.is_held for cell in sheet.rows[row]) > 2]  # noqa: PLR2004
    if len(wide) * 10 < len(own) * 6:
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


def _blocks(sheet: Sheet) -> Iterator[_Form]:
    """The forms one under the other."""
    form: _Form | None = None
    last = ""
    for number, cells in sheet.rows.items():
        label = ""
        for place, cell in enumerate(cells):
            if not cell.text or cell.is_held:
                continue
            where = f"{column_name(place)}{number}"
            found = _label(cell.text)
            if found:
                label, value = found[0], found[2]
                last = label
                if form is None or _starts(form, label):
                    if form:
                        yield form
                    form = _Form(number)
                if value or label:
                    form.add(label, Cell(value, colour=cell.colour), where)
            elif form is not None and (label or last in _GOES_ON):
                form.add(label or last, cell, where)
            if form is not None and (number, place) in sheet.comments:
                form.looked.append(Looked(f"commentaire de la cellule {where}", sheet.comments[number, place]))
    if form:
        yield form


def _starts(form: _Form, name: str) -> bool:
    """True when this label opens another form: the first label again, or one that a form has once."""
    if not name or name in _GOES_ON or name not in form.cells:
        return False
    return name == next(iter(form.cells)) or (name in _OPENS and bool(form.cells[name].text))


def _colour(form: _Form) -> str:
    return next((form.cells[name].colour for name in ("state", "number", "title") if name in form.cells), "")
