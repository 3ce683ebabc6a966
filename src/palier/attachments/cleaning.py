"""From the bytes received to bytes that are safe to keep: type by content, pictures redrawn, PDF without action.

A picture is decoded and encoded again, so that nothing but its pixels remains: no place, date, device or comment.
"""

import io
import re
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from PIL import Image, ImageOps, UnidentifiedImageError

from palier.kernel.errors import Refused

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 60_000_000  # a 48-megapixel phone passes; a bomb of flat colour does not
LONGEST_SIDE = 4000
ACCEPTED = "une image (JPEG, PNG, WebP, GIF) ou un PDF"

_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
_EXTENSIONS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
# What makes a PDF act by itself, or hides from this check what it does.
_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|GoToR|GoToE|EmbeddedFile|RichMedia|XFA|Encrypt|SubmitForm|ImportData)(?![A-Za-z0-9])"
)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_MAX_INFLATED = 30 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Bytes fit to be kept, and what they are."""

    content: bytes
    content_type: str
    name: str


def clean(content: bytes, name: str) -> Cleaned:
    """The file as it may be kept, or `Refused` with what to do about it."""
    if not content:
        raise _refused(name, "est vide. Choisissez-le de nouveau")
    if len(content) > MAX_BYTES:
        raise _refused(name, "dépasse 10 Mo. Réduisez la photo ou découpez le document")
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        raise _refused(
            name,
            "est une photo HEIC, que la plupart des postes ne lisent pas. Sur iPhone : Réglages, Appareil photo, "
            "Formats, « Le plus compatible » ; ou enregistrez-la en JPEG",
        )
    if content.startswith(b"%PDF-"):
        kept, content_type = _inert_pdf(content, name), "application/pdf"
    else:
        kept, content_type = _redrawn(content, name)
    return Cleaned(kept, content_type, clean_name(name, _EXTENSIONS[content_type]))


def clean_name(name: str, extension: str) -> str:
    """The name without folders, control characters or bidirectional tricks, ending as its content says."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in plain)
    stem = re.sub(r"[<>:\"|?*;%]+", "_", PurePath(plain.strip()).stem).strip(" ._") or "piece"
    return stem[:100] + extension


def _refused(name: str, why: str) -> Refused:
    return Refused(f"Le fichier « {clean_name(name, PurePath(name).suffix[:8])} » {why}.", field="files")


def _redrawn(content: bytes, name: str) -> tuple[bytes, str]:
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP", "GIF"]) as source:
            if source.width * source.height > MAX_PIXELS:
                raise _refused(name, "a trop de pixels (plus de 60 millions). Réduisez l’image")
            source.load()
            picture = ImageOps.exif_transpose(source)
    except UnidentifiedImageError as error:
        raise _refused(name, f"n’est ni une image lisible ni un PDF. Envoyez {ACCEPTED}") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refused(name, "a trop de pixels (plus de 60 millions). Réduisez l’image") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _refused(name, "est abîmé ou incomplet. Enregistrez-le de nouveau, puis renvoyez-le") from error
    return _encoded(picture, lossless=source.format in {"PNG", "GIF"})


def _encoded(picture: Image.Image, *, lossless: bool) -> tuple[bytes, str]:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    see_through = picture.has_transparency_data
    mode = "RGBA" if see_through else "RGB"
    converted = picture.convert(mode)
    # A new picture from the bare pixels: comments and profiles ride on the old one.
    bare = Image.frombytes(mode, converted.size, converted.tobytes())
    out = io.BytesIO()
    if lossless or see_through:
        bare.save(out, format="PNG", optimize=True)
        return out.getvalue(), "image/png"
    bare.save(out, format="JPEG", quality=85, optimize=True)
    return out.getvalue(), "image/jpeg"


def _inert_pdf(content: bytes, name: str) -> bytes:
    """The same bytes, once nothing in them acts by itself; shown to nobody in a page, only downloaded."""
    if b"%%EOF" not in content[-2048:]:
        raise _refused(name, "est un PDF incomplet. Enregistrez-le de nouveau, puis renvoyez-le")
    if any(_ACTIVE.search(_plain_names(part)) for part in _dictionaries(content)):
        raise _refused(
            name,
            "est un PDF protégé ou actif (script, fichier joint, formulaire). Imprimez-le vers un nouveau PDF, "
            "puis renvoyez-le",
        )
    return content


def _dictionaries(content: bytes) -> list[bytes]:
    """What a PDF says outside its drawings: the text between streams, and its compressed objects."""
    parts, end = [], 0
    for match in _STREAM.finditer(content):
        before = content[end : match.start()]
        parts.append(before)
        if b"/ObjStm" in _plain_names(before[-2048:]):
            parts.append(_inflated(match[1]))
        end = match.end()
    return [*parts, content[end:]]


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, _MAX_INFLATED)
    except zlib.error:
        return b"/Encrypt "  # it cannot be read, so it cannot be trusted


def _plain_names(part: bytes) -> bytes:
    """PDF names may hide their letters as #xx."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), part)
