"""The moves of a problem: the form each one needs and the service it calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.problems import services
from palier.cycle.problems.lifecycle import SOLVED, Outcome
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import problems_for
from palier.cycle.relations.services import merge_problems
from palier.kernel import clock
from palier.web.shell.fields import FactsField
from palier.web.shell.forms import PalierForm


class MoveForm(PalierForm):
    """A move that asks for nothing; the base of those that do."""

    def __init__(self, data: Any, *, actor: Actor, problem: Problem) -> None:
        super().__init__(data)

    def begin_with(self, values: Mapping[str, str]) -> None:
        """Begin with what the address of the page says, where the form asks for it."""
        self.initial |= {name: values[name] for name in self.fields if name in values}


class ResolveForm(MoveForm):
    """The outcome, among those that count as solved."""

    outcome = forms.ChoiceField(
        label="Résultat constaté",
        choices=[(outcome.value, outcome.label) for outcome in Outcome if outcome in SOLVED],
        widget=forms.RadioSelect,
        help_text="Un autre résultat se constate en clôturant directement.",
    )


class CloseForm(MoveForm):
    """The outcome, and what is observed."""

    outcome = forms.ChoiceField(label="Résultat constaté", choices=Outcome.choices, widget=forms.RadioSelect)
    closing_note = FactsField(
        label="Constat de clôture",
        max_length=500,
        required=False,
        level=Level.GROUP,
        example="Plus d’appel depuis six semaines ; le gardien confirme.",
    )

    def __init__(self, data: Any, *, actor: Actor, problem: Problem) -> None:
        super().__init__(data, actor=actor, problem=problem)
        if problem.outcome:
            self.fields["outcome"].choices = [(problem.outcome, Outcome(problem.outcome).label)]
            self.fields["outcome"].initial = problem.outcome


class RedirectForm(MoveForm):
    """To which body; the GLTD is read by the police alone."""

    destination = forms.ChoiceField(label="Orienter vers", choices=Problem.Destination.choices)
    to_gltd = forms.BooleanField(
        label="Il s’agit du GLTD (lu par la police seule)",
        required=False,
        help_text="Avec « Autre cadre » : les partenaires lisent « Orienté vers un autre cadre ».",
    )
    reason = FactsField(label="Motif", max_length=300, required=False, rows=2, level=Level.GROUP)


class ReasonForm(MoveForm):
    """Why."""

    reason = FactsField(label="Motif", max_length=300, rows=3, level=Level.GROUP)


class MergeForm(MoveForm):
    """With which problem of the same group."""

    into = forms.ModelChoiceField(
        Problem.objects.none(),
        label="Fusionner avec",
        empty_label="Choisir…",
        help_text="Ses signalements, ses actions en cours, ses liens et les groupes qui la lisent passent à l’autre. "
        "La fusion se défait tant que rien d’autre n’est écrit.",
    )

    def __init__(self, data: Any, *, actor: Actor, problem: Problem) -> None:
        super().__init__(data, actor=actor, problem=problem)
        self.fields["into"].queryset = problems_for(actor).filter(group=problem.group_id).exclude(pk=problem.pk)


@dataclass(frozen=True, slots=True)
class Move:
    """One move: what it asks, what it does, what is said once done."""

    service: Callable[..., Any]
    done: str
    form: type[MoveForm] = MoveForm
    needs_today: bool = False

    def arguments(self, actor: Actor, problem: Problem, form: MoveForm) -> dict[str, Any]:
        """What the service is called with."""
        today = {"today": clock.today()} if self.needs_today else {}
        return {"actor": actor, "problem": problem, "now": clock.now(), **today, **form.cleaned_data}


MOVES: dict[str, Move] = {
    "qualify": Move(services.qualify_problem, "La problématique est en examen."),
    "admit": Move(services.admit_problem, "La problématique est retenue : place au diagnostic."),
    "plan": Move(services.plan_problem, "La problématique passe au plan d’action."),
    "start": Move(services.start_problem, "La mise en œuvre commence."),
    "observe": Move(services.observe_problem, "La problématique est en observation."),
    "resume": Move(services.resume_problem, "L’action reprend."),
    "resolve": Move(services.resolve_problem, "La résolution est constatée.", ResolveForm),
    "close": Move(services.close_problem, "La problématique est close.", CloseForm, needs_today=True),
    "redirect": Move(services.redirect_problem, "La problématique est orientée.", RedirectForm),
    "decline": Move(services.decline_problem, "La problématique n’est pas retenue.", ReasonForm),
    "abandon": Move(services.abandon_problem, "La problématique est abandonnée.", ReasonForm),
    "merge": Move(merge_problems, "Les deux problématiques n’en font plus qu’une.", MergeForm),
    "reopen": Move(services.reopen_problem, "La problématique est rouverte."),
}
# Undoing, or leaving without a result: offered last.
BACK = ("redirect", "decline", "merge", "abandon", "resume", "reopen")
# The page leads to the form of these even though the lifecycle lets the outcome come from before.
WITH_FORM = frozenset(name for name, move in MOVES.items() if move.form is not MoveForm)
