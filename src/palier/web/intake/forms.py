"""The form that sends a tracker."""

from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.partners.models import Group
from palier.web.shell.fields import UploadField
from palier.web.shell.forms import PalierForm


class UploadTrackerForm(PalierForm):
    """Which group, which file."""

    group = forms.ModelChoiceField(
        queryset=Group.objects.none(), label="Groupe qui reprend le tableau", empty_label="Choisir…"
    )
    file = UploadField(
        label="Tableau (Excel, OpenDocument ou CSV)",
        accepts=(".xlsx", ".xlsm", ".ods", ".csv", ".txt"),
        help_text="Tel qu’il est tenu aujourd’hui, 10 Mo au plus. Supprimé après 24 heures.",
        error_messages={"required": "Choisissez un fichier.", "empty": "Le fichier est vide."},
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        led = groups_where(actor, Verb.PROBLEM_LEAD)
        groups = Group.objects.visible_to(actor).filter(pk__in=led)
        self.fields["group"].queryset = groups
        if groups.count() == 1:
            self.fields["group"].empty_label = None
