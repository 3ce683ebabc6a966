"""The texts to edit say all that the PDF says, open in other people's programs, and are the same twice."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from odfdo import Document

from palier.cycle.minutes.services import say_publicly
from palier.documents.editing import blocks_of
from palier.documents.editions import EDITIONS
from palier.documents.papers import paper_of, plain, text_of
from palier.documents.texts import TEXT_WRITERS
from palier.documents.texts.blocks import Bullets, Heading, Paragraph, Table
from tests.documents.scene import POLICE_WORD, SEALED_WORD

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOT_SAID = {"dated", "number", "fingerprint"}


def strings(value, key=""):
    """Every text of the data, whatever holds it."""
    if isinstance(value, dict):
        return [text for name, inner in value.items() for text in strings(inner, name)]
    if isinstance(value, list):
        return [text for inner in value for text in strings(inner, key)]
    return [value] if isinstance(value, str) and value and key not in NOT_SAID else []


def said_in(kind, content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = ("content.xml", "styles.xml") if kind == "odt" else ("word/document.xml", "word/footer.xml")
        texts = ["".join(ElementTree.fromstring(archive.read(name)).itertext()) for name in names]
    return "".join(" ".join(texts).split())


@pytest.mark.parametrize("kind", TEXT_WRITERS)
@pytest.mark.parametrize("code", EDITIONS)
def test_the_text_says_all_its_data_and_is_the_same_twice(scene, code, kind):
    edition = EDITIONS[code]
    say_publicly(
        actor=scene.stage.actor("alice"), meeting=scene.meeting, words={None: "Tout & <bien>"}, now=scene.stage.now
    )
    data = plain(paper_of(scene.meeting, edition))
    content = text_of(data, edition, kind)
    assert content == text_of(data, edition, kind)
    shown = said_in(kind, content).lower()
    assert [text for text in strings(data) if "".join(text.split()).lower() not in shown] == []
    assert (POLICE_WORD.lower() in shown) == (code == "police")
    assert SEALED_WORD.lower() not in shown


def test_the_odt_is_read_by_another_library_with_its_title_and_heads(scene):
    data = plain(paper_of(scene.meeting, EDITIONS["police"]))
    document = Document(io.BytesIO(text_of(data, EDITIONS["police"], "odt")))
    assert document.meta.title == f"{data['title']}, GPO Digne 1, 02/11/2026"
    heads = [head.inner_text for head in document.body.headers]
    assert heads[0] == "Annexe police du relevé de décisions"
    assert "Consignes à porter à l’ordre de service" in heads
    assert all(table.get_elements("table:table-header-rows") for table in document.body.tables)


def test_the_docx_names_each_of_its_parts_and_repeats_the_heads(scene):
    data = plain(paper_of(scene.meeting, EDITIONS["partners"]))
    with zipfile.ZipFile(io.BytesIO(text_of(data, EDITIONS["partners"], "docx"))) as archive:
        names = set(archive.namelist())
        types = archive.read("[Content_Types].xml").decode()
        body = ElementTree.fromstring(archive.read("word/document.xml"))
        styles = archive.read("word/styles.xml").decode()
    declared = set(re.findall(r'PartName="/([^"]+)"', types))
    assert declared == {name for name in names if name.endswith(".xml") and not name.startswith("[")}
    tables = list(body.iter(f"{WORD}tbl"))
    assert tables
    assert all(table.find(f".//{WORD}tblHeader") is not None for table in tables)
    used = {style.get(f"{WORD}val") for style in body.iter(f"{WORD}pStyle")}
    assert all(f'w:styleId="{style}"' in styles for style in used)


def test_a_character_that_no_xml_holds_is_replaced():
    blocks = [Heading(1, "a\x00b"), Paragraph("c\x0bd & <e>"), Bullets(("f\x1f",)), Table(("g",), (("\ufffe",),), (1,))]
    for kind, write in TEXT_WRITERS.items():
        assert "a\ufffdb" in said_in(kind, write("T\x00", blocks))


def test_an_empty_cell_shows_a_dash(scene):
    data = plain(paper_of(scene.meeting, EDITIONS["partners"]))
    tables = [block for block in blocks_of(data, "minutes") if isinstance(block, Table)]
    assert any("" in row for table in tables for row in table.rows)
    assert "–" in said_in("odt", text_of(data, EDITIONS["partners"], "odt"))
