"""Forms of the gates: admission test, objective, what sources say, requests to close, length of the observation."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms

from palier.access.levels import Level
from palier.cycle.catalogue.indicators import indicators_for
from palier.cycle.problems.criteria import Criterion, Effect, Witness
from palier.cycle.problems.gates import OBSERVATION_DAYS
from palier.cycle.problems.lifecycle import Outcome
from palier.cycle.problems.models import Admission, Problem
from palier.cycle.problems.services import Answered
from palier.territory.models import Department
from palier.web.shell.fields import DateField, FactsField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

YES, NO = "yes", "no"
EXAMPLES = {
    Criterion.PRECISE: "« Des groupes bloquent la porte du hall, le soir. »",
    Criterion.LOCATED: "« Hall B, et lui seul. »",
    Criterion.RECURRENT: "« Sept soirées relevées en trois semaines par la gardienne. »",
    Criterion.HARM: "« Vingt foyers ; des personnes âgées ne sortent plus le soir. »",
    Criterion.EXPECTATION: "« Demande du conseil citoyen, en réunion de quartier. »",
    Criterion.PARTNERSHIP: "« La porte et l’éclairage relèvent du bailleur. »",
    Criterion.SOLVABLE: "« La porte se répare en un mois. »",
}
OTHER = "other"


class AdmissionForm(PalierForm):
    """The seven criteria, each with its answer and one line of evidence. What is answered is kept, even in part."""

    template_name = "problems/admission_fields.html"

    def __init__(self, data: Any = None, *, answers: Iterable[Admission] = ()) -> None:
        initial = {}
        for answer in answers:
            initial[answer.criterion] = YES if answer.is_met else NO
            initial[f"{answer.criterion}_evidence"] = answer.evidence
        super().__init__(data, initial=initial)

    @property
    def pairs(self) -> Iterator[tuple[Any, Any]]:
        """Each question with its box."""
        return ((self[criterion], self[f"{criterion}_evidence"]) for criterion in Criterion)

    def clean(self) -> dict[str, Any]:
        """An answer and its evidence go together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for criterion in Criterion:
            answer, evidence = cleaned.get(criterion), cleaned.get(f"{criterion}_evidence")
            if answer and not evidence:
                self.add_error(f"{criterion}_evidence", "Donnez un élément de preuve en une ligne.")
            if evidence and not answer:
                self.add_error(criterion, "Répondez par oui ou par non.")
        return cleaned

    @property
    def answers(self) -> dict[str, Answered]:
        """What was answered."""
        given = {criterion: self.cleaned_data.get(criterion) for criterion in Criterion}
        return {
            criterion: Answered(is_met=answer == YES, evidence=self.cleaned_data[f"{criterion}_evidence"])
            for criterion, answer in given.items()
            if answer
        }


for _criterion in Criterion:
    AdmissionForm.base_fields[_criterion] = forms.ChoiceField(
        label=_criterion.label, choices=[(YES, "Oui"), (NO, "Non")], widget=forms.RadioSelect, required=False
    )
    AdmissionForm.base_fields[f"{_criterion}_evidence"] = ScreenedTextField(
        label=f"Élément de preuve : {_criterion.word.lower()}",
        max_length=200,
        required=False,
        help_text=f"En une ligne, sans désigner personne. Exemple : {EXAMPLES[_criterion]}",
    )
for _field in AdmissionForm.base_fields.values():
    # What is answered is kept, but the step asks for all seven.
    _field.optional_mark = ""


class ObjectiveForm(PalierForm):
    """What is aimed at, how it is measured, from which value."""

    objective = ScreenedTextField(
        label="Objectif mesurable",
        max_length=200,
        help_text="Ce qui aura changé, en nombre et en date : « Moins d’une soirée occupée par semaine avant mars ».",
    )
    indicator = forms.ChoiceField(
        label="Indicateur", help_text="Ce que l’on compte, toujours de la même façon, avant et après."
    )
    own_indicator = ScreenedTextField(
        label="Autre indicateur",
        max_length=120,
        required=False,
        help_text="Seulement avec « Un autre indicateur ». Exemple : « Véhicules ventouses relevés par passage ».",
    )
    starting_value = forms.DecimalField(
        label="Valeur de départ",
        max_digits=10,
        decimal_places=2,
        min_value=0,
        localize=True,
        help_text="Le compte d’aujourd’hui, avant toute action. Exemple : 5.",
    )
    starting_value_on = DateField(label="Mesurée le")
    starting_value_source = ScreenedTextField(
        label="Source de la mesure",
        max_length=120,
        help_text="Qui a compté, par sa fonction. Exemple : « Relevé de la gardienne, trois semaines ».",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, problem: Problem) -> None:
        offered = indicators_for(problem.category)
        known = problem.indicator
        names = ("objective", "starting_value", "starting_value_on", "starting_value_source", "version")
        initial = {name: getattr(problem, name) for name in names}
        initial |= {"indicator": known if known in offered else OTHER if known else ""}
        initial |= {"own_indicator": "" if known in offered else known}
        super().__init__(data, initial=initial)
        choices = [("", "Choisir…"), *((name, name) for name in offered), (OTHER, "Un autre indicateur")]
        self.fields["indicator"].choices = choices

    def clean(self) -> dict[str, Any]:
        """The indicator chosen, or the one typed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        own = cleaned.pop("own_indicator", "")
        if cleaned.get("indicator") == OTHER:
            if not own and "own_indicator" not in self.errors:
                self.add_error("own_indicator", "Écrivez l’indicateur, ou choisissez-en un dans la liste.")
            cleaned["indicator"] = own
        return cleaned


class EvidenceForm(PalierForm):
    """What one source says became of it."""

    witness = forms.ChoiceField(
        label="Qui le constate",
        choices=[("", "Choisir…"), *Witness.choices],
        help_text="Une fonction, jamais un nom. L’une des deux sources est extérieure à la police.",
    )
    effect = forms.ChoiceField(label="Constat", choices=Effect.choices, widget=forms.RadioSelect)
    observed_on = DateField(label="Constaté le")
    text = FactsField(
        label="Ce qui a été constaté",
        max_length=300,
        rows=2,
        level=Level.GROUP,
        example="Deux passages en trois semaines, plus de porte bloquée.",
    )


class ClosureForm(PalierForm):
    """Asking the chief to close."""

    outcome = forms.ChoiceField(label="Résultat proposé", choices=Outcome.choices, widget=forms.RadioSelect)
    reason = FactsField(
        label="Pourquoi clore maintenant",
        max_length=300,
        rows=3,
        level=Level.GROUP,
        example="Plus d’appel depuis six semaines ; le gardien et le conseil citoyen le confirment.",
    )


class DeclineClosureForm(PalierForm):
    """Why not yet."""

    reason = FactsField(
        label="Pourquoi la clôture attendra",
        max_length=300,
        rows=3,
        level=Level.GROUP,
        example="L’observation finit le 15 ; un second constat est attendu de l’école.",
    )


class ObservationForm(PalierForm):
    """How long each department watches."""

    def __init__(self, data: Any = None, *, departments: Iterable[Department]) -> None:
        super().__init__(data)
        for department in departments:
            rule = getattr(department, "observation_rule", None)
            self.fields[str(department.pk)] = forms.IntegerField(
                label=f"{department} : jours d’observation",
                initial=rule.days if rule else OBSERVATION_DAYS,
                help_text="De 14 à 180 jours. Sans réglage : 60 jours.",
            )


def first_day(today: date) -> dict[str, date]:
    """What the form of a source begins with."""
    return {"observed_on": today}
