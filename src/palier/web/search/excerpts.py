"""The part of a text that answers a question, with the words found marked; all the rest escaped."""

import re
from collections.abc import Iterable

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from palier.search.asking import Asked
from palier.search.words import tokens_of

_WORD = re.compile(r"\w+")
# How many signs are shown around the first word found.
BEFORE, LONGEST = 60, 220


def excerpt(texts: Iterable[str], asked: Asked) -> SafeString:
    """An extract of the first of these texts that holds a word asked for; nothing when none does."""
    for text in texts:
        plain = " ".join(text.split())
        found = [match.span() for match in _WORD.finditer(plain) if _answers(match.group(), asked)]
        if found:
            start = plain.rfind(" ", 0, max(found[0][0] - BEFORE, 0)) + 1 if found[0][0] > BEFORE else 0
            return _marked(plain, found, start, min(len(plain), start + LONGEST))
    return SafeString("")


def _marked(text: str, found: list[tuple[int, int]], start: int, end: int) -> SafeString:
    pieces: list[tuple[str, str, str, str]] = []
    at = start
    for first, last in found:
        if start <= first and last <= end:
            pieces += [("", text[at:first], "", ""), ("<mark>", text[first:last], "</mark>", "")]
            at = last
    pieces.append(("", text[at:end], "", "…" if end < len(text) else ""))
    lead = [("", "…", "", "")] if start else []
    parts = [(SafeString(opening), words, SafeString(closing), tail) for opening, words, closing, tail in lead + pieces]
    return format_html_join("", "{}{}{}{}", parts)


def _answers(word: str, asked: Asked) -> bool:
    tokens = tokens_of(word)
    return any(
        way.token in tokens or (way.begins and any(token.startswith(way.token) for token in tokens))
        for one in asked.wanted
        for way in one
    )
