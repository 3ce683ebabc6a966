"""A zip whose bytes are those of its content, and the characters that XML holds."""

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from palier.documents.sheets.cells import FORBIDDEN

STAMP = (1980, 1, 1, 0, 0, 0)


def zipped(members: Sequence[tuple[str, str | bytes]], *, plain: str = "") -> bytes:
    """The archive of these members, in order; the one named `plain` is not compressed, as ODT asks of its type."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in members:
            member = ZipInfo(name, STAMP)
            member.compress_type = ZIP_STORED if name == plain else ZIP_DEFLATED
            archive.writestr(member, content)
    return out.getvalue()


def written(text: str) -> str:
    """The text as XML holds it."""
    return escape(FORBIDDEN.sub("\ufffd", text))
