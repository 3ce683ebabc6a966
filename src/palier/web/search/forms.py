"""Form of the search."""

from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import UnscreenedField


class SearchForm(PalierForm):
    """What is looked for."""

    q = UnscreenedField(
        why="une recherche, jamais conservée", label="Mots, référence ou numéro", required=False, max_length=300
    )
