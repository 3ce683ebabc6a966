"""An Excel workbook: values, fills, comments, hidden columns and merged cells. Macros are neither read nor run."""

import io
import warnings
import zipfile
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.styles.colors import COLOR_INDEX

from palier.intake.files.archives import broken, check_parts
from palier.intake.files.colours import colour_name
from palier.intake.files.sheets import EMPTY, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Cell, Row, Sheet, Workbook, plain
from palier.kernel.errors import Refused

MACROS = (
    "Ce classeur contient des macros : elles ne sont ni lues ni lancées, seuls les textes des cellules sont repris."
)
_FIRST_DAY = date(1900, 1, 1)


def read_xlsx(archive: zipfile.ZipFile, content: bytes) -> Workbook:
    """The sheets of an Excel workbook, formulas as the values last shown."""
    check_parts(archive)
    remarks = (MACROS,) if any("vbaproject" in name.lower() for name in archive.namelist()) else ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that are not read here
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
        sheets = tuple(_sheet(sheet) for sheet in book.worksheets)
    except Refused:
        raise
    except Exception as error:
        raise broken() from error
    return Workbook("XLSX", sheets, remarks)


def _sheet(sheet: Any) -> Sheet:
    found: dict[int, dict[int, Cell]] = {}
    comments: dict[tuple[int, int], str] = {}
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001 - the cells that exist, not the whole grid
        if column > MAX_COLUMNS:
            continue
        read = _cell(cell)
        if read is not EMPTY:
            found.setdefault(row, {})[column - 1] = read
        if getattr(cell, "comment", None):
            comments[row, column - 1] = str(cell.comment.text or "")[:MAX_CELL]
    if sum(any(cell.text for cell in cells.values()) for cells in found.values()) > MAX_ROWS:
        raise Refused(f"La feuille « {sheet.title} » compte plus de {MAX_ROWS} lignes. Découpez-la par année.")
    _hold_merged(sheet, found)
    rows = {row: _filled(cells) for row, cells in sorted(found.items())}
    hidden = frozenset(
        place - 1
        for size in sheet.column_dimensions.values()
        if size.hidden or size.width == 0
        for place in range(size.min or 1, min(size.max or 1, MAX_COLUMNS) + 1)
    )
    hidden_rows = frozenset(number for number, size in sheet.row_dimensions.items() if size.hidden)
    return Sheet(sheet.title, rows, comments, hidden, hidden_rows, sheet.sheet_state != "visible")


def _filled(cells: dict[int, Cell]) -> Row:
    return tuple(cells.get(place, EMPTY) for place in range(max(cells) + 1))


def _hold_merged(sheet: Any, found: dict[int, dict[int, Cell]]) -> None:
    """Each cell of a merged area shows the words of its first one."""
    for area in sheet.merged_cells.ranges:
        first = found.get(area.min_row, {}).get(area.min_col - 1)
        if first is None or not first.text:
            continue
        held = Cell(first.text, first.day, first.number, first.colour, is_held=True)
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, min(area.max_col, MAX_COLUMNS) + 1):
                if (row, column) != (area.min_row, area.min_col):
                    found.setdefault(row, {})[column - 1] = held


def _cell(cell: Any) -> Cell:
    colour = _colour(cell)
    value = cell.value
    if value is None:
        return Cell(colour=colour) if colour else EMPTY
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        # An hour alone is a date of the year 1900 to a spreadsheet.
        return Cell(f"{day:%d/%m/%Y}", day, None, colour) if day > _FIRST_DAY else Cell(str(value), colour=colour)
    if isinstance(value, bool):
        return Cell("oui" if value else "non", colour=colour)
    if isinstance(value, int | float):
        return Cell(_figures(value), None, float(value), colour)
    if isinstance(value, time):
        return Cell(f"{value:%H:%M}", colour=colour)
    text = plain(str(value))
    return Cell(text, colour=colour) if text or colour else EMPTY


def _figures(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _colour(cell: Any) -> str:
    fill = cell.fill if cell.has_style else None
    if fill is None or fill.fill_type != "solid":
        return ""
    colour = fill.fgColor
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return colour_name(colour.rgb)
    if colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
        return colour_name(COLOR_INDEX[colour.indexed])
    if colour.type == "theme":
        return _THEME.get(colour.theme, "")
    return ""


# The default theme of Excel: accents blue, orange, grey, gold, blue, green; 2 and 3 are a grey and a blue-grey.
_THEME = {2: "gris", 3: "bleu", 4: "bleu", 5: "orange", 6: "gris", 7: "jaune", 8: "bleu", 9: "vert"}
