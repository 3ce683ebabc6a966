"""Workbooks made by code for the tests: every word in them is invented."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import odfdo
import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

GREEN, ORANGE, RED, BLUE, GREY = "FF92D050", "FFFFC000", "FFFF5050", "FF9DC3E6", "FFBFBFBF"
HEADINGS = (
    "N°",
    "Date",
    "Secteur",
    "Adresse",
    "Problème",
    "Description",
    "Actions décidées",
    "Pilote",
    "Échéance",
    "État",
    "Clos le",
    "Observations",
)
Rows = Sequence[Sequence[Any]]


def line(number: Any, day: Any, place: str, title: str, **cells: Any) -> list[Any]:
    """One line under HEADINGS."""
    names = ("facts", "what", "lead", "due", "state", "closed", "notes")
    return [number, day, cells.get("district", "S1"), place, title, *(cells.get(name) for name in names)]


def book(*sheets: tuple[str, Rows], finish: Callable[[Any], None] | None = None) -> bytes:
    """An Excel workbook; `finish` may paint, merge, hide or comment."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if finish:
        finish(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def painted(cell: Any, colour: str) -> None:
    cell.fill = PatternFill("solid", fgColor=colour)


def commented(cell: Any, words: str) -> None:
    cell.comment = Comment(words, "moi")


def open_document(*sheets: tuple[str, Rows]) -> bytes:
    """An OpenDocument workbook."""
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    for name, rows in sheets:
        table = odfdo.Table(name)
        for row in rows:
            values = [one.date() if isinstance(one, datetime) else one for one in row]
            made = odfdo.Row()
            made.set_values([value if value is not None else None for value in values])
            table.append_row(made)
        document.body.append(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same archive with one part put in or replaced."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for info in source.infolist():
            if info.filename != name:
                target.writestr(info, source.read(info.filename))
        target.writestr(name, part)
    return out.getvalue()


DAY = date(2025, 3, 4)
HALL = line(
    1, DAY, "12 rue des Lilas", "Hall occupé", facts="tous les soirs", what="Bailleur : réparer la porte pour le 30/04",
    lead="Bailleur", due=date(2025, 4, 30), state="en cours", notes="01/04 : devis reçu",
)  # fmt: skip
RODEO = line(
    2, "11/03/2025", "avenue du Stade", "Rodéos", facts="motos le dimanche",
    what="PN : contrôles d'ici le 31/05 / Mairie : étude ralentisseurs", lead="PN", state="réglé",
    closed=date(2025, 6, 10), notes="10/06 : plus aucun appel",
)  # fmt: skip
