"""One word for one thing, everywhere a person reads it (docs/glossary.md)."""

import re

import pytest

from tests.architecture.tree import ROOT, SOURCES, name_of, text_of, tracked

# The word that crept in, and the one of the glossary.
SYNONYMS = {"organisme": "organisation"}
READ = [
    path
    for path in tracked()
    if path.suffix in {".py", ".html", ".txt", ".toml", ".typ", ".md", ".csv", ".js", ".mjs", ".json"}
    and "vendor" not in path.parts
    and (SOURCES in path.parents or ROOT / "docs" in path.parents or path.parent == ROOT)
]


@pytest.mark.parametrize(("stray", "word"), SYNONYMS.items())
def test_one_word_names_one_thing(stray, word):
    pattern = re.compile(rf"\b{stray}s?\b", re.IGNORECASE)
    found = [
        f"{name_of(path)}:{number}: « {word} » here"
        for path in READ
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]
    assert found == []
