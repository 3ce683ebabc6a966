"""From plain data to a PDF: tagged, archivable, in French, the same bytes for the same data.

The data travels as JSON beside the template, never inside its source: no text of a user is ever read as markup.
"""

import hashlib
import json
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID

import typst

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "templates"
# Written beside a frozen document: the same renderer gives the same bytes again (decision 14).
RENDERER = f"typst {version('typst')}"


def typeset(template: str, content: Any) -> bytes:
    """The PDF of a content (a dataclass of plain values) laid out by one of our templates."""
    inputs = {"content": canonical(content)}
    pdf: bytes = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        sys_inputs=inputs,
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],  # for screen readers, and for archives
    )
    return pdf


def canonical(content: Any) -> str:
    """The content as JSON, always written the same way: what is hashed, frozen and printed."""
    plain = asdict(content) if is_dataclass(content) and not isinstance(content, type) else content
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def digest(content: Any) -> str:
    """The hash of a document's own data, printed on it (decision 14)."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def french_date(day: date | None) -> str:
    """JJ/MM/AAAA, or nothing."""
    return f"{day:%d/%m/%Y}" if day else ""


@cache
def _fonts() -> Any:
    """Our own fonts and no other, so that the same document comes out on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])


def _plain(value: object) -> str | int:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, UUID | Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} n’a pas d’écriture JSON.")
