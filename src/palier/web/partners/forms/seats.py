"""Forms about seats."""

from datetime import date
from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.access.roles import Role
from palier.partners.models import Contact, Group, Seat
from palier.partners.queries.groups import contacts_to_seat, police_contacts
from palier.web.partners.forms.base import ContactChoice
from palier.web.shell.fields import DateField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

SEATS_TO_GIVE = (Role.PARTNER, Role.OFFICER, Role.DEPUTY)


class SeatFields(PalierForm):
    """What a seat is: role and rank."""

    role = forms.TypedChoiceField(
        label="Rôle",
        choices=[(role.value, role.label) for role in SEATS_TO_GIVE],
        coerce=Role,
        widget=forms.RadioSelect,
        initial=Role.PARTNER.value,
        help_text="Un rôle de police lit le niveau police : il est réservé aux contacts de la police nationale.",
    )
    rank = forms.ChoiceField(
        label="Qualité", choices=Seat.Rank.choices, widget=forms.RadioSelect, initial=Seat.Rank.TITULAR
    )


class SeatGiveForm(SeatFields):
    """A contact to seat, since when."""

    contact = ContactChoice(
        label="Contact",
        queryset=Contact.objects.none(),
        empty_label="Choisir…",
        help_text="La personne n’est pas dans la liste ? Entrez-la d’abord dans l’annuaire.",
    )
    since = DateField(label="À partir du")
    field_order = ("contact", "role", "rank", "since")

    def __init__(self, *args: Any, actor: Actor, group: Group, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"since": today}, **kwargs)
        self.fields["contact"].queryset = contacts_to_seat(actor, group)


class SeatChangeForm(SeatFields):
    """Another role or rank, from a day on."""

    on = DateField(label="À partir du", help_text="L’ancien siège reste dans l’historique. Format : JJ/MM/AAAA.")

    def __init__(self, *args: Any, seat: Seat, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"role": seat.role, "rank": seat.rank, "on": today}, **kwargs)


class ChiefForm(PalierForm):
    """Who takes the chair, from which day."""

    contact = ContactChoice(label="Nouveau chef de secteur", queryset=Contact.objects.none(), empty_label="Choisir…")
    on = DateField(label="À partir du")

    def __init__(self, *args: Any, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today}, **kwargs)
        self.fields["contact"].queryset = police_contacts(actor)


class SuspendForm(PalierForm):
    """Why access is cut."""

    reason = ScreenedTextField(
        label="Motif",
        max_length=200,
        help_text="Bref et factuel : il sera montré à la personne concernée. Il n’entre pas dans le journal.",
    )


class EndSeatForm(PalierForm):
    """The day a seat ends."""

    on = DateField(label="Fin du siège le")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": today}, **kwargs)


class SeatsOnForm(PalierForm):
    """The day whose seats are asked for."""

    day = DateField(label="Qui siégeait le", required=False)
