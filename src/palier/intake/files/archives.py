"""A workbook is an archive: what it would become is weighed before anything is unfolded."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from palier.kernel.errors import Refused

MAX_PARTS = 2_000
# What the parts may weigh once unfolded, and the cells they may hold: ten times a busy group’s ten years.
MAX_UNFOLDED = 40 * 1024 * 1024
MAX_CELLS = 250_000
MAX_AREA = 400_000
_CHUNK = 1024 * 1024
# A way of packing that is not known is a RuntimeError too.
_DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, RuntimeError, EOFError, OSError)
_RANGE = re.compile(rb'ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"')
_CELL = (b"<c ", b"<c>", b":c ", b"<table:table-cell", b"<table:covered-table-cell")
_WIDE = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*>")


def open_archive(content: bytes) -> zipfile.ZipFile:
    """The archive, or `Refused` when it is broken, locked, or would unfold into more than a tracker holds."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except _DAMAGED as error:
        raise broken() from error
    if any(part.flag_bits & 1 for part in parts):
        raise locked()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNFOLDED:
        raise too_heavy()
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part, read no further than what may be unfolded: a size announced may lie."""
    read = bytearray()
    try:
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                read += chunk
                if len(read) > MAX_UNFOLDED:
                    raise too_heavy()
    except _DAMAGED as error:
        raise broken() from error
    return bytes(read)


def check_parts(archive: zipfile.ZipFile) -> None:
    """Refuse what a reader of sheets would choke on: entities, and merged areas as large as a sheet."""
    unfolded = area = cells = 0
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        content = read_part(archive, part.filename)
        unfolded += len(content)
        if unfolded > MAX_UNFOLDED:
            raise too_heavy()
        head = content[:4096]
        if b"<!DOCTYPE" in head or b"<!ENTITY" in content:
            raise broken()
        area += sum(_areas(content))
        cells += sum(content.count(mark) for mark in _CELL)
        if area > MAX_AREA or cells > MAX_CELLS:
            raise too_heavy()


def _areas(content: bytes) -> Iterator[int]:
    for tag in _WIDE.finditer(content):
        if found := _RANGE.search(tag[0]):
            wide = abs(_place(found[3]) - _place(found[1])) + 1
            yield wide * (abs(int(found[4]) - int(found[2])) + 1)


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place


def broken() -> Refused:
    """A file that is damaged."""
    return Refused(
        "Ce fichier est abîmé : il ne s’ouvre pas. Ouvrez-le dans votre tableur, enregistrez-le de nouveau, "
        "puis renvoyez-le."
    )


def locked() -> Refused:
    """A file that asks for a password."""
    return Refused(
        "Ce classeur est protégé par un mot de passe. Retirez le mot de passe dans votre tableur "
        "(Fichier, Informations, Protéger), enregistrez, puis renvoyez-le."
    )


def too_heavy() -> Refused:
    """A file that holds far more than a tracker."""
    return Refused(
        "Ce classeur contient beaucoup plus qu’un tableau de suivi : il n’est pas ouvert. Copiez les seules feuilles "
        "utiles dans un nouveau classeur, puis renvoyez-le."
    )
