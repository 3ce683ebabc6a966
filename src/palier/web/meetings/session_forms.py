"""Forms of the séance: typing a decision, ending an item."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.meetings.models import AgendaItem
from palier.cycle.problems.lifecycle import Outcome
from palier.cycle.problems.models import Problem
from palier.kernel.text import words_of
from palier.partners.models import Organisation
from palier.web.answering.asking import answer_field, fill_lists
from palier.web.shell.fields import DateField, FactsField, LevelField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField, UnscreenedField

MOST_NAMED = 6


class ListedInput(forms.TextInput):
    """A box in which typing letters offers names; without the list, the name is typed."""

    names: Iterable[tuple[str, str]] = ()

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The box and its list."""
        drawn = self.build_attrs(self.attrs, attrs)
        key = f"{drawn.get('id', name)}-noms"
        typed = {"type": "text", "name": name, "list": key, "autocomplete": "off", **drawn}
        if value:
            typed["value"] = value
        options = format_html_join("", '<option value="{}">{}</option>', self.names)
        return format_html('<input{}><datalist id="{}">{}</datalist>', flatatt(typed), key, options)


class NamedOrganisationField(UnscreenedField):
    """An organisation by its name, or by enough of it to be the only one: those that sit in the group first."""

    widget = ListedInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(why="le nom d’une organisation de l’annuaire", max_length=200, **kwargs)
        self.rows: list[Any] = []

    @property
    def queryset(self) -> list[Any]:
        """The organisations offered."""
        return self.rows

    @queryset.setter
    def queryset(self, rows: Iterable[Any]) -> None:
        self.rows = list(rows)
        self.widget.names = [(one.name, "" if one.sits else "répond par un lien") for one in self.rows]

    def clean(self, value: Any) -> Any:
        """The one organisation that this names."""
        typed = words_of(super().clean(value) or "")
        if not typed:
            return None
        exact = [one for one in self.rows if words_of(one.name) == typed]
        found = exact or self._begun(typed, sits=True) or self._begun(typed, sits=False)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError("Aucune organisation de ce nom : choisissez dans la liste.", code="unknown")
        named = " ; ".join(one.name for one in found[:MOST_NAMED])
        raise forms.ValidationError(f"Plusieurs organisations : {named}. Précisez.", code="several")

    def _begun(self, typed: list[str], *, sits: bool) -> list[Organisation]:
        """Those of whose words each word typed is the beginning."""
        return [
            one
            for one in self.rows
            if one.sits == sits and all(any(word.startswith(part) for word in words_of(one.name)) for part in typed)
        ]


class DecisionForm(PalierForm):
    """Typing the decision creates the action."""

    template_name = "meetings/_decision_form.html"
    title = ScreenedTextField(
        label="Décision", max_length=150, help_text="Un verbe et un objet : elle devient l’action."
    )
    organisation = NamedOrganisationField(
        label="Qui s’en charge", help_text="Quelques lettres suffisent, si elles ne désignent qu’une organisation."
    )
    due = DateField(label="Pour le", help_text="Proposé : la prochaine réunion du groupe.")
    answer = answer_field()
    level = LevelField(
        levels=(Level.GROUP, Level.POLICE),
        required=False,
        help_text="Sans choix, une action de la police est lue par la police, les autres par le groupe.",
    )

    def __init__(
        self, data: Any, *, actor: Actor, problem: Problem, due: date, today: date, draft: Mapping[str, str]
    ) -> None:
        super().__init__(data, prefix="decision", initial={"due": due, **draft})
        fill_lists(self, actor=actor, problem=problem, today=today)

    @property
    def is_precise(self) -> bool:
        """True when what is asked last was answered, or refused: it is then shown open."""
        return any(self[name].errors or self[name].value() for name in ("answer", "level"))


class OutcomeForm(PalierForm):
    """How the item ends; a closure and a handing over say the rest, and go through the problem's own steps."""

    template_name = "meetings/_outcome_form.html"
    outcome = forms.ChoiceField(label="Issue du point", choices=AgendaItem.Outcome.choices, widget=forms.RadioSelect)
    closing = forms.ChoiceField(
        label="Résultat constaté", choices=[("", "Choisir…"), *Outcome.choices], required=False,
        help_text="« Disparu » et « Nettement réduit » demandent deux sources.",
    )  # fmt: skip
    destination = forms.ChoiceField(
        label="Orientée vers", choices=[("", "Choisir…"), *Problem.Destination.choices], required=False
    )
    to_gltd = forms.BooleanField(
        label="Il s’agit du GLTD (lu par la police seule)",
        required=False,
        help_text="Avec « Autre cadre » : les partenaires lisent « Orienté vers un autre cadre ».",
    )
    seen = UnscreenedField(why="la marque de ce qui était noté", required=False, widget=forms.HiddenInput)
    note = FactsField(label="Constat", max_length=500, required=False, rows=2, level=Level.GROUP, names_no_person=False)

    def __init__(self, data: Any, *, item: AgendaItem, draft: Mapping[str, str]) -> None:
        kept = {"closing": item.problem.outcome, "destination": item.problem.destination}
        kept |= {"outcome": item.outcome, "note": item.note, "seen": item.ending_mark}
        super().__init__(data, prefix="outcome", initial={**kept, **draft})
        self.item = item
        self.fields["note"].level = Level(item.level)  # who reads it, said above the box
        self.fields["closing"].optional_mark = self.fields["destination"].optional_mark = ""

    def clean(self) -> dict[str, Any]:
        """What each outcome asks for."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        asked = {AgendaItem.Outcome.CLOSURE.value: "closing", AgendaItem.Outcome.REDIRECTED.value: "destination"}
        name = asked.get(values.get("outcome", ""))
        if name and not values.get(name):
            self.add_error(name, "Ce champ est nécessaire pour cette issue.")
        return values

    @property
    def mark(self) -> str:
        """The mark of what is noted now: sent again after a refusal, it replaces it knowingly."""
        return self.item.ending_mark
