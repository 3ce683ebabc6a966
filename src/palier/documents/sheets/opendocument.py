"""ODS, written as it is read: a zip of one XML file. The libraries that know the format hold every cell in memory."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from palier.documents.sheets.cells import Cell, Sheet, settled

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
# The same content gives the same bytes.
STAMP = (1980, 1, 1, 0, 0, 0)
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("manifest", "manifest"),
    )
)  # fmt: skip
_DAY = '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>'
_YEAR = '<number:text>/</number:text><number:year number:style="long"/>'
_HOUR = (
    '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>'
    '<number:minutes number:style="long"/>'
)
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>
<number:date-style style:name="n-day">{_DAY}{_YEAR}</number:date-style>
<number:date-style style:name="n-instant">{_DAY}{_YEAR}{_HOUR}</number:date-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="n-day"/>
<style:style style:name="instant" style:family="table-cell" style:data-style-name="n-instant"/>
</office:automatic-styles><office:body><office:spreadsheet>
"""
_FOOT = "</office:spreadsheet></office:body></office:document-content>\n"
_ENTRY = "<manifest:file-entry manifest:full-path={} manifest:media-type={}/>"
_MANIFEST = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest {_NAMES} manifest:version="1.3">'
    f"{_ENTRY.format(quoteattr('/'), quoteattr(TYPE))}"
    f"{_ENTRY.format(quoteattr('content.xml'), quoteattr('text/xml'))}</manifest:manifest>\n"
)


def write_ods(sheet: Sheet, out: BinaryIO) -> None:
    """Write the notes, then the table."""
    with ZipFile(out, "w") as archive:
        archive.writestr(_member("mimetype", ZIP_STORED), TYPE)
        archive.writestr(_member("META-INF/manifest.xml"), _MANIFEST)
        with archive.open(_member("content.xml"), "w", force_zip64=True) as content:
            for piece in _pieces(sheet):
                content.write(piece.encode())


def _member(name: str, how: int = ZIP_DEFLATED) -> ZipInfo:
    member = ZipInfo(name, STAMP)
    member.compress_type = how
    return member


def _pieces(sheet: Sheet) -> Iterator[str]:
    yield _HEAD
    yield '<table:table table:name="À lire">'
    yield from map(_row, sheet.notes)
    yield f"</table:table>\n<table:table table:name={quoteattr(sheet.title)}>"
    yield _row(sheet.heads)
    yield from map(_row, sheet.lines)
    yield "</table:table>" + _FOOT


def _row(line: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(_cell(settled(cell)) for cell in line)}</table:table-row>\n"


def _cell(cell: Cell) -> str:
    match cell:
        case None | "":
            return "<table:table-cell/>"
        case datetime():
            return _dated("instant", f"{cell:%Y-%m-%dT%H:%M:%S}", f"{cell:%d/%m/%Y %H:%M}")
        case date():
            return _dated("day", f"{cell:%Y-%m-%d}", f"{cell:%d/%m/%Y}")
        case str():
            lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.splitlines())
            return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    )


def _dated(style: str, value: str, shown: str) -> str:
    kind = f'table:style-name="{style}" office:value-type="date" office:date-value="{value}"'
    return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"
