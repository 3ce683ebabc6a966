"""XLSX: the notes on a first sheet, then the table; the same content gives the same bytes."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from palier.documents.sheets.cells import Cell, Sheet, settled

NOTES = "À lire"
# Every text stays a text.
PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
WIDTH, NOTE_WIDTHS = 20, (28, 100)
LONGEST_NAME = 31
_NO_NAME = re.compile(r"[\[\]:*?/\\]")


def write_xlsx(sheet: Sheet, out: BinaryIO) -> None:
    """Write the notes, when there are any, and the table; dates are dates, numbers are numbers."""
    write_book([sheet], out)


def write_book(sheets: Sequence[Sheet], out: BinaryIO) -> None:
    """Write several tables, each on a sheet of its title."""
    book = Workbook(out, PLAIN)
    book.set_properties({"title": sheets[0].title, "created": datetime.combine(sheets[0].day, time(), UTC)})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day, instant = (book.add_format({"num_format": code}) for code in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm"))
    for sheet in sheets:
        if sheet.notes:
            _write_notes(book.add_worksheet(NOTES), sheet, bold)
        _write_table(book.add_worksheet(_name(sheet.title)), sheet, bold, (day, instant))
    book.close()


def _name(title: str) -> str:
    """What a workbook takes for the name of a sheet."""
    return _NO_NAME.sub(" ", title).strip("' ")[:LONGEST_NAME]


def _write_table(table: Any, sheet: Sheet, bold: Any, formats: tuple[Any, Any]) -> None:
    table.freeze_panes(1, 1)
    table.set_column(0, len(sheet.heads) - 1, WIDTH)
    for column, head in enumerate(sheet.heads):
        table.write_string(0, column, head, bold)
    for row, line in enumerate(sheet.lines, start=1):
        for column, cell in enumerate(line):
            _write(table, row, column, settled(cell), formats)


def _write_notes(notes: Any, sheet: Sheet, bold: Any) -> None:
    for column, width in enumerate(NOTE_WIDTHS):
        notes.set_column(column, column, width)
    for row, (name, words) in enumerate(sheet.notes):
        notes.write_string(row, 0, name, bold)
        notes.write_string(row, 1, str(settled(words)))


def _write(table: Any, row: int, column: int, cell: Cell, formats: tuple[Any, Any]) -> None:
    day, instant = formats
    match cell:
        case None | "":
            return
        case datetime():
            table.write_datetime(row, column, cell, instant)
        case date():
            table.write_datetime(row, column, cell, day)
        case str():
            table.write_string(row, column, cell)
        case _:
            table.write_number(row, column, cell)
