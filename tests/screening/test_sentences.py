"""JSON lines in and out, and what is said of a line that cannot be read."""

import json

import pytest

from palier.kernel.errors import Refused
from palier.screening import Kind, Span
from palier.screening.sentences import as_line, read_marked, read_texts


def test_plain_lines_are_texts_and_empty_ones_keep_their_place():
    assert read_texts(["Kevin crie\n", "\n", "{pas du JSON\n"]) == ["Kevin crie", "", "{pas du JSON"]


def test_json_lines_are_read_when_the_first_line_is_an_object():
    assert read_texts(['{"text": "Kevin", "style": "x"}\n', "\n", '{"text": ""}\n']) == ["Kevin", ""]


def test_what_is_written_is_read_back():
    line = as_line("Zoé crie", [Span(0, 3, Kind.PERSON)])
    assert json.loads(line) == {"text": "Zoé crie", "spans": [{"start": 0, "end": 3, "kind": "person"}]}
    assert read_marked([line]) == [("Zoé crie", [Span(0, 3, Kind.PERSON)])]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"text" "Kevin"}', "Ligne 2, caractère 9"),
        ('{"text": 3}', "« text »"),
        ("[1]", "un objet JSON est attendu"),
        ("Kevin crie", "un texte simple par ligne dans tout le fichier"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line, words):
    with pytest.raises(Refused) as refusal:
        read_texts(['{"text": "Kevin"}', line])
    assert refusal.value.message.startswith("Ligne 2")
    assert words in refusal.value.message


@pytest.mark.parametrize("spans", ["", ', "spans": [{"start": 0}]', ', "spans": [{"start": 0, "end": 1, "kind": "x"}]'])
def test_marked_passages_badly_written_are_named(spans):
    with pytest.raises(Refused, match="Ligne 1 : le champ « spans »"):
        read_marked([f'{{"text": "Kevin"{spans}}}'])
