"""One paper of a meeting: its content at the level of an edition, laid out as a PDF, or as a text to edit."""

import json
from typing import Any

from palier.cycle.meetings.models import Meeting
from palier.documents.editing import blocks_of, title_of
from palier.documents.editions import Edition
from palier.documents.minutes import Minutes, minutes_of
from palier.documents.public_elements import PublicElements, public_elements_of
from palier.documents.texts import TEXT_TYPES, TEXT_WRITERS
from palier.documents.typesetting import canonical, typeset

Paper = Minutes | PublicElements
TYPES = {"pdf": "application/pdf", **TEXT_TYPES}


def paper_of(meeting: Meeting, edition: Edition) -> Paper:
    """What this edition says of this meeting. The caller has checked who asks; here a level reads, not a person."""
    return public_elements_of(meeting, edition) if edition.is_public else minutes_of(meeting, edition)


def plain(content: Paper) -> dict[str, Any]:
    """The content as plain values: what is frozen, laid out and printed."""
    data: dict[str, Any] = json.loads(canonical(content))
    return data


def pdf_of(content: Paper | dict[str, Any], edition: Edition) -> bytes:
    """The paper as a PDF."""
    return typeset(edition.layout, content)


def text_of(data: dict[str, Any], edition: Edition, kind: str) -> bytes:
    """The paper as a text to edit, ODT or DOCX."""
    return TEXT_WRITERS[kind](title_of(data), blocks_of(data, edition.layout))
