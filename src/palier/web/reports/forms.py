"""Forms of the reports: filters. Filing has its own (`filing_form`), and so has triage (`web.triage`)."""

from django import forms
from django.db.models import QuerySet

from palier.cycle.catalogue.models import Category
from palier.cycle.reports.lifecycle import State
from palier.cycle.reports.models import Report
from palier.web.shell.fields import FamilyChoiceField
from palier.web.shell.forms import PalierForm


class ReportFilters(PalierForm):
    """Which reports to list."""

    state = forms.ChoiceField(label="État", required=False, choices=[("", "Tous"), *State.choices])
    category = FamilyChoiceField(Category.objects.all(), label="Catégorie", required=False, empty_label="Toutes")

    def chosen(self, rows: QuerySet[Report]) -> QuerySet[Report]:
        """The rows that answer the filters; a filter that cannot be read is left out."""
        self.is_valid()
        if self.cleaned_data.get("state"):
            rows = rows.filter(state=self.cleaned_data["state"])
        if self.cleaned_data.get("category"):
            rows = rows.filter(category=self.cleaned_data["category"])
        return rows
