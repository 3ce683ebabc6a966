"""Forms of what surrounds an action: who carries it, its ticks, a joint operation, the part of a partner."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.cycle.actions.models import Action, OperationResult, OutsideMeasure
from palier.cycle.actions.queries import parts_of
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.models import Problem
from palier.partners.models import Contact, Group, Organisation
from palier.partners.queries.groups import seats_on
from palier.web.answering.asking import fill_lists, organisation_field
from palier.web.shell.fields import DateField, FactsField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

YES, NO = "oui", "non"
LARGEST = 999


def organisations_seated(actor: Actor, group: Group, today: date) -> list[Organisation]:
    """The organisations that sit in a group today, in the order of their names."""
    found = {seat.contact.organisation_id: seat.contact.organisation for seat in seats_on(actor, group, today)}
    return sorted(found.values(), key=lambda one: one.name.casefold())


class AssignForm(PalierForm):
    """Which person of the organisation carries the action."""

    contact = forms.ModelChoiceField(
        Contact.objects.none(), label="Personne", required=False, empty_label="Pas de personne précise"
    )

    def __init__(self, data: Any, *, actor: Actor, action: Action) -> None:
        super().__init__(data, initial={"contact": action.contact_id})
        mine = Contact.objects.visible_to(actor).filter(organisation=action.organisation_id, departed_on__isnull=True)
        self.fields["contact"].queryset = mine.order_by("name__folded")


class TickForm(PalierForm):
    """A day when it was done, and a few words if there is something to say."""

    day = DateField(label="Fait le")
    note = ScreenedTextField(label="Constat", max_length=150, required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, initial={"day": today})


class OperationForm(PalierForm):
    """A joint operation once held: how many people of each partner, how many results of each kind."""

    held_on = DateField(label="Opération tenue le")

    def __init__(self, data: Any, *, organisations: Iterable[Organisation]) -> None:
        super().__init__(data)
        self.organisations = {f"staff_{one.pk.hex}": one for one in organisations}
        self.kinds = {f"result_{kind.value}": kind for kind in OperationResult.Kind}
        for name, organisation in self.organisations.items():
            self.fields[name] = _count(f"Effectif : {organisation}")
        for name, kind in self.kinds.items():
            self.fields[name] = _count(str(kind.label))

    @property
    def counts(self) -> dict[str, Any]:
        """What the service receives."""
        values = self.cleaned_data
        return {
            "held_on": values["held_on"],
            "staff": {one: values[name] or 0 for name, one in self.organisations.items()},
            "results": {kind.value: values[name] or 0 for name, kind in self.kinds.items()},
        }


class AskPartnerForm(PalierForm):
    """Which organisation is asked to take part, among those that are not yet."""

    organisation = organisation_field(label="Organisation")

    def __init__(self, data: Any, *, actor: Actor, problem: Problem, today: date) -> None:
        super().__init__(data)
        fill_lists(self, actor=actor, problem=problem, today=today)
        field = self.fields["organisation"]
        field.queryset = field.queryset.exclude(pk__in=parts_of(actor, problem).values("organisation"))


class PartForm(PalierForm):
    """An answer that asks for nothing; the base of those that do."""


class DeclinePartForm(PartForm):
    """Why the partner takes no part."""

    reason = FactsField(label="Motif", max_length=300, rows=3, example="Immeuble hors de notre parc.")


class FinishPartForm(PartForm):
    """What the partner did."""

    done = FactsField(
        label="Ce que votre organisation a fait", max_length=300, rows=3, example="Porte et lampe changées."
    )


class OutsideForm(PalierForm):
    """For each answer that concerns a person: engaged, yes or no."""

    def __init__(self, data: Any, *, answers: Iterable[Answer], known: Iterable[OutsideMeasure]) -> None:
        said = {one.answer_id: YES if one.is_engaged else NO for one in known}
        self.answers = {f"answer_{one.pk}": one for one in answers}
        words = {name: said.get(one.pk, "") for name, one in self.answers.items()}
        super().__init__(data, initial={**words, **{f"seen_{name}": word for name, word in words.items()}})
        choices = [("", "Non dit"), (YES, "Oui"), (NO, "Non")]
        for name, answer in self.answers.items():
            select = forms.Select(attrs={"class": "fr-select"})
            self.fields[name] = forms.ChoiceField(label=answer.label, required=False, choices=choices, widget=select)
            # What was said when this page was read: who was faster is not overwritten.
            self.fields[f"seen_{name}"] = forms.ChoiceField(required=False, choices=choices, widget=forms.HiddenInput)

    @property
    def changed(self) -> dict[Answer, tuple[bool | None, bool | None]]:
        """What was said anew, by answer, and what it replaces; None for what is not said."""
        said, values = {YES: True, NO: False}, self.cleaned_data
        found = {one: (said.get(values[name]), said.get(values[f"seen_{name}"])) for name, one in self.answers.items()}
        return {answer: (new, seen) for answer, (new, seen) in found.items() if new != seen}


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=LARGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "fr-input"}),
    )
