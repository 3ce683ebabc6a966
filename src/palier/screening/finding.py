"""Every passage of a text, all kinds together; where two overlap, the surer kind stays."""

from collections.abc import Iterator
from dataclasses import replace

from palier.screening.homes import homes
from palier.screening.kinship import kinships
from palier.screening.nicknames import nicknames
from palier.screening.numbers import birthdates, birthdates_beside, emails, phones, procedure_numbers
from palier.screening.persons import persons
from palier.screening.places import place_words
from palier.screening.plates import plates
from palier.screening.reading import read
from palier.screening.situations import situations
from palier.screening.spans import Kind, Span, without_overlap

PIECE = 5000  # characters: more than any form takes


def prepare() -> None:
    """Read the dictionary and the lexicons now (a second), rather than at the first text."""
    find_spans("mr dupont du 3e gauche, rue jean moulin")


def find_spans(text: str) -> list[Span]:
    """The passages of the text that point at a person: in order, none over another, in characters.

    A long text is read piece by piece: a cell made to keep the reader busy costs what its length does.
    """
    return [
        replace(span, start=start + span.start, end=start + span.end)
        for start, piece in _pieces(text)
        for span in _find(piece)
    ]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of `PIECE` characters at most with where they start, cut at a line or a word where there is one."""
    start = 0
    while len(text) - start > PIECE:
        window = text[start : start + PIECE]
        cut = max(window.rfind("\n"), window.rfind(". ")) + 1 or window.rfind(" ") + 1 or PIECE
        yield start, window[:cut]
        start += cut
    yield start, text[start:]


def _find(text: str) -> list[Span]:
    reading = read(text)
    places = place_words(reading)
    numbers = [*emails(reading), *birthdates(reading), *procedure_numbers(reading), *phones(reading), *plates(reading)]
    named = [span for span in without_overlap([*numbers, *persons(reading, places)]) if span.kind is Kind.PERSON]
    ranked = [*numbers, *nicknames(reading, places), *named, *birthdates_beside(reading, named)]
    ranked += [*kinships(reading, named), *homes(reading), *situations(reading, named)]
    return without_overlap(ranked)
