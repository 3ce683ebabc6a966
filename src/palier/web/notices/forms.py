"""How often somebody wants mails."""

from typing import Any

from django import forms

from palier.notifications.kinds import Rhythm
from palier.web.shell.forms import PalierForm


class RhythmForm(PalierForm):
    """One of three rhythms."""

    rhythm = forms.ChoiceField(
        label="Recevoir les courriels",
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        help_text="Ce qui est urgent part à part, vingt minutes après. Tout se lit aussi à la page « Avis ».",
    )

    def __init__(self, data: Any, *, rhythm: Rhythm) -> None:
        super().__init__(data, initial={"rhythm": rhythm})
