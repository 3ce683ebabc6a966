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


def excerpt(texts: Iterable[str], asked: Asked, *, or_beginning: bool = False) -> SafeString:
    """An extract of the first of these texts that holds a word asked for, else nothing, or how the first begins."""
    plains = [plain for plain in (" ".join(text.split()) for text in texts) if plain]
    for plain in plains:
        if found := _found(plain, asked):
            start = plain.rfind(" ", 0, max(found[0][0] - BEFORE, 0)) + 1 if found[0][0] > BEFORE else 0
            return _marked(plain, found, start, min(len(plain), start + LONGEST))
    return _marked(plains[0], [], 0, min(len(plains[0]), LONGEST)) if plains and or_beginning else SafeString("")


def marked(text: str, asked: Asked) -> SafeString:
    """The whole of a text, the words found marked."""
    return _marked(text, _found(text, asked), 0, len(text))


def _found(text: str, asked: Asked) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text) if _answers(match.group(), asked)]


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
