"""Whom one asks, and for what: the lists of the forms that propose, in a meeting or between two, under headings."""

from datetime import date
from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.cycle.actions.queries import answers_to_choose, organisations_to_ask, people_to_ask
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.models import Problem
from palier.partners.models import Contact, Organisation
from palier.web.shell.fields import GroupedChoiceField

SITS, OCCASIONAL = "Siègent dans le groupe", "N’y siègent pas : réponse par un lien envoyé par courriel"
USUAL = "Habituelles pour cette catégorie"


def organisation_field(**kwargs: Any) -> GroupedChoiceField:
    """The responsible organisation: those that sit in the group, then the others."""
    kwargs.setdefault("label", "Organisation responsable")
    return GroupedChoiceField(
        Organisation.objects.none(),
        group_of=lambda one: SITS if one.sits else OCCASIONAL,
        empty_label="Choisir…",
        **kwargs,
    )


def person_field() -> GroupedChoiceField:
    """A person, under the name of its organisation; a script leaves those of the chosen one alone."""
    return GroupedChoiceField(
        Contact.objects.none(),
        group_of=lambda one: str(one.organisation),
        label="Personne",
        required=False,
        empty_label="Pas de personne précise",
        widget=forms.Select(attrs={"data-follows": "organisation"}),
    )


def answer_field() -> GroupedChoiceField:
    """A type of answer, under the name of its family."""
    return GroupedChoiceField(
        Answer.objects.none(),
        group_of=lambda one: USUAL if one.is_usual else one.get_family_display(),
        label="Type de réponse",
        required=False,
        empty_label="Non précisé",
    )


def fill_lists(form: forms.Form, *, actor: Actor, problem: Problem, today: date) -> None:
    """Give the lists of this form what its reader may choose for this problem."""
    fields = form.fields
    organisations = organisations_to_ask(actor, problem, today)
    fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
    if "contact" in fields:
        fields["contact"].queryset = people_to_ask(actor, problem, organisations, today)  # type: ignore[attr-defined]
    if "answer" in fields:
        fields["answer"].queryset = answers_to_choose(problem, today)  # type: ignore[attr-defined]
