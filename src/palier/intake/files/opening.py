"""What a file is, by its content and not by its name, and the reader for it."""

from pathlib import PurePath

from palier.intake.files.archives import broken, locked, open_archive, read_part
from palier.intake.files.delimited import read_delimited
from palier.intake.files.ods import read_ods
from palier.intake.files.sheets import Workbook
from palier.intake.files.xlsx import read_xlsx
from palier.kernel.errors import Refused

MAX_BYTES = 10 * 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
_NAMED = {
    b"%PDF": "un PDF",
    b"{\\rtf": "un texte RTF",
    b"\x89PNG": "une image",
    b"\xff\xd8\xff": "une image",
    b"GIF8": "une image",
    b"Rar!": "une archive RAR",
    b"7z\xbc\xaf": "une archive 7-Zip",
    b"\x1f\x8b": "une archive compressée",
}
_WAY_OUT = "Enregistrez votre tableau au format Excel (.xlsx), OpenDocument (.ods) ou CSV, puis renvoyez-le."


def open_workbook(content: bytes, name: str = "") -> Workbook:
    """The sheets of a file, or `Refused` with what it is and what to do."""
    if len(content) > MAX_BYTES:
        raise Refused(
            "Le fichier dépasse 10 Mo. Retirez les images et les feuilles inutiles, ou découpez-le par année, "
            "puis importez chaque partie."
        )
    if not content.strip(b"\0 \r\n\t;,\xef\xbb\xbf"):
        raise Refused("Le fichier est vide. Vérifiez que vous avez choisi le bon fichier.")
    for mark, told in _NAMED.items():
        if content.startswith(mark):
            raise Refused(f"Ce fichier est {told}, pas un tableau. {_WAY_OUT}")
    book = _read(content)
    told = _misnamed(name, book.form)
    return book if not told else Workbook(book.form, book.sheets, (*book.remarks, told), book.encoding, book.separator)


def _read(content: bytes) -> Workbook:
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED in content:
            raise locked()
        raise Refused(f"Ce fichier est dans un ancien format d’Office (.xls, .doc). {_WAY_OUT}")
    if content.startswith(_ARCHIVE):
        return _from_archive(content)
    return read_delimited(content)


def _from_archive(content: bytes) -> Workbook:
    archive = open_archive(content)
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        raise Refused(f"Ce fichier est un classeur Excel binaire (.xlsb), qui ne se lit pas ici. {_WAY_OUT}")
    if any(name.startswith("xl/") for name in names):
        return read_xlsx(archive, content)
    if "mimetype" in names and "content.xml" in names:
        kind = read_part(archive, "mimetype").decode("ascii", "replace")
        if "spreadsheet" in kind:
            return read_ods(archive, content)
        raise Refused(f"Ce fichier est un texte ou une présentation OpenDocument, pas un tableau. {_WAY_OUT}")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Refused(f"Ce fichier est un document Word ou PowerPoint, pas un tableau. {_WAY_OUT}")
    if not names:
        raise broken()
    raise Refused(f"Ce fichier est une archive, pas un tableau : sortez-en le tableau d’abord. {_WAY_OUT}")


def _misnamed(name: str, form: str) -> str:
    ending = PurePath(name).suffix.lower().lstrip(".")
    awaited = {"XLSX": {"xlsx", "xlsm", "xltx", "xltm"}, "ODS": {"ods", "ots"}, "CSV": {"csv", "txt", "tsv", "tab", ""}}
    if not ending or ending in awaited[form]:
        return ""
    return f"Le nom du fichier finit par « .{ending[:8]} », mais son contenu est du {form} : il est lu comme tel."
