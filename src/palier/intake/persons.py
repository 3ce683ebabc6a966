"""A first, narrow look for persons in a text: plates, telephones, mails, civilities with a name, nicknames.

The real screening comes with `palier.screening`; this one keeps the obvious out of the base meanwhile.
"""

import re
from dataclasses import dataclass

REMOVED = "[donnée personnelle retirée]"

_NAME = r"(?:[A-ZÉÈÀÂÎÔÇ][\w’'-]+|[A-ZÉÈÀÂÎÔÇ]{2,})"
_PATTERNS = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("phone", re.compile(r"(?<![\d.])(?:\+33\s?|0)[1-9](?:[\s.-]?\d{2}){4}(?![\d.])")),
    ("plate", re.compile(r"(?<![A-Z0-9])[A-Z]{2}[\s-]?\d{3}[\s-]?[A-Z]{2}(?![A-Z0-9])")),
    ("plate", re.compile(r"(?<![A-Z0-9])\d{2,4}\s?[A-HJ-NP-TV-Z]{2,3}\s?(?:\d{2}|2A|2B)(?![A-Z0-9%€])")),
    (
        "person",
        re.compile(
            r"\b(?:M\.|MM\.|Mr\.?|Mme|Mmes|Mlle|Monsieur|Madame|[Ll]e nommé|[Ll]a nommée)\s+"
            rf"({_NAME}(?:\s+{_NAME}){{0,3}})"
        ),
    ),
    (
        "nickname",
        re.compile(
            r"\b(?:alias|dit|dite|surnomm[ée]e?|surnom|signature|signé|pseudo|blaze)\s*:?\s*[«“\"]\s*([^»”\"\[]{2,30}?)\s*[»”\"]"
        ),
    ),
    ("procedure", re.compile(r"\b(?:PV|proc(?:édure)?)\s*n°\s*([\w/-]+)", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage about a person, in one text."""

    text: str
    start: int
    end: int
    kind: str


def passages(text: str) -> list[Passage]:
    """The obvious passages about persons, in order, none inside another."""
    found: list[Passage] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            group = 1 if match.re.groups else 0
            found.append(Passage(match[group], match.start(group), match.end(group), kind))
    kept: list[Passage] = []
    for passage in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or passage.start >= kept[-1].end:
            kept.append(passage)
    return kept


def without_persons(text: str) -> str:
    """The same text, each passage replaced: what may be written (decision 29)."""
    for passage in reversed(passages(text)):
        text = text[: passage.start] + REMOVED + text[passage.end :]
    return text
