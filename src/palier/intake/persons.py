"""Passages about persons in the cells of a line, and in what is looked at without being kept."""

import re
from collections.abc import Iterable, Mapping

from palier.intake.field_labels import field_label
from palier.intake.layout.regions import Line, Looked
from palier.intake.reading import PersonalPassage
from palier.screening import Span, find_spans
from palier.screening.spans import Kind

SCREENED = ("place", "title", "facts", "partners", "what", "lead", "who", "state", "outcome", "origin")
# In a hidden column, figures with a year before or after a stroke are those of a procedure.
_PROCEDURE = re.compile(r"\b(?:\d{4}/\d{3,9}|\d{3,9}/\d{4}|\d{6,12})\b")


def persons_in(line: Line, headers: Mapping[str, str], names: Iterable[str] = SCREENED) -> tuple[PersonalPassage, ...]:
    """Every passage about a person in a line, its comments and its hidden cells."""
    found = [
        PersonalPassage(
            line.record, headers.get(name, field_label(name)), span, span.of(text), line.places.get(name, "")
        )
        for name in names
        if (text := line.text(name)) and name not in line.held
        for span in find_spans(text)
    ]
    return (*found, *(passage for looked in line.looked for passage in _looked(line.record, looked)))


def _looked(record: int, looked: Looked) -> list[PersonalPassage]:
    if looked.is_whole:
        whole = Span(0, len(looked.text), Kind.PERSON)
        return [PersonalPassage(record, looked.where, whole, looked.text, kept=False)]
    spans = list(find_spans(looked.text))
    if looked.where.startswith("colonne"):
        taken = [(span.start, span.end) for span in spans]
        spans += [
            Span(match.start(), match.end(), Kind.PROCEDURE)
            for match in _PROCEDURE.finditer(looked.text)
            if not any(match.start() < end and start < match.end() for start, end in taken)
        ]
    return [PersonalPassage(record, looked.where, span, span.of(looked.text), kept=False) for span in sorted(spans)]
