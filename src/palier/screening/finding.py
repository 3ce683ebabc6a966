"""Every passage of a text, however long it is."""

from collections.abc import Iterator
from dataclasses import replace

from palier.screening.spans import Span
from palier.screening.typed import Typed

PIECE = 5000  # characters: more than any form takes


def prepare() -> None:
    """Read the dictionary and the lexicons now (a second), rather than at the first text."""
    find_spans("mr dupont du 3e gauche, rue jean moulin")


def find_spans(text: str) -> list[Span]:
    """The passages of the text that point at a person: in order, none over another, in characters.

    A long text is read piece by piece: a cell made to keep the reader busy costs what its length does.
    """
    from palier.screening.detection import detect  # noqa: PLC0415 - its patterns take a quarter of a second to compile

    typed = Typed(text)
    found = [
        replace(span, start=start + span.start, end=start + span.end)
        for start, piece in _pieces(typed.seen)
        for span in detect(piece)
    ]
    places = (typed.place(span.start, span.end, whole=len(text)) for span in found)
    return [replace(span, start=start, end=end) for span, (start, end) in zip(found, places, strict=True)]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of `PIECE` characters at most with where they start, cut at a line or a word where there is one."""
    start = 0
    while len(text) - start > PIECE:
        window = text[start : start + PIECE]
        cut = max(window.rfind("\n"), window.rfind(". ")) + 1 or window.rfind(" ") + 1 or PIECE
        yield start, window[:cut]
        start += cut
    yield start, text[start:]
