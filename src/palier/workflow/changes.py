"""What a write changes in a record, said in French for its history: which field, from what, to what.

Labels are copied as they read that day: the history outlives the lists they come from. They live in the erasable words
of the entry (decision 12). A text in which screening spots somebody is not copied: who rewords it to take a name away
must not leave the name in the history.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from palier.kernel.moments import Moments
from palier.screening import find_spans
from palier.workflow.records import LivingRecord

LONGEST = 300
NOT_COPIED = "(texte non repris dans l’historique)"
# One change: the field's name in French, what it said, what it says; both as they are read on screen.
Change = list[str]


def changes_of(record: models.Model, values: Mapping[str, Any]) -> list[Change]:
    """What `values` would change in the record as it now stands, of what a person writes; what stays is left out."""
    return list(_changes(record, values))


def text_change(label: str, before: str, after: str) -> Change:
    """A change of words that are not a field of the record: an attempt, an answer to the admission test."""
    return [label, _kept(before), _kept(after)]


def _changes(record: models.Model, values: Mapping[str, Any]) -> Iterator[Change]:
    for name, after in values.items():
        field: Any = record._meta.get_field(name)
        before = getattr(record, name)
        # Another record of the cycle may be read by fewer people than this one.
        if before == after or _leads_to_a_record(field) or name == "changed_at" or not field.editable:
            continue
        said = _said(field, before), _said(field, after)
        if said[0] != said[1]:
            yield [str(field.verbose_name), *said]


def _leads_to_a_record(field: Any) -> bool:
    return field.is_relation and issubclass(field.related_model, LivingRecord)


def _said(field: Any, value: Any) -> str:
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if field.name == "moments":
        return Moments.read(value).label
    return _kept(value) if isinstance(value, str) else str(value)


def _kept(text: str) -> str:
    words = " ".join(text.split())
    if find_spans(words):
        return NOT_COPIED
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
