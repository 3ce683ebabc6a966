"""Saving an edited record without overwriting another editor, and turning a broken constraint into a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction

from palier.kernel.errors import Refused, Stale
from palier.partners.models.editing import EditedRecord


def write(record: EditedRecord, seen: int, values: dict[str, Any]) -> list[str]:
    """Save `values` if nobody saved since revision `seen`, and return the names of the fields that changed.

    Raises `Stale` when someone was faster. Nothing is written, and the list is empty, when nothing changed.
    """
    changed = sorted(name for name, value in values.items() if getattr(record, name) != value)
    if not changed and record.revision == seen:
        return []
    written = {name: values[name] for name in changed} | {"revision": seen + 1}
    # The base manager: an update by key reads no row, and some of these models are not sealed.
    if not type(record)._base_manager.filter(pk=record.pk, revision=seen).update(**written):
        raise Stale
    for name, value in written.items():
        setattr(record, name, value)
    return changed


@contextmanager
def unique_or_refused(message: str, *, field: str | None = None) -> Iterator[None]:
    """Refuse in plain French when the write inside breaks a constraint: the database is the judge of doubles."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(message, field=field) from error
