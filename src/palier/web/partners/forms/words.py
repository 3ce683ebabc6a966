"""Forms about the charter, the types of partner and the terms."""

from django import forms

from palier.web.partners.forms.base import SeenForm
from palier.web.shell.fields import DateField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField, UnscreenedField


class SignForm(PalierForm):
    """One box, ticked once read."""

    agreed = forms.BooleanField(
        label="J’ai lu la charte et je m’engage, en mon nom, à la respecter.",
        error_messages={"required": "Cochez la case pour signer."},
    )


class CharterForm(PalierForm):
    """Title and text of a version."""

    title = UnscreenedField(why="un texte de référence publié par le service", label="Titre", max_length=150)
    text = UnscreenedField(
        why="un texte de référence publié par le service",
        label="Texte",
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="Une ligne vide sépare les paragraphes. Une ligne numérotée (« 1. … ») devient un titre d’article.",
    )


class CharterEditForm(CharterForm, SeenForm):
    """The same, for a draft already there."""


class TypeForm(SeenForm):
    """The words of a type of partner."""

    label = ScreenedTextField(label="Libellé", max_length=120)
    usual_contact = ScreenedTextField(label="Interlocuteur habituel", max_length=200, required=False)
    rank = forms.IntegerField(label="Ordre dans les listes", min_value=1, max_value=999)


class WithdrawForm(SeenForm):
    """From which day a type is no longer offered."""

    on = DateField(
        label="N’est plus proposé à partir du",
        required=False,
        help_text="Laissez vide pour le proposer à nouveau. Ce qui le porte le garde. Format : JJ/MM/AAAA.",
    )


class TermForm(PalierForm):
    """A word, and since when it is said."""

    label = ScreenedTextField(label="Libellé", max_length=150)
    valid_from = DateField(label="En usage depuis le")


class TermEditForm(TermForm, SeenForm):
    """The same, for a word already there."""
