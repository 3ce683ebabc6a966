"""Forms of the relations: what goes in a split, which problem is tied, to whom a problem is proposed."""

from datetime import date
from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.actions.lifecycle import LIVING as LIVING_ACTION
from palier.cycle.actions.models import Action
from palier.cycle.actions.queries import actions_of
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.models import Problem, Source
from palier.cycle.problems.queries import problems_for, sources_of
from palier.cycle.relations.models import Tie
from palier.cycle.relations.queries import groups_to_hand_to
from palier.partners.models import Group
from palier.web.place_choice.forms import PlaceChoiceForm
from palier.web.shell.fields import FactsField, FamilyChoiceField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

AMONG = 200


class SourcesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Reports to tick, each by its first words and who brought it."""

    def label_from_instance(self, source: Source) -> str:
        """A line of the list."""
        report = source.report
        return f"{report.text[:90]} ({report.reporter_organisation}, {report.created_at:%d/%m/%Y})"


class ActionsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # see above
    """Actions to tick, each with who promised it."""

    def label_from_instance(self, action: Action) -> str:
        """A line of the list."""
        return f"{action.title} ({action.organisation}, échéance le {action.due:%d/%m/%Y})"


class SplitForm(PlaceChoiceForm):
    """What the new problem is, and what goes with it."""

    title = ScreenedTextField(
        label="Intitulé de la nouvelle problématique", max_length=90, help_text="Le fait et le lieu."
    )
    category = FamilyChoiceField(Category.objects.none(), label="Catégorie principale", empty_label="Choisir…")
    sources = SourcesField(
        Source.objects.none(),
        label="Signalements qui partent",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    actions = ActionsField(
        Action.objects.none(), label="Actions qui partent", required=False, widget=forms.CheckboxSelectMultiple
    )

    field_order = ("sources", "actions", "title", "category", "place_words", "place", "sector", "kind")

    def __init__(self, data: Any = None, *, actor: Actor, problem: Problem, today: date) -> None:
        place = f"lieu:{problem.place_id}"
        first = {"place": place, "place_words": problem.place.name, "category": problem.category_id}
        super().__init__(data, actor=actor, today=today, initial=first)
        self.fields["category"].queryset = Category.objects.in_use(today)
        offered = {
            "sources": sources_of(actor, problem),
            "actions": actions_of(actor, problem).filter(state__in=LIVING_ACTION),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows
            if not rows.exists():
                del self.fields[name]


class TieForm(PalierForm):
    """Which problem, and what this one is to it."""

    kind = forms.ChoiceField(
        label="Cette problématique est",
        widget=forms.RadioSelect,
        choices=[(kind.value, kind.label.lower()) for kind in Tie.Kind if kind != Tie.Kind.SPLIT],
        initial=Tie.Kind.RELATED,
        help_text="Le lien se lit sur les deux fiches, par ceux qui lisent les deux.",
    )
    other = forms.ModelChoiceField(Problem.objects.none(), label="Problématique", empty_label="Choisir…")

    def __init__(self, data: Any, *, actor: Actor, problem: Problem) -> None:
        super().__init__(data)
        self.fields["other"].queryset = problems_for(actor).exclude(pk=problem.pk)


class HandOverForm(PalierForm):
    """To which group, why, and whether one goes on reading."""

    group = forms.ModelChoiceField(Group.objects.none(), label="Groupe qui reprendrait", empty_label="Choisir…")
    reason = FactsField(
        label="Motif",
        max_length=300,
        rows=3,
        level=Level.POLICE,
        example="Le regroupement s’est déplacé de l’autre côté de l’avenue.",
    )
    keeps_reading = forms.BooleanField(
        label="Notre groupe continue de lire la problématique, en groupe associé",
        required=False,
        initial=True,
        help_text="Nos partenaires gardent ce qu’ils lisent aujourd’hui ; sans cela, ils ne la voient plus.",
    )

    def __init__(self, data: Any, *, problem: Problem, chosen: str = "") -> None:
        super().__init__(data, initial={"group": chosen, "keeps_reading": True})
        self.fields["group"].queryset = groups_to_hand_to(problem)


class AnswerForm(PalierForm):
    """Why the group does not take it over."""

    answer = FactsField(label="Motif du refus", max_length=300, rows=2, level=Level.POLICE, required=False)


class BoundaryForm(PalierForm):
    """Who follows a problem of a boundary, who reads it."""

    OURS, THEIRS, ALONE = "ours", "theirs", "alone"

    group = forms.ModelChoiceField(Group.objects.none(), label="Groupe de l’autre secteur", empty_label=None)
    answer = forms.ChoiceField(
        label="Qui suit cette problématique ?",
        widget=forms.RadioSelect,
        choices=[
            (OURS, "Notre groupe la suit, l’autre la lit (groupe associé)"),
            (THEIRS, "L’autre groupe la suit : la lui proposer"),
            (ALONE, "Notre groupe la suit seul"),
        ],
        initial=OURS,
    )

    def __init__(self, data: Any, *, problem: Problem, groups: list[Group]) -> None:
        super().__init__(data)
        self.fields["group"].queryset = groups_to_hand_to(problem).filter(pk__in=[group.pk for group in groups])
