"""Codes typed one after the other: quick on a keyboard, and short on screen where a list would hold eighty boxes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model, QuerySet


class CodesField(forms.CharField):
    """Codes of one table, separated by spaces or commas, told back as the rows they name."""

    def __init__(self, model: type[Model], **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Des codes séparés par une espace.")
        super().__init__(required=False, max_length=400, **kwargs)
        self.model = model

    def prepare_value(self, value: Any) -> Any:
        """The codes, whatever names the rows: what was typed, rows, or codes."""
        if value is None or isinstance(value, str):
            return value
        return " ".join(str(getattr(one, "pk", one)) for one in value)

    def clean(self, value: Any) -> list[Any]:
        """The rows, in the order typed, each once; an unknown code is named."""
        typed = list(dict.fromkeys((super().clean(value) or "").replace(",", " ").split()))
        found = self._rows().in_bulk(typed)
        unknown = [code for code in typed if code not in found]
        if unknown:
            raise forms.ValidationError(
                f"Code inconnu : {', '.join(unknown)}. Vérifiez-le dans sa liste.", code="unknown"
            )
        return [found[code] for code in typed]

    def _rows(self) -> "QuerySet[Any]":
        return self.model._default_manager.all()


def codes_of(rows: Iterable[Any]) -> list[str]:
    """The codes of these rows, for a column that keeps codes."""
    return [str(row.pk) for row in rows]
