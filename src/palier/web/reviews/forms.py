"""Which year and which group to count."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from palier.partners.models import Group
from palier.web.shell.forms import PalierForm


class CountFilters(PalierForm):
    """The year, and one group or all those that this reader may count."""

    year = forms.TypedChoiceField(label="Année", coerce=int, required=False, empty_value=None)
    group = forms.ModelChoiceField(Group.objects.none(), label="Groupe", required=False, empty_label="Tous")

    def __init__(self, data: Any, *, groups: QuerySet[Group], years: list[int]) -> None:
        super().__init__(data)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["group"].queryset = groups
