"""Forms of the catalogue for its readers."""

from django import forms

from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import UnscreenedField


class CatalogueSearch(PalierForm):
    """Words or a code, old ones included."""

    q = UnscreenedField(
        why="une recherche, jamais conservée",
        label="Mots, code ou article",
        required=False,
        max_length=80,
        help_text="Un ancien article mène au nouveau.",
    )


class ProposeForm(PalierForm):
    """The text being written, and the group it is written for."""

    group = forms.UUIDField()
    text = UnscreenedField(why="lu pour proposer une catégorie, jamais conservé", max_length=5000, required=False)
