"""What is chosen before a link is sent: to whom, which promises."""

from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.cycle.actions.models import Action
from palier.cycle.slips.queries import contacts_to_write_to, promises_to_send
from palier.partners.models import Contact, Group, Organisation
from palier.web.shell.forms import PalierForm


class ContactChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A contact, with its address and whether it has an account."""

    def label_from_instance(self, contact: Contact) -> str:
        """« Irène, gardienne, irene@… (sans compte) »."""
        said = [contact.name, contact.function, contact.email]
        account = "a un compte" if contact.user_id else "sans compte"
        return f"{', '.join(word for word in said if word)} ({account})"


class PromiseChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Promises, each with its place and its date."""

    def label_from_instance(self, action: Action) -> str:
        """« Réparer la porte (Hall du 12), pour le 16/11/2026 »."""
        return f"{action.title} ({action.problem.place.name}), pour le {action.due:%d/%m/%Y}"


class SendForm(PalierForm):
    """To whom, and which promises; all of them unless told otherwise."""

    refusal_title = "Le lien n’a pas été envoyé"
    contact = ContactChoice(Contact.objects.none(), label="Destinataire", empty_label=None, widget=forms.RadioSelect)
    promises = PromiseChoice(
        Action.objects.none(),
        label="Engagements à montrer",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins un engagement à envoyer."},
    )

    def __init__(
        self, data: Any, *, actor: Actor, group: Group, organisation: Organisation, wanted: str | None = None
    ) -> None:
        contacts, promises = contacts_to_write_to(actor, organisation), promises_to_send(group, organisation)
        first = next((one for one in contacts if str(one.pk) == wanted), contacts.first())
        super().__init__(data, initial={"contact": first, "promises": list(promises)})
        self.fields["contact"].queryset, self.fields["promises"].queryset = contacts, promises
