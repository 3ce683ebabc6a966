"""CSV for a French spreadsheet: semicolons, a byte order mark, decimal commas, days as JJ/MM/AAAA."""

import codecs
import csv
import io
from datetime import date, datetime
from typing import BinaryIO

from palier.documents.sheets.cells import Cell, Sheet, settled


def write_csv(sheet: Sheet, out: BinaryIO) -> None:
    """Write the heads and the lines; a CSV file has no place for the notes."""
    out.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(sheet.heads)
    for line in sheet.lines:
        writer.writerow([_said(settled(cell)) for cell in line])
    text.detach()


def _said(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell:%d/%m/%Y %H:%M}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case float():
            return str(cell).replace(".", ",")
    return str(cell)
