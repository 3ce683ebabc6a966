"""Forms of the problems: opening, changing, diagnosis, sharing, what the police alone writes."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.access.levels import Level
from palier.cycle.catalogue.models import Category, GravityLevel
from palier.cycle.problems.circumstances import GRAVITY_EXAMPLES
from palier.cycle.problems.gates import DIAGNOSIS_PARTS
from palier.cycle.problems.models import Diagnosis, JudicialStatus, Problem
from palier.partners.models import Group, Organisation
from palier.web.place_choice.forms import PlaceChoiceForm
from palier.web.shell.fields import DateField, FactsField, FamilyChoiceField, LevelField, label_with_help
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

OPENING_LEVELS = (Level.GROUP, Level.NAMED, Level.POLICE)


class _Words(PalierForm):
    """What a problem says, asked on opening and on changing."""

    title = ScreenedTextField(
        label="Intitulé", max_length=90, help_text="Le fait et le lieu : « Hall occupé le soir, 12 rue des Lilas »."
    )
    category = FamilyChoiceField(Category.objects.none(), label="Catégorie principale", empty_label="Choisir…")
    second_category = FamilyChoiceField(
        Category.objects.none(), label="Catégorie secondaire", required=False, empty_label="Aucune"
    )
    gravity = forms.TypedChoiceField(
        label="Gravité",
        choices=Problem.Gravity.choices,
        coerce=int,
        initial=Problem.Gravity.REPEATED,
        widget=forms.RadioSelect,
    )


class OpenForm(PlaceChoiceForm, _Words):
    """Opening a problem: where, what, how serious, who reads it."""

    first_seen = DateField(label="Première manifestation", required=False)
    last_seen = DateField(label="Dernière manifestation", required=False)
    group = forms.ModelChoiceField(Group.objects.none(), label="Groupe", empty_label=None)
    level = LevelField(levels=OPENING_LEVELS, initial=Level.GROUP)
    readers = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="Organisations désignées",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Seulement pour le niveau « Organisations désignées ».",
    )

    field_order = ("title", "place_words", "place", "sector", "kind", "category", "second_category", "gravity")

    def __init__(self, data: Any = None, *, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(data, actor=actor, today=today, **kwargs)
        groups = Group.objects.visible_to(actor).filter(pk__in=groups_where(actor, Verb.PROBLEM_OPEN))
        self.fields["group"].queryset = groups
        self.fields["group"].initial = groups.first()
        if groups.count() == 1:
            self.fields["group"].widget = forms.HiddenInput()
        _offer_categories(self, today)
        _offer_gravity(self)
        # The police of the group reads it already; naming its organisation would name other groups' police.
        self.fields["readers"].queryset = organisations_of(groups).exclude(type__is_police=True)


class ChangeForm(_Words):
    """Changing what a problem says; `version` tells whether somebody was faster."""

    lead_organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Pilote", required=False, empty_label="Aucun"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, problem: Problem, today: date) -> None:
        names = [*_Words.base_fields, *self.declared_fields]
        super().__init__(data, initial={name: getattr(problem, name) for name in names})
        _offer_categories(self, today)
        _offer_gravity(self)
        group = Group.objects.unsealed("choices of a form its reader sees").filter(pk=problem.group_id)
        self.fields["lead_organisation"].queryset = organisations_of(group)


class DiagnosisForm(PalierForm):
    """What the group understood."""

    where = FactsField(
        label="Le lieu : ce qui s’y prête",
        required=False,
        rows=3,
        example="Hall traversant, porte arrière qui ne ferme plus, recoin sans lumière.",
    )
    when = FactsField(
        label="Les moments", required=False, rows=2, example="Entre 21 h et 1 h, du jeudi au dimanche, surtout l’été."
    )
    facts = FactsField(
        label="Les faits", required=False, rows=3, example="Regroupements, porte forcée, bruit, déchets au matin."
    )
    bothered = FactsField(
        label="Qui est gêné, combien environ",
        required=False,
        rows=2,
        example="Une vingtaine de foyers, dont des personnes âgées ; la gardienne.",
    )
    holders = FactsField(
        label="À qui est le lieu",
        required=False,
        rows=2,
        example="Le bailleur pour le hall, la ville pour le parvis.",
        help_text="Des organisations et des fonctions, jamais des personnes.",
    )
    watchers = FactsField(
        label="Qui peut y veiller",
        required=False,
        rows=2,
        example="La gardienne le jour, le commerce d’en face jusqu’à 20 h.",
        help_text="Des organisations et des fonctions, jamais des personnes.",
    )
    influence = FactsField(
        label="Qui a de l’influence",
        required=False,
        rows=2,
        example="L’équipe de médiation, le club de sport du quartier.",
        help_text="Des organisations et des fonctions, jamais des personnes.",
    )
    tried = FactsField(
        label="Ce qui a déjà été tenté, avec quel effet",
        required=False,
        rows=3,
        example="Passages de patrouille : retour dans l’heure.",
    )

    read = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, diagnosis: Diagnosis | None) -> None:
        known = {name: getattr(diagnosis, name, "") for name in self.base_fields}
        super().__init__(data, initial=known | {"read": diagnosis.mark if diagnosis else ""})
        for name in DIAGNOSIS_PARTS:
            self.fields[name].optional_mark = "(attendu avant le plan d’action)"


class AssociateForm(PalierForm):
    """Which group also reads the problem."""

    group = forms.ModelChoiceField(Group.objects.none(), label="Groupe à associer", empty_label="Choisir…")

    def __init__(self, data: Any, *, problem: Problem) -> None:
        super().__init__(data)
        groups = Group.objects.unsealed("names of the groups of the same district")
        same = groups.filter(district=problem.group.district_id, closed_on__isnull=True)
        self.fields["group"].queryset = same.exclude(pk=problem.group_id)


class JudicialForm(PalierForm):
    """The judicial follow-up, from the closed list."""

    status = forms.ChoiceField(label="Suite judiciaire", choices=JudicialStatus.Status.choices)


class SealedNoteForm(PalierForm):
    """A page of the drawer."""

    text = FactsField(label="Note", max_length=4000, level=Level.SEALED)
    planned_on = DateField(label="Opération prévue le", required=False)
    planned_place = ScreenedTextField(label="Lieu de l’opération", required=False, max_length=150)


def organisations_of(groups: QuerySet[Group]) -> QuerySet[Organisation]:
    """The organisations that sit in these groups."""
    seated = Organisation.objects.filter(contacts__seats__group__in=groups, contacts__seats__until__isnull=True)
    return seated.order_by("name__folded").distinct()


def _offer_gravity(form: forms.Form) -> None:
    """Each level with its plain definition and an example."""
    field: Any = form.fields["gravity"]
    field.choices = [
        (level.rank, label_with_help(level.label, f"{level.definition} Exemple : {GRAVITY_EXAMPLES[level.rank]}"))
        for level in GravityLevel.objects.all()
    ] or field.choices


def _offer_categories(form: forms.Form, today: date) -> None:
    for name in ("category", "second_category"):
        field: Any = form.fields[name]
        field.queryset = Category.objects.in_use(today)
