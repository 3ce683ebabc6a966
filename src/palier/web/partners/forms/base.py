"""What the forms of these screens share: the revision they were filled from, the day something is over."""

from datetime import date
from typing import Any

from django import forms

from palier.partners.models import Contact
from palier.web.shell.fields import DateField
from palier.web.shell.forms import PalierForm


class SeenForm(PalierForm):
    """A form filled from a record: it posts back the revision it was filled from."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class DayForm(SeenForm):
    """The day from which something is over."""

    on = DateField(label="À la date du")

    def __init__(self, *args: Any, seen: int = 1, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": seen, "on": today}, **kwargs)


class ContactChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Contacts told with the organisation they speak for."""

    def label_from_instance(self, contact: Contact) -> str:
        """The person, then its organisation."""
        return f"{contact.name} – {contact.organisation.name}"


def filled(form: type[PalierForm], record: Any, posted: Any) -> PalierForm:
    """A form of this kind, filled from a record and its revision, or from what was posted."""
    initial = {name: getattr(record, name) for name in form.base_fields if name != "seen" and hasattr(record, name)}
    return form(posted, initial={**initial, "seen": record.revision})
