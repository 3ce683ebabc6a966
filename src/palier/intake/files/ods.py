"""An OpenDocument workbook: values, fills, comments, hidden columns and merged cells, bounded before it is unfolded."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from odfdo import Document

from palier.intake.files.archives import broken, check_parts, locked, read_part, too_heavy
from palier.intake.files.colours import colour_name
from palier.intake.files.sheets import EMPTY, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Cell, Row, Sheet, Workbook
from palier.intake.files.xlsx import MACROS
from palier.kernel.errors import Refused

_ROWS = "descendant::table:table-row"
_MOST_SPANNED = 1_000


@dataclass
class _Grid:
    """The cells of a sheet while it is read."""

    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, cell: Cell) -> None:
        if column < MAX_COLUMNS and (cell.text or cell.colour):
            self.cells.setdefault(row, {})[column] = cell
            if len(self.cells) > MAX_ROWS * 2:
                raise too_heavy()


def read_ods(archive: zipfile.ZipFile, content: bytes) -> Workbook:
    """The sheets of an OpenDocument workbook."""
    names = archive.namelist()
    if "META-INF/manifest.xml" in names and b"encryption-data" in read_part(archive, "META-INF/manifest.xml"):
        raise locked()
    check_parts(archive)
    remarks = (MACROS,) if any(name.startswith(("Basic/", "Scripts/")) for name in names) else ()
    try:
        document = Document(io.BytesIO(content))
        colours = _colours(document)
        tables = list(document.body.tables)
        return Workbook("ODS", tuple(_sheet(table, colours) for table in tables), remarks)
    except Refused:
        raise
    except Exception as error:
        raise broken() from error


def _colours(document: Any) -> dict[str, str]:
    """The colour of each style of cell."""
    found: dict[str, str] = {}
    for style in document.get_styles("table-cell"):
        for properties in style.get_elements("style:table-cell-properties"):
            name = colour_name(str(properties.get_attribute("fo:background-color") or ""))
            if name:
                found[str(style.get_attribute("style:name") or "")] = name
    return found


def _sheet(table: Any, colours: dict[str, str]) -> Sheet:
    grid = _Grid()
    number = 1
    for row in table.get_elements(_ROWS):
        repeated = _count(row, "table:number-rows-repeated")
        cells = list(_row_cells(row))
        if str(row.get_attribute("table:visibility") or "") in {"collapse", "filter"} and repeated < MAX_ROWS:
            grid.hidden_rows.update(range(number, number + repeated))
        # Thousands of empty rows close most sheets: they are counted, not unfolded.
        times = repeated if repeated <= MAX_ROWS and any(one.children for _, _, one in cells) else 1
        for line in range(number, number + times):
            _read_row(grid, line, cells, colours)
        number += repeated
    if sum(any(cell.text for cell in cells.values()) for cells in grid.cells.values()) > MAX_ROWS:
        raise Refused(f"La feuille « {table.name} » compte plus de {MAX_ROWS} lignes. Découpez-la par année.")
    rows = {row: _filled(cells) for row, cells in sorted(grid.cells.items())}
    return Sheet(str(table.name), rows, grid.comments, _hidden(table), frozenset(grid.hidden_rows))


def _filled(cells: dict[int, Cell]) -> Row:
    return tuple(cells.get(place, EMPTY) for place in range(max(cells) + 1))


def _row_cells(row: Any) -> Iterator[tuple[int, int, Any]]:
    """Each cell of a row with its place and how often it is repeated."""
    place = 0
    for cell in row.children:
        if cell.tag not in {"table:table-cell", "table:covered-table-cell"}:
            continue
        repeated = _count(cell, "table:number-columns-repeated")
        yield place, repeated, cell
        place += repeated
        if place >= MAX_COLUMNS:
            return


def _read_row(grid: _Grid, line: int, cells: list[tuple[int, int, Any]], colours: dict[str, str]) -> None:
    for place, repeated, element in cells:
        if element.tag == "table:covered-table-cell":
            continue
        colour = colours.get(str(element.get_attribute("table:style-name") or ""), "")
        cell = _cell(element, colour)
        for column in range(place, min(place + repeated, MAX_COLUMNS)):
            grid.put(line, column, cell)
        for note in element.get_elements("office:annotation"):
            words = "\n".join(str(part.inner_text) for part in note.get_elements("text:p"))
            grid.comments[line, place] = words[:MAX_CELL]
        _hold(grid, line, place, element, cell)


def _hold(grid: _Grid, line: int, place: int, element: Any, cell: Cell) -> None:
    wide, high = _count(element, "table:number-columns-spanned"), _count(element, "table:number-rows-spanned")
    if wide * high == 1 or not cell.text:
        return
    held = replace(cell, is_held=True)
    for row in range(line, line + min(high, _MOST_SPANNED)):
        for column in range(place, place + min(wide, MAX_COLUMNS)):
            if (row, column) != (line, place):
                grid.put(row, column, held)


def _cell(element: Any, colour: str) -> Cell:
    kind = str(element.get_attribute("office:value-type") or "")
    words = "\n".join(str(part.inner_text) for part in element.get_elements("text:p")).strip()
    if kind == "date":
        told = str(element.get_attribute("office:date-value") or "")[:10]
        try:
            day = date.fromisoformat(told)
        except ValueError:
            return Cell(words, colour=colour)
        return Cell(f"{day:%d/%m/%Y}", day, None, colour)
    if kind in {"float", "percentage", "currency"}:
        try:
            number = float(str(element.get_attribute("office:value")))
        except ValueError:
            return Cell(words, colour=colour)
        return Cell(words or f"{number:g}", None, number, colour)
    return Cell(words, colour=colour) if words or colour else EMPTY


def _hidden(table: Any) -> frozenset[int]:
    hidden: set[int] = set()
    place = 0
    for column in table.get_elements("descendant::table:table-column"):
        repeated = min(_count(column, "table:number-columns-repeated"), MAX_COLUMNS)
        if str(column.get_attribute("table:visibility") or "") in {"collapse", "filter"}:
            hidden.update(range(place, place + repeated))
        place += repeated
        if place >= MAX_COLUMNS:
            break
    return frozenset(hidden)


def _count(element: Any, name: str) -> int:
    told = str(element.get_attribute(name) or "1")
    return max(1, int(told)) if told.isdecimal() else 1
