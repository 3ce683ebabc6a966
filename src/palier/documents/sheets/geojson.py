"""GeoJSON: one feature per line, a point where the place has one, every column as a property."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, BinaryIO

from palier.documents.sheets.cells import Cell, Sheet, settled


def write_geojson(sheet: Sheet, out: BinaryIO) -> None:
    """Write the collection; the notes are its `metadata`."""
    out.write(f'{{"type": "FeatureCollection", "metadata": {_text(dict(sheet.notes))}, "features": ['.encode())
    for rank, line in enumerate(sheet.lines):
        out.write(f"{',' if rank else ''}\n{_text(_feature(sheet, line))}".encode())
    out.write(b"\n]}\n")


def _feature(sheet: Sheet, line: Sequence[Cell]) -> dict[str, Any]:
    place = [line[column] for column in sheet.point]
    known = {
        head: _plain(settled(cell)) for head, cell in zip(sheet.heads, line, strict=True) if cell not in (None, "")
    }
    geometry = None if None in place else {"type": "Point", "coordinates": place}
    return {"type": "Feature", "geometry": geometry, "properties": known}


def _plain(cell: Cell) -> str | int | float | None:
    return cell.isoformat() if isinstance(cell, date) else cell


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
