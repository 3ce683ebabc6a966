"""Forms of the actions: filters, proposing, and one form per answer."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.access.levels import Level
from palier.cycle.actions.lifecycle import LIVING, Rhythm, State
from palier.cycle.actions.models import Action
from palier.cycle.actions.questions import Question, asked
from palier.cycle.problems.models import Problem
from palier.web.answering.asking import answer_field, fill_lists, organisation_field, person_field
from palier.web.answering.forms import AnswerForm
from palier.web.finding.choices import groups as groups_of
from palier.web.shell.fields import DateField, LevelField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

MINE, ALL = "miennes", "toutes"


class ActionFilters(PalierForm):
    """Which actions to list: those to be kept, unless others are asked for. Its address is a question one may keep."""

    whose = forms.ChoiceField(
        label="Responsable", required=False, choices=[("", "Tout le groupe"), (MINE, "Mon organisation")]
    )
    group = forms.ChoiceField(label="Groupe", required=False)
    question = forms.ChoiceField(label="À voir", required=False, choices=[("", "Tout"), *Question.choices])
    state = forms.ChoiceField(label="État", required=False, choices=[("", "À tenir"), (ALL, "Toutes"), *State.choices])

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        if len(actor.group_ids) > 1:
            self.fields["group"].choices = groups_of(actor)
        else:
            del self.fields["group"]

    def chosen(self, rows: QuerySet[Action], actor: Actor, today: date) -> QuerySet[Action]:
        """The rows that answer the filters; a filter that cannot be read is left out."""
        self.is_valid()
        rows = rows.filter(asked(self.cleaned_data.get("question", ""), today))
        if group := self.cleaned_data.get("group"):
            rows = rows.filter(problem__group=group)
        if self.cleaned_data.get("whose") == MINE:
            rows = rows.filter(organisation__in=actor.organisation_ids)
        state = self.cleaned_data.get("state")
        if state == ALL:
            return rows
        return rows.filter(state=state) if state else rows.filter(state__in=LIVING)


class ProposeForm(PalierForm):
    """Who would do what, by when."""

    title = ScreenedTextField(label="Action", max_length=150, help_text="Un verbe et un objet : « Réparer la porte ».")
    organisation = organisation_field()
    contact = person_field()
    due = DateField(label="Échéance")
    every_days = forms.TypedChoiceField(
        label="Se répète", choices=Rhythm.choices, coerce=int, required=False,
        empty_value=0,  # type: ignore[arg-type]  # as `coerce` gives it

        help_text="Une ronde, un contrôle : chaque passage se coche d’un geste, jusqu’à l’échéance.",
    )  # fmt: skip
    answer = answer_field()
    level = LevelField(
        levels=(Level.GROUP, Level.POLICE),
        required=False,
        help_text="Sans choix, une action de la police est lue par la police, les autres par le groupe.",
    )

    def __init__(self, data: Any, *, actor: Actor, problem: Problem, today: date) -> None:
        super().__init__(data)
        fill_lists(self, actor=actor, problem=problem, today=today)
        if not holds(actor, Verb.PROBLEM_OPEN, problem.group_id):
            del self.fields["level"]
            # What the police does is written by the police (decision 3).
            self.fields["organisation"].queryset = self.fields["organisation"].queryset.filter(type__is_police=False)
            self.fields["organisation"].help_text = "Une action de la police se demande au chef de secteur."


class HoldForm(AnswerForm):
    """Until when."""

    until = DateField(label="En attente jusqu’au")
