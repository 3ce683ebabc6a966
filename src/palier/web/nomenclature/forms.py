"""Forms of the catalogue for its readers."""

from datetime import date

from django import forms

from palier.access.actor import Actor
from palier.cycle.catalogue.queries import Proposal, propose_categories
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

    def proposals(self, actor: Actor, day: date) -> list[Proposal]:
        """The likeliest categories of the text, best first; none while it or its group is not told."""
        if not self.is_valid():
            return []
        told = self.cleaned_data
        return propose_categories(actor=actor, group_id=told["group"], text=told["text"], day=day)
