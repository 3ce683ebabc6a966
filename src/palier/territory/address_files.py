"""Reading a file of addresses line by line: the BAN layout and the demonstration's, plain or gzipped, UTF-8.

Each line becomes a `Row`, or a `BadLine` that names the line and the column.
"""

import csv
import gzip
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from palier.kernel.errors import Refused
from palier.kernel.system import reason_of
from palier.kernel.text import holds_control, words_of
from palier.territory.models import Address

# Cadastral pseudo-numbers of the BAN start here; a long country road may reach it too, and is then certified.
FIRST_PSEUDO_NUMBER = 5000
MAX_NUMBER = 99_999
MAX_SUFFIX = 20
MAX_STREET = 200
_FARTHEST = {"lat": 90.0, "lon": 180.0}
_LODGED = re.compile(r"(\d{1,4})\.(\w+)")
_GZIP = b"\x1f\x8b"


class Row(NamedTuple):
    """One address as a file gives it; a line without a number is a street or a named place."""

    insee: str
    commune: str
    postcode: str
    street: str
    number: int | None
    suffix: str
    latitude: float | None
    longitude: float | None
    precision: str


class BadLine(Exception):
    """A line that cannot be read: its number, the column, the reason."""

    def __init__(self, line: int, column: str, reason: str) -> None:
        super().__init__(f"Ligne {line}, colonne « {column} » : {reason}")


Precise = Callable[[Mapping[str, str], int | None], str]


@dataclass(frozen=True, slots=True)
class Layout:
    """How one kind of file names its columns."""

    name: str
    columns: Mapping[str, str]  # ours -> the file's
    precision: Precise


def _ban_precision(line: Mapping[str, str], number: int | None) -> str:
    if number and number >= FIRST_PSEUDO_NUMBER and line.get("certification_commune") != "1":
        return str(Address.Precision.PLOT)
    position = line.get("type_position") or line.get("position") or ""
    return str(Address.Precision.INTERPOLATED if position in ("segment", "interpolation") else Address.Precision.NUMBER)


def _own_precision(line: Mapping[str, str], _: int | None) -> str:
    given = line["precision"]
    return given if given in Address.Precision.values else str(Address.Precision.NUMBER)


LAYOUTS = (
    Layout(
        "BAN",
        {
            "insee": "code_insee",
            "commune": "nom_commune",
            "postcode": "code_postal",
            "street": "nom_voie",
            "number": "numero",
            "suffix": "rep",
            "lat": "lat",
            "lon": "lon",
        },
        _ban_precision,
    ),
    Layout(
        "adresses locales",
        {
            "insee": "code_insee",
            "commune": "commune",
            "postcode": "code_postal",
            "street": "voie",
            "number": "numero",
            "suffix": "repetition",
            "lat": "lat",
            "lon": "lon",
            "precision": "precision",
        },
        _own_precision,
    ),
)


def read_rows(path: Path) -> Iterator[tuple[int, Row | BadLine]]:
    """Each line of the file with its number; `Refused` when the file as a whole cannot be read."""
    with _opened(path) as stream, _told_in_french():
        reader = csv.reader(_decoded(stream), delimiter=_delimiter(path))
        try:
            header = [name.strip().lower() for name in next(reader, [])]
            layout = _layout_of(header)
            for cells in reader:
                if any(cells):
                    yield reader.line_num, _read_line(reader.line_num, header, cells, layout)
        except csv.Error as problem:
            raise Refused(f"Ligne {reader.line_num} : ce n’est pas du CSV ({problem}). Refaites l’export.") from problem


@contextmanager
def _told_in_french() -> Iterator[None]:
    try:
        yield
    except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
        raise Refused("Le fichier compressé est incomplet ou abîmé. Téléchargez-le de nouveau.") from problem


def _opened(path: Path) -> BinaryIO:
    try:
        with path.open("rb") as start:
            is_gzip = start.read(2) == _GZIP
        return cast(BinaryIO, gzip.open(path, "rb") if is_gzip else path.open("rb"))
    except OSError as problem:
        raise Refused(f"Le fichier « {path.name} » ne peut être ouvert : {reason_of(problem)}.") from problem


def _decoded(stream: BinaryIO) -> Iterator[str]:
    for number, line in enumerate(stream, start=1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as problem:
            raise Refused(
                f"Ligne {number}, caractère {problem.start + 1} : le texte n’est pas en UTF-8. "
                "Enregistrez le fichier en « CSV UTF-8 »."
            ) from problem


def _delimiter(path: Path) -> str:
    with _opened(path) as stream:
        first = stream.readline()
    return ";" if first.count(b";") > first.count(b",") else ","


def _layout_of(header: list[str]) -> Layout:
    if not header:
        raise Refused("Le fichier est vide. Il faut une ligne d’en-tête puis une adresse par ligne.")
    missing: list[list[str]] = []
    for layout in LAYOUTS:
        absent = [name for name in layout.columns.values() if name not in header]
        if not absent:
            return layout
        missing.append(absent)
    nearest = min(missing, key=len)
    raise Refused(
        f"Ligne 1 : colonnes absentes : {', '.join(nearest)}. "
        "Donnez un fichier au format de la Base Adresse Nationale (numero, rep, nom_voie, code_postal, code_insee…)."
    )


def _read_line(line: int, header: list[str], cells: list[str], layout: Layout) -> Row | BadLine:
    if len(cells) != len(header):
        column = header[min(len(cells), len(header) - 1)]
        return BadLine(line, column, f"{len(cells)} cellules pour {len(header)} colonnes.")
    named = dict(zip(header, (cell.strip() for cell in cells), strict=True))
    for column in layout.columns.values():
        if holds_control(named[column]):
            return BadLine(line, column, "un caractère invisible (de contrôle) s’y trouve : retapez la cellule.")
    columns = layout.columns
    try:
        number, suffix = _door(line, columns, named)
        latitude, longitude = (_degrees(line, axis, named) for axis in ("lat", "lon"))
        if (latitude is None) != (longitude is None):
            raise BadLine(line, "lon" if longitude is None else "lat", "une seule des deux coordonnées est remplie.")
        return Row(
            insee=_filled(line, columns["insee"], named, 5),
            commune=_filled(line, columns["commune"], named, 100),
            postcode=named[columns["postcode"]][:5],
            street=_filled(line, columns["street"], named, MAX_STREET),
            number=number,
            suffix=suffix,
            latitude=latitude,
            longitude=longitude,
            precision=str(Address.Precision.NONE) if latitude is None else layout.precision(named, number),
        )
    except BadLine as bad:
        return bad


def _filled(line: int, column: str, named: Mapping[str, str], limit: int) -> str:
    value = named[column]
    if not value:
        raise BadLine(line, column, "la cellule est vide.")
    if len(value) > limit:
        raise BadLine(line, column, f"{len(value)} caractères, {limit} au plus.")
    return value


def _door(line: int, columns: Mapping[str, str], named: Mapping[str, str]) -> tuple[int | None, str]:
    """The number and its repetition; « 126.3 » in the repetition alone is the third door of number 126."""
    number, suffix = _number(line, columns["number"], named), named[columns["suffix"]]
    if number is None and (lodged := _LODGED.fullmatch(suffix)):
        number, suffix = int(lodged[1]), lodged[2]
    return number, " ".join(words_of(suffix))[:MAX_SUFFIX]


def _number(line: int, column: str, named: Mapping[str, str]) -> int | None:
    value = named[column]
    if not value:
        return None
    if not (value.isascii() and value.isdecimal()) or int(value) > MAX_NUMBER:
        raise BadLine(line, column, f"« {value[:20]} » n’est pas un numéro.")
    return int(value)


def _degrees(line: int, axis: str, named: Mapping[str, str]) -> float | None:
    value = named[axis]
    if not value:
        return None
    try:
        degrees = float(value.replace(",", "."))
    except ValueError:
        raise BadLine(line, axis, f"« {value[:20]} » n’est pas un nombre.") from None
    if not abs(degrees) <= _FARTHEST[axis]:
        raise BadLine(line, axis, f"« {value[:20]} » n’est pas en degrés (WGS 84).")
    return degrees
