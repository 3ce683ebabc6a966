"""Whose eyes to borrow."""

from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.access.roles import Role
from palier.kernel import clock
from palier.partners.models import Group
from palier.partners.queries.groups import seats_on
from palier.web.shell.forms import PalierForm
from palier.web.viewing.state import Viewing

POPULATION = "La population"


class ViewingForm(PalierForm):
    """A partner that sits in a group one leads, or the population."""

    whom = forms.ChoiceField(
        label="Voir comme",
        widget=forms.RadioSelect,
        help_text="Les pages se montrent comme cette personne les lirait, sans rien écrire ni rien noter en son nom.",
    )
    back = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(self, data: Any, *, actor: Actor, back: str = "") -> None:
        super().__init__(data, initial={"back": back})
        self.offered = {f"{one.group}:{one.organisation}": one for one in _offered(actor)}
        self.fields["whom"].choices = [(key, one.label) for key, one in self.offered.items()]

    @property
    def chosen(self) -> Viewing:
        """The eyes chosen."""
        return self.offered[self.cleaned_data["whom"]]


def _offered(actor: Actor) -> list[Viewing]:
    led = Group.objects.visible_to(actor).filter(pk__in=groups_where(actor, Verb.PROBLEM_LEAD))
    groups = list(led.order_by("code"))
    found: dict[tuple[str, str], Viewing] = {}
    for group in groups:
        where = f", {group.name}" if len(groups) > 1 else ""
        for seat in seats_on(actor, group, clock.today()):
            if seat.role == Role.PARTNER:
                organisation = seat.contact.organisation
                key = (str(group.pk), str(organisation.pk))
                found.setdefault(key, Viewing(*key, f"{organisation.name}{where}"))
    return [*found.values(), *(Viewing(str(group.pk), "", POPULATION) for group in groups[:1])]
