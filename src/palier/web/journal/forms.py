"""Forms of the journal's screens: filters, and a number of months."""

from typing import Any

from django import forms

from palier.journal.queries import AuditFilters
from palier.journal.wording import SCOPES
from palier.web.shell.fields import DateField
from palier.web.shell.forms import PalierForm


class PeriodForm(PalierForm):
    """From one day to another, both included."""

    since = DateField(label="Du", required=False, help_text="")
    until = DateField(label="Au", required=False, help_text="")

    def clean(self) -> dict[str, Any]:
        """The period goes forward."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", "La fin précède le début : corrigez l’une des deux dates.")
        return values

    def filters(self) -> AuditFilters:
        """What was asked; nothing while the form is wrong."""
        return AuditFilters(**self.cleaned_data) if self.is_valid() else AuditFilters()


class AuditForm(PeriodForm):
    """The audit's filters: period, scope, person, object."""

    scope = forms.ChoiceField(label="Domaine", required=False, choices=[("", "Tous"), *SCOPES.items()])
    person_id = forms.UUIDField(label="Identifiant de la personne", required=False)
    subject_id = forms.UUIDField(label="Identifiant de l’objet", required=False)


class ConsultationForm(PeriodForm):
    """The filters of the log of readings: period, person, object."""

    person_id = forms.UUIDField(label="Identifiant de la personne", required=False)
    subject_id = forms.UUIDField(label="Identifiant de l’objet", required=False)


class MonthsForm(PalierForm):
    """For how many months a subject is kept."""

    months = forms.IntegerField(label="Durée de conservation, en mois", min_value=1)
