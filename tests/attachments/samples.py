"""Files as people send them: a telephone's photo with its place, a drawing, plain and active PDFs."""

import io
import zlib

from PIL import Image
from PIL.TiffImagePlugin import IFDRational


def photo(*, size=(60, 40), orientation=6) -> bytes:
    """A JPEG with GPS, device, comment, and a quarter turn to apply; its left half is red, its right half blue."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    exif = Image.Exif()
    exif[0x010F] = "TelephoneDeTest"
    exif[0x0112] = orientation
    exif[0x8825] = {1: "N", 2: (IFDRational(44), IFDRational(5), IFDRational(31)), 3: "E"}
    out = io.BytesIO()
    picture.save(out, format="JPEG", exif=exif, comment=b"prise chez moi", quality=95)
    return out.getvalue()


def drawing(*, size=(8, 8), mode="RGBA") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, format="PNG")
    return out.getvalue()


def webp(*, mode="RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (20, 20), (0, 128, 0, 90)[: len(mode)]).save(out, format="WEBP")
    return out.getvalue()


def gif() -> bytes:
    frames = [Image.new("P", (10, 10), color) for color in (1, 2)]
    out = io.BytesIO()
    frames[0].save(out, format="GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def pdf(extra: bytes = b"") -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + extra + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    )


def pdf_hiding(inner: bytes) -> bytes:
    """A PDF whose objects lie in a compressed stream."""
    packed = zlib.compress(inner)
    return b"%PDF-1.5\n3 0 obj\n<< /Type /ObjStm /N 1 >>\nstream\n" + packed + b"\nendstream\nendobj\n%%EOF\n"
