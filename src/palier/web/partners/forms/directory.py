"""Forms about organisations and contacts."""

from datetime import date
from typing import Any

from django import forms

from palier.partners.models import Contact, OrganisationType
from palier.partners.queries.directory import Search
from palier.partners.queries.wording import types_offered
from palier.partners.services.contacts import Details
from palier.web.partners.forms.base import DayForm, SeenForm
from palier.web.shell.fields import DateField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField, UnscreenedField


class OrganisationForm(PalierForm):
    """A partner's names and type."""

    kind = forms.ModelChoiceField(
        label="Type de partenaire", queryset=OrganisationType.objects.none(), empty_label="Choisir…"
    )
    name = UnscreenedField(why="le nom d’une organisation", label="Nom", max_length=150)
    short_name = UnscreenedField(
        why="le nom d’une organisation",
        label="Nom court",
        max_length=30,
        required=False,
        help_text="Pour les tableaux et les relevés.",
    )

    def __init__(self, *args: Any, today: date, kept: OrganisationType | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = types_offered(today)
        if kept is not None:
            offered = offered | OrganisationType.objects.filter(pk=kept.pk)
        self.fields["kind"].queryset = offered


class OrganisationEditForm(OrganisationForm, SeenForm):
    """The same, for an organisation already there."""


class DetailsFields(PalierForm):
    """How a contact is named and reached."""

    name = UnscreenedField(
        why="le nom d’un contact, dans ses fonctions",
        label="Nom et prénom",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    function = ScreenedTextField(label="Fonction", max_length=120, required=False)
    email = forms.EmailField(label="Adresse électronique professionnelle", required=False)
    phone = UnscreenedField(
        why="les coordonnées professionnelles d’un contact",
        label="Téléphone professionnel",
        max_length=30,
        required=False,
    )
    channel = forms.ChoiceField(
        label="Moyen préféré", choices=Contact.Channel.choices, widget=forms.RadioSelect, initial=Contact.Channel.MAIL
    )
    is_head = forms.BooleanField(
        label="Responsable de son organisation",
        required=False,
        help_text="Averti quand un engagement de son organisation reste sans nouvelles malgré un premier rappel.",
    )

    def details(self) -> Details:
        """What the service receives."""
        return Details(**{name: self.cleaned_data[name] for name in DetailsFields.base_fields})


class ContactArriveForm(DetailsFields):
    """A newcomer, since when."""

    on = DateField(label="Arrivée le")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today, "channel": Contact.Channel.MAIL}, **kwargs)


class ContactEditForm(DetailsFields, SeenForm):
    """The same person, reached otherwise."""

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        filled = {name: getattr(contact, name) for name in DetailsFields.base_fields}
        super().__init__(*args, initial={**filled, "seen": contact.revision}, **kwargs)


class ContactReplaceForm(DetailsFields, DayForm):
    """Who takes over, from which day."""


class DirectoryFilters(PalierForm):
    """What the directory is searched for."""

    words = UnscreenedField(
        why="une recherche, jamais conservée", label="Nom, fonction ou organisation", required=False
    )
    type_code = forms.ModelChoiceField(
        label="Type de partenaire", queryset=OrganisationType.objects.all(), required=False, empty_label="Tous"
    )
    closed = forms.BooleanField(label="Organisations fermées", required=False)

    def search(self) -> Search:
        """What the query receives; what is badly typed filters nothing."""
        if not self.is_valid():
            return Search()
        kind = self.cleaned_data["type_code"]
        words, closed = self.cleaned_data["words"], self.cleaned_data["closed"]
        return Search(words=words, type_code=kind.code if kind else "", closed=closed)
