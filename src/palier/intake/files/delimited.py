"""A text with separators: encoding and separator found, faults told in French."""

import csv
import io
from collections import Counter

from palier.intake.files.sheets import MAX_COLUMNS, MAX_ROWS, Cell, Sheet, Workbook, plain
from palier.intake.headings import known_fields
from palier.kernel.errors import Refused

_HEADER_WITHIN = 30
_SEPARATORS = ";\t,|"


def read_delimited(content: bytes) -> Workbook:
    """The one sheet of a CSV file, rows numbered by record, or `Refused` with what is wrong with it as a whole."""
    text, encoding = _decoded(content)
    separator = _separator(text)
    rows = {
        number: tuple(Cell(plain(cell)) for cell in cells[:MAX_COLUMNS])
        for number, cells in enumerate(_records(text, separator), start=1)
        if number > 1 or not _told_separator(text)
    }
    return Workbook("CSV", (Sheet("", rows),), encoding=encoding, separator=separator)


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _as_text(content, name), name.removesuffix("-sig")
    if b"\0" in content:
        return _without_mark(content)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _by_letters(content)
    return _as_text(content, "utf-8"), "utf-8"


def _without_mark(content: bytes) -> tuple[str, str]:
    """Two bytes a letter without saying so: the empty one tells which comes first."""
    odd, even = content[1::2].count(0), content[::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    if max(odd, even) * 3 < len(content) or len(content) % 2:
        raise _unreadable()
    return _as_text(content, name), "utf-16"


def _by_letters(content: bytes) -> tuple[str, str]:
    """Windows, old Mac or old DOS: the reading with the most accented letters of French."""
    read = {name: content.decode(name, "replace") for name in ("cp1252", "mac_roman", "cp850")}
    french = {name: sum(text.count(letter) for letter in "éèêàçùôîâûëïœÉÈÀÇ’°€«»–…") for name, text in read.items()}
    best = max(read, key=lambda name: (french[name], name == "cp1252"))
    if french[best] < french["cp1252"] * 2:
        best = "cp1252"
    return _as_text(content, best), {"cp1252": "windows-1252", "mac_roman": "macintosh", "cp850": "dos"}[best]


def _as_text(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding, "replace" if encoding == "cp1252" else "strict")
    except UnicodeDecodeError as error:
        raise _unreadable() from error
    strange = sum(not letter.isprintable() and letter not in "\r\n\t" for letter in text) + text.count("\ufffd")
    if strange > len(text) / 100 or "\0" in text:
        raise _unreadable()
    return text


def _unreadable() -> Refused:
    return Refused(
        "Ce fichier n’est pas un texte lisible. Ouvrez-le dans votre tableur et enregistrez-le au format "
        "« CSV UTF-8 », puis renvoyez-le."
    )


def _separator(text: str) -> str:
    """The separator that cuts the most known column names, or else the same number of cells, out of the first lines."""
    if told := _told_separator(text):
        return told
    first = text.splitlines()[:_HEADER_WITHIN]

    def worth(mark: str) -> tuple[int, int]:
        known = max((known_fields(line.split(mark)[:MAX_COLUMNS]) for line in first), default=0)
        counts = Counter(line.count(mark) for line in first if mark in line)
        return known, max(counts.values(), default=0)

    return max(_SEPARATORS, key=worth)


def _told_separator(text: str) -> str:
    """The separator of a first line « sep=; », which spreadsheets understand."""
    first = text[:16].splitlines()[0].strip().strip('"') if text.strip() else ""
    return first[-1] if first.lower().startswith("sep=") and len(first) == len("sep=;") else ""


def _records(text: str, separator: str) -> list[list[str]]:
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            records.append(cells)
            if len(records) > MAX_ROWS:
                raise Refused(f"Le fichier compte plus de {MAX_ROWS} lignes. Découpez-le par année.")
    except csv.Error as error:
        raise Refused(
            f"Ligne {reader.line_num} : un guillemet manque ou est mal placé. Un texte qui en contient s’écrit "
            f"entre guillemets, et chaque guillemet du texte se double."
        ) from error
    return records
