"""The form of an information page."""

from django import forms

from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import UnscreenedField

HELP = (
    "Texte simple. Une ligne qui commence par « # » est un intertitre, par « - » un élément de liste ; "
    "une ligne vide sépare deux paragraphes. Complétez ce qui est entre crochets."
)


class PageForm(PalierForm):
    """Title and text; `seen` says which version was read, so that two editors do not overwrite each other."""

    title = UnscreenedField(why="une page d’information du service", label="Titre", max_length=150)
    text = UnscreenedField(
        why="une page d’information, qui peut nommer le délégué à la protection des données",
        label="Texte",
        help_text=HELP,
        widget=forms.Textarea(attrs={"rows": 24}),
    )
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)
