"""Rewording or withdrawing a category."""

from django import forms

from palier.web.shell.fields import DateField
from palier.web.shell.forms import PalierForm


class CategoryForm(PalierForm):
    """Its words today, and from when it is no longer offered."""

    label = forms.CharField(label="Libellé", max_length=120)
    deprecated_on = DateField(
        label="Retirée à partir du", required=False, help_text="Vide : en usage. Les fiches passées la gardent."
    )
