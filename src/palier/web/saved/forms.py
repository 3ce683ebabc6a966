"""The name of a saved filter."""

from typing import Any

from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField


class NameForm(PalierForm):
    """How one calls the filter; nobody else reads it."""

    name = ScreenedTextField(
        label="Nom du filtre",
        max_length=60,
        help_text="Par exemple « Halls du centre, en retard ». Vous seul le lisez.",
    )

    def __init__(self, data: Any, *, name: str = "") -> None:
        super().__init__(data, initial={"name": name})
