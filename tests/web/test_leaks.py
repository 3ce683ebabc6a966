"""The leak sweep: a planted word appears only before those cleared for it, whatever the page, part, file or mail."""

import io
import re
import zipfile

import pytest
from pypdf import PdfReader

from tests.web.matrix import CAST, POLICE, every_row
from tests.world import POLICE_WORD, SEALED_WORD

ROWS = every_row()
# Who may read each planted word: Alice alone holds the grant on the sealed drawer.
CLEARED = {POLICE_WORD: set(POLICE), SEALED_WORD: {"alice"}}


def text_of(response) -> str:
    """What a person could read in an answer: page, part, redirect, PDF, spreadsheet opened, or any text file."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(body))
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if response.get("Content-Type", "").startswith("application/pdf"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode("utf-8", "replace") + str(response.headers)


def words_in(text: str) -> set[str]:
    """The planted words found in a text, whatever the case."""
    return {word for word in CLEARED if re.search(word, text, re.IGNORECASE)}


def test_no_answer_shows_a_word_above_its_reader(world, client_for):
    clients = {member: client_for(member) for member in CAST}
    leaks = []
    for name, route in sorted(ROWS.items()):
        url = route.url(name, world)
        for member in CAST:
            client = clients[member] if route.method == "get" else client_for(member)
            for headers in ({}, {"HX-Request": "true"}):
                response = getattr(client, route.method)(url, dict(route.query), headers=headers)
                leaked = {word for word in words_in(text_of(response)) if member not in CLEARED[word]}
                if leaked:
                    leaks.append(f"{member} reads {leaked} at {url} ({name}, {headers})")
    assert not leaks, "\n".join(leaks)


@pytest.mark.parametrize(
    ("member", "name", "word"),
    [
        ("alice", "problems:drawer", SEALED_WORD),
        ("olivier", "actions:list", POLICE_WORD),
        ("olivier", "finding:report-points", POLICE_WORD),
        ("olivier", "finding:problem-csv", POLICE_WORD),
        ("olivier", "finding:problem-xlsx", POLICE_WORD),
        ("olivier", "finding:report-ods", POLICE_WORD),
        ("olivier", "finding:report-geojson", POLICE_WORD),
    ],
)
def test_the_words_do_reach_those_who_are_cleared(world, client_for, member, name, word):
    """Otherwise the sweep could pass on pages that show nothing."""
    route = ROWS[name]
    response = client_for(member).get(route.url(name, world), dict(route.query))
    assert word in words_in(text_of(response))
