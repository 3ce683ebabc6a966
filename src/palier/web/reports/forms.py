"""Forms of the reports: filters, and one form per answer of triage. Filing has its own (`filing_form`)."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import living_problems
from palier.cycle.reports.lifecycle import State
from palier.cycle.reports.models import PoliceReferral, Report
from palier.cycle.reports.queries import reports_for
from palier.web.shell.fields import DateField, FactsField, FamilyChoiceField
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


class AttachForm(PalierForm):
    """Which problem the report joins."""

    problem = forms.ModelChoiceField(Problem.objects.none(), label="Problématique", empty_label="Choisir…")

    def __init__(self, data: Any, *, actor: Actor, report: Report) -> None:
        super().__init__(data)
        self.fields["problem"].queryset = living_problems(actor).filter(group=report.group_id)


class WatchForm(PalierForm):
    """When to look again."""

    review_on = DateField(label="À revoir le")

    def __init__(self, data: Any, *, actor: Actor, report: Report) -> None:
        super().__init__(data)


class RedirectForm(PalierForm):
    """To which body; where the police really sends it is read by the police alone."""

    destination = forms.ChoiceField(
        label="Orienter vers", choices=Report.Destination.choices, help_text="Lu par l’auteur du signalement."
    )
    police_destination = forms.ChoiceField(
        label="Précision lue par la police seule",
        required=False,
        choices=[("", "Aucune"), *PoliceReferral.Destination.choices],
        help_text="Avec « Autre cadre » seulement : les partenaires ne lisent que « Autre cadre ».",
    )

    def __init__(self, data: Any, *, actor: Actor, report: Report) -> None:
        super().__init__(data)


class DeclineForm(PalierForm):
    """Why it is not retained."""

    reason = FactsField(
        label="Motif", max_length=300, rows=3, level=Level.GROUP, example="Fait isolé, déjà traité par le bailleur."
    )

    def __init__(self, data: Any, *, actor: Actor, report: Report) -> None:
        super().__init__(data)


class MergeForm(PalierForm):
    """With which report of the same group."""

    into = forms.ModelChoiceField(Report.objects.none(), label="Fusionner avec", empty_label="Choisir…")

    def __init__(self, data: Any, *, actor: Actor, report: Report) -> None:
        super().__init__(data)
        others = reports_for(actor).filter(group=report.group_id).exclude(pk=report.pk).exclude(state=State.MERGED)
        self.fields["into"].queryset = others


class EmptyForm(PalierForm):
    """A move that asks for nothing."""

    def __init__(self, data: Any, *, actor: Actor, report: Report) -> None:
        super().__init__(data)
