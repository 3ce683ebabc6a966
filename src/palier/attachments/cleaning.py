"""From the bytes received to bytes that are safe to keep: type by content, pictures redrawn, PDF without action.

A picture is decoded and encoded again, so that nothing but its pixels remains: no place, date, device or comment.
"""

import io
import re
import threading
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from PIL import Image, ImageOps, UnidentifiedImageError

from palier.kernel.errors import Refused

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 60_000_000  # a 48-megapixel phone passes; a bomb of flat colour does not
LONGEST_SIDE = 4000
# A picture of sixty million pixels takes half a gigabyte to redraw: a process redraws one at a time.
_ONE_AT_A_TIME = threading.Lock()
ACCEPTED = "une image (JPEG, PNG, WebP, GIF) ou un PDF"

_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
_EXTENSIONS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
# What makes a PDF act by itself, or hides from this check what it does.
_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|GoToR|GoToE|EmbeddedFile|RichMedia|XFA|Encrypt|SubmitForm|ImportData)(?![A-Za-z0-9])"
)
_STREAM, _STREAM_END = re.compile(rb"stream\r?\n"), b"endstream"
_MAX_INFLATED = 30 * 1024 * 1024  # in all, for one file
_UNREADABLE = b"/Encrypt "


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
        with (
            _ONE_AT_A_TIME,
            Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP", "GIF"]) as source,
        ):
            if source.width * source.height > MAX_PIXELS:
                raise _refused(name, "a trop de pixels (plus de 60 millions). Réduisez l’image")
            source.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first: every later step copies the picture
            return _encoded(ImageOps.exif_transpose(source), lossless=source.format in {"PNG", "GIF"})
    except UnidentifiedImageError as error:
        raise _refused(name, f"n’est ni une image lisible ni un PDF. Envoyez {ACCEPTED}") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refused(name, "a trop de pixels (plus de 60 millions). Réduisez l’image") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _refused(name, "est abîmé ou incomplet. Enregistrez-le de nouveau, puis renvoyez-le") from error


def _encoded(picture: Image.Image, *, lossless: bool) -> tuple[bytes, str]:
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


def _dictionaries(content: bytes) -> Iterator[bytes]:
    """What a PDF says outside its drawings: the text between streams, and its compressed objects, one by one."""
    end, room = 0, _MAX_INFLATED
    while opening := _STREAM.search(content, end):
        closing = content.find(_STREAM_END, opening.end())
        if closing < 0:
            break
        before = content[end : opening.start()]
        yield before
        if b"/ObjStm" in _plain_names(before[-2048:]):
            objects = _inflated(content[opening.end() : closing], room)
            room -= len(objects)
            yield objects
        end = closing + len(_STREAM_END)
    yield content[end:]


def _inflated(stream: bytes, room: int) -> bytes:
    """The objects of a stream; what cannot be read, or swells beyond measure, is as good as encrypted."""
    try:
        found = zlib.decompressobj().decompress(stream, room + 1)
    except zlib.error:
        return _UNREADABLE
    return found if len(found) <= room else _UNREADABLE


def _plain_names(part: bytes) -> bytes:
    """PDF names may hide their letters as #xx."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), part)
