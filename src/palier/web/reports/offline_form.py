"""The two forms of a report that waits: the empty one that a device keeps, and the one that reads what it sends."""

from typing import Any

from django import forms

from palier.web.reports.filing_form import ReportForm
from palier.web.shell.screening import ScreenedTextField

GOING_ON = "Un fait en cours ne s’enregistre pas : appelez le 17, le 112, ou le 114 par SMS."
WHICH_GROUP = "Vous siégez dans plusieurs groupes : reprenez le signalement et choisissez lequel."


class EmptyForm(ReportForm):
    """The form as a device keeps it: no place, no group, no level, no key, which all depend on who asks.

    The place is named in words, or taken where one stands; it will be a place of the group at level *group*.
    """

    # Nothing is searched without network: the words themselves name the place.
    place_words = ScreenedTextField(
        label="Où est-ce ?",
        max_length=150,
        required=False,
        help_text="Adresse, résidence, place, nom d’usage, ou « Ici, où je suis ».",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    ABSENT = ("place", "group", "level", "sector", "filing_key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.ABSENT:
            self.fields.pop(name, None)
        self.fields["place_words"].template_name = None
        self.fields["place_words"].optional_mark = ""


class WaitedForm(ReportForm):
    """What a device sends once the network is back: always at level *group*, the only one that a device keeps."""

    def __init__(self, data: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.fields.pop("level", None)
        group = self.fields["group"]
        group.error_messages["required"] = WHICH_GROUP
        known = list(group.queryset[:2])
        if len(known) == 1 and not self.data.get("group"):
            self.data = self.data.copy()
            self.data["group"] = str(known[0].pk)

    def clean(self) -> dict[str, Any]:
        """What is going on now is not filed, however late it arrives."""
        if self.is_happening_now:
            self.add_error("happening", GOING_ON)
        return super().clean()
