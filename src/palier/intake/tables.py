"""From the bytes of a CSV file to its records: encoding, separator and header found, faults named in French."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from palier.intake.columns import REQUIRED, recognise
from palier.kernel.errors import Refused

MAX_BYTES = 5 * 1024 * 1024
MAX_RECORDS = 2_000  # each line is compared with all the others
MAX_CELL = 5_000
_MAX_COLUMNS = 200  # what lies beyond has no name that is looked for
_HEADER_WITHIN = 15
_SEPARATORS = ";\t,|"


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the file: its number (the header's is 1 when it comes first) and its cells by column."""

    record: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A record that cannot be read, and why."""

    record: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """The readable records of a file, those that are not, and what was found of its form."""

    encoding: str
    separator: str
    headers: Mapping[str, str]
    lines: tuple[Line, ...]
    bad: tuple[BadLine, ...]
    empty: int


def read_table(content: bytes) -> Table:
    """The records of a CSV file, or `Refused` with what is wrong with the file as a whole."""
    text, encoding = _decoded(content)
    separator = _separator(text)
    records = _records(text, separator)
    at, columns = _header(records)
    lines: list[Line] = []
    bad: list[BadLine] = []
    empty = 0
    for index, cells in enumerate(records[at + 1 :], start=at + 2):
        if not any(cell.strip() for cell in cells):
            empty += 1
        elif len(cells) > len(records[at]) and any(cell.strip() for cell in cells[len(records[at]) :]):
            bad.append(BadLine(index, "ligne entière", _too_many(len(cells), len(records[at]), separator)))
        elif max(map(len, cells)) > MAX_CELL:
            reason = f"une cellule dépasse {MAX_CELL} caractères. Résumez ce texte, puis reprenez la ligne."
            bad.append(BadLine(index, "ligne entière", reason))
        else:
            named = {name: cells[place].strip() for name, place in columns.items() if place < len(cells)}
            lines.append(Line(index, named))
    if not lines and not bad:
        raise Refused("Le fichier ne contient que son en-tête. Ajoutez au moins une ligne, puis renvoyez-le.")
    headers = {name: records[at][place].strip() for name, place in columns.items()}
    return Table(encoding, separator, headers, tuple(lines), tuple(bad), empty)


def _too_many(found: int, wanted: int, separator: str) -> str:
    return (
        f"{found} cellules pour {wanted} colonnes : un « {separator} » de trop, sans doute dans un texte. "
        f"Mettez ce texte entre guillemets."
    )


def _decoded(content: bytes) -> tuple[str, str]:
    if not content.strip(b"\0 \r\n\t;,"):
        raise Refused("Le fichier est vide. Vérifiez que vous avez choisi le bon fichier.")
    if len(content) > MAX_BYTES:
        raise Refused("Le fichier dépasse 5 Mo. Découpez-le par année, puis importez chaque partie.")
    if content[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
        raise Refused(
            "Ce fichier est un classeur (Excel, LibreOffice), pas un CSV. Ouvrez-le, choisissez « Enregistrer sous », "
            "type « CSV (séparateur : point-virgule) », puis importez le nouveau fichier."
        )
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _as_text(content, name), name.removesuffix("-sig")
    if b"\0" in content:
        raise _unreadable()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _as_text(content, "cp1252"), "windows-1252"
    return _as_text(content, "utf-8"), "utf-8"


def _as_text(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable() from error
    strange = sum(not letter.isprintable() and letter not in "\r\n\t" for letter in text)
    if strange > len(text) / 100 or "\0" in text:
        raise _unreadable()
    return text


def _unreadable() -> Refused:
    return Refused(
        "Ce fichier n’est pas un texte lisible. Ouvrez-le dans votre tableur et enregistrez-le au format "
        "« CSV UTF-8 », puis renvoyez-le."
    )


def _separator(text: str) -> str:
    """The separator that cuts the most known column names out of one of the first lines."""
    first = text.splitlines()[:_HEADER_WITHIN]
    known = {mark: max(len(recognise(line.split(mark)[:_MAX_COLUMNS])) for line in first) for mark in _SEPARATORS}
    return max(_SEPARATORS, key=lambda mark: known[mark])


def _records(text: str, separator: str) -> list[list[str]]:
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            records.append(cells)
            if len(records) > MAX_RECORDS:
                raise Refused(f"Le fichier compte plus de {MAX_RECORDS} lignes. Découpez-le par année.")
    except csv.Error as error:
        raise Refused(
            f"Ligne {reader.line_num} : un guillemet manque ou est mal placé. Un texte qui en contient s’écrit "
            f"entre guillemets, et chaque guillemet du texte se double."
        ) from error
    return records


def _header(records: list[list[str]]) -> tuple[int, dict[str, int]]:
    """The record that names the columns, and the place of each known column."""
    found = [recognise(cells[:_MAX_COLUMNS]) for cells in records[:_HEADER_WITHIN]]
    at = max(range(len(found)), key=lambda index: len(found[index]))
    missing = [label for name, label in REQUIRED.items() if name not in found[at]]
    if missing:
        raise Refused(
            f"Colonne introuvable dans les {_HEADER_WITHIN} premières lignes : {', '.join(missing)}. "
            f"Le tableau doit compter une action par ligne, avec les noms de colonnes sur une seule ligne."
        )
    return at, found[at]
