"""Forms about groups."""

from datetime import date
from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.partners.models import Contact, Group
from palier.partners.queries.groups import police_contacts
from palier.partners.services.groups import Plan
from palier.territory.models import District, Sector
from palier.web.partners.forms.base import ContactChoice, SeenForm
from palier.web.shell.fields import DateField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField, UnscreenedField


class PlanFields(PalierForm):
    """What a group is meant to be."""

    name = ScreenedTextField(label="Nom du groupe", max_length=120, help_text="Par exemple : GPO Digne centre.")
    shape = forms.ChoiceField(label="Forme", choices=Group.Shape.choices, widget=forms.RadioSelect)
    sectors = forms.ModelMultipleChoiceField(
        label="Secteurs couverts",
        queryset=Sector.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Au moins un pour un groupe de secteur.",
    )
    theme = ScreenedTextField(
        label="Lieu ou thème",
        max_length=150,
        required=False,
        help_text="Le lieu d’un groupe ad hoc, le thème d’un groupe thématique. Jamais une personne.",
    )
    planned_end_on = DateField(
        label="Fin prévue le", required=False, help_text="Pour un groupe ad hoc. Format attendu : JJ/MM/AAAA."
    )
    attachment = forms.ChoiceField(
        label="Rattachement",
        choices=Group.Attachment.choices,
        widget=forms.RadioSelect,
        help_text="Il décide de la règle de partage, affichée sur la page du groupe.",
    )
    target_interval_days = forms.IntegerField(
        label="Une réunion tous les … jours", min_value=1, help_text="Quinze jours d’ordinaire."
    )
    maximum_interval_days = forms.IntegerField(
        label="Intervalle à ne pas dépasser (jours)", min_value=1, help_text="Un mois au plus d’ordinaire : 31 jours."
    )

    def plan(self) -> Plan:
        """What the service receives."""
        values = {name: self.cleaned_data[name] for name in PlanFields.base_fields}
        return Plan(**{**values, "sectors": tuple(values["sectors"])})


class GroupEditForm(PlanFields, SeenForm):
    """An existing group: neither its code nor its circonscription changes."""

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        filled = {name: getattr(group, name) for name in PlanFields.base_fields if name != "sectors"}
        filled |= {"sectors": list(group.sectors.all()), "seen": group.revision}
        super().__init__(*args, initial=filled, **kwargs)
        self.fields["sectors"].queryset = Sector.objects.filter(district=group.district)


class SectorChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Sectors of several circonscriptions, each told with its own."""

    def label_from_instance(self, sector: Sector) -> str:
        """The sector with its circonscription."""
        return f"{sector.name} ({sector.district.name})"


class GroupCreateForm(PlanFields):
    """A new group, with its code, its circonscription and its chief."""

    code = UnscreenedField(
        why="un code court",
        label="Code",
        max_length=20,
        help_text="Court et définitif : il entre dans chaque référence. Exemple : DIG-2.",
    )
    district = forms.ModelChoiceField(label="Circonscription", queryset=District.objects.all(), empty_label="Choisir…")
    chief = ContactChoice(
        label="Chef de secteur",
        queryset=Contact.objects.none(),
        empty_label="Choisir…",
        help_text="Un contact de la police nationale, entré d’abord dans l’annuaire.",
    )
    opened_on = DateField(label="Ouvert le")
    sectors = SectorChoices(
        label="Secteurs couverts",
        queryset=Sector.objects.select_related("district"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Au moins un pour un groupe de secteur, dans sa circonscription.",
    )

    field_order = ("code", "district", *PlanFields.base_fields, "chief", "opened_on")

    def __init__(self, *args: Any, actor: Actor, today: date, **kwargs: Any) -> None:
        filled = {"shape": Group.Shape.SECTOR, "attachment": Group.Attachment.STANDALONE, "opened_on": today}
        filled |= {"target_interval_days": 15, "maximum_interval_days": 31}
        super().__init__(*args, initial=filled, **kwargs)
        self.fields["chief"].queryset = police_contacts(actor)
