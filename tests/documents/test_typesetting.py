"""The renderer: same bytes, own fonts, tagged, archivable, in French; no text is ever read as markup."""

import io
from dataclasses import dataclass, replace
from datetime import date

import pytest
from pypdf import PdfReader

from palier.documents.typesetting import canonical, digest, typeset

LINE = {"label": "Ouvertes dans l’année", "value": "14"}
CONTENT = {
    "title": "Compte de l’année 2026",
    "group": "GPO Digne 1",
    "dated": "2026-11-02",
    "as_of": "02/11/2026",
    "since": "01/01/2026",
    "until": "31/12/2026",
    "fictional": True,
    "fingerprint": "f" * 64,
    "headline": [{"value": "9", "label": "réunions tenues"}],
    "parts": [{"title": "Problématiques", "of": "Mouvement", "lines": [LINE], "note": ""}],
    "reading": "Un compte n’est pas une note.",
}


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return typeset("yearly_count", CONTENT)


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_same_data_gives_the_same_bytes(pdf):
    assert typeset("yearly_count", dict(reversed(CONTENT.items()))) == pdf
    assert typeset("yearly_count", CONTENT | {"as_of": "03/11/2026"}) != pdf


def test_the_document_is_tagged_in_french_titled_and_archivable(pdf):
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith("fr")
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert reader.metadata.title == "Compte de l’année 2026, GPO Digne 1"
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata


def test_only_our_own_fonts_are_embedded(pdf):
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("SourceSans3" in font for font in fonts)


def test_no_text_of_a_user_is_read_as_markup():
    trap = '#panic("x") *gras* = Titre $a^2$ @ref <label> // note "]#'
    shown = text_of(typeset("yearly_count", CONTENT | {"reading": trap}))
    assert trap.replace(" ", "") in shown.replace(" ", "").replace("\n", "")


@dataclass(frozen=True)
class Small:
    day: date
    word: str


def test_the_hash_is_that_of_the_data_however_it_is_held():
    small = Small(date(2026, 11, 2), "é")
    assert canonical(small) == '{"day":"2026-11-02","word":"é"}'
    assert digest(small) == digest({"word": "é", "day": "2026-11-02"})
    assert digest(small) != digest(replace(small, word="e"))


def test_a_value_that_has_no_writing_is_a_bug_not_a_guess():
    with pytest.raises(TypeError):
        canonical({"x": object()})
