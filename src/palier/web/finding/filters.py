"""The state of the filters, read from an address. `rows` is the one function behind list, map, count and export."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django import forms
from django.db.models import Model, QuerySet

from palier.access.actor import Actor
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.lifecycle import State as ProblemState
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import problems_for
from palier.cycle.reports.lifecycle import State as ReportState
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import reports_for
from palier.search.asking import Asked
from palier.search.queries import answering, question
from palier.territory.models import PlaceKind
from palier.web.finding import choices
from palier.web.finding.criteria import (
    Spot,
    answered_late,
    around,
    between,
    closure_asked,
    numbered,
    of_category,
    spot_of,
    with_late_action,
    within,
    without_action,
)
from palier.web.shell.fields import DateField, DrawnSelect
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import UnscreenedField

R = TypeVar("R", bound=Model)
ALL = "toutes"
NOT_KEPT = "une recherche, jamais conservée"
USUAL_DISTANCE = 250
DISTANCES = [("", f"{USUAL_DISTANCE} m"), (100, "100 m"), (500, "500 m"), (1000, "1 km"), (3000, "3 km")]


class Filters(PalierForm, Generic[R]):
    """What problems and reports are both looked for by. A criterion that cannot be read is left out, and told."""

    words = UnscreenedField(why=NOT_KEPT, label="Mots", required=False, max_length=80)
    state = forms.MultipleChoiceField(label="État", required=False, widget=forms.CheckboxSelectMultiple)
    category = forms.ChoiceField(widget=DrawnSelect, label="Catégorie", required=False)
    group = forms.ChoiceField(widget=DrawnSelect, label="Groupe", required=False)
    sort = forms.ChoiceField(widget=DrawnSelect, label="Trier par", required=False)
    where = forms.ChoiceField(widget=DrawnSelect, label="Commune ou secteur", required=False)
    kind = forms.ModelChoiceField(
        PlaceKind.objects.all(), widget=DrawnSelect, label="Type de lieu", required=False, empty_label="Tous"
    )
    near = UnscreenedField(why=NOT_KEPT, label="Autour d’un lieu ou d’une adresse", required=False, max_length=150)
    metres = forms.TypedChoiceField(
        widget=DrawnSelect, label="Distance", required=False, choices=DISTANCES, coerce=int, empty_value=None
    )
    dated = forms.ChoiceField(widget=DrawnSelect, label="Date de", required=False)
    since = DateField(label="Du", required=False)
    until = DateField(label="Au", required=False)
    level = forms.TypedChoiceField(
        widget=DrawnSelect, label="Confidentialité", required=False, coerce=int, empty_value=None
    )
    late = forms.BooleanField(required=False)

    states: ClassVar[list[Any]] = []
    # Each with the column it sorts by; the first is the usual one.
    sorts: ClassVar[dict[str, tuple[str, str]]] = {}
    # Each with its column, and whether that is an instant rather than a day.
    dates: ClassVar[dict[str, tuple[str, str, bool]]] = {}
    category_columns: ClassVar[tuple[str, ...]] = ("category",)
    # What a line of the list shows, and the rows beside it that it is read from.
    beside: ClassVar[tuple[str, ...]] = ()
    columns: ClassVar[tuple[str, ...]] = ()
    # Shown behind « Plus de critères ».
    more = ("where", "kind", "near", "metres", "dated", "since", "until", "gravity", "level", "late", "bare", "closing")
    # Said with another criterion, or no criterion at all.
    silent = frozenset({"sort", "metres", "dated"})

    def __init__(self, data: Any, *, actor: Actor, today: date) -> None:
        super().__init__(data)
        self.actor, self.today = actor, today
        self.fields["state"].choices = self.states
        for name in self.fields.keys() & {"state", "gravity"}:
            self.fields[name].template_name = "finding/drop.html"
        self.fields["category"].choices = choices.categories()
        self.fields["where"].choices = choices.areas(actor)
        self.fields["sort"].choices = [(key, label) for key, (label, _) in self.sorts.items()]
        self.fields["dated"].choices = [(key, label) for key, (label, *_) in self.dates.items()]
        self._offer("group", choices.groups(actor) if len(actor.group_ids) > 1 else [])
        self._offer("level", choices.levels(actor))
        self.is_valid()

    def _offer(self, name: str, offered: list[Any]) -> None:
        if offered:
            self.fields[name].choices = offered
        else:
            del self.fields[name]

    def rows(self) -> QuerySet[R]:
        """The rows that this reader sees and that answer every criterion, in the order asked for."""
        wanted = self.cleaned_data
        rows = self._chosen(self._base())
        if wanted.get("category"):
            rows = rows.filter(of_category(wanted["category"], *self.category_columns))
        if wanted.get("group"):
            rows = rows.filter(group_id=wanted["group"])
        if wanted.get("where"):
            rows = rows.filter(within(wanted["where"]))
        if wanted.get("kind"):
            rows = rows.filter(place__kind=wanted["kind"])
        if wanted.get("level"):
            rows = rows.filter(level=wanted["level"])
        if wanted.get("near"):
            rows = around(rows, self.spot, self.reach)
        column, is_instant = self._date()
        rows = rows.filter(between(column, wanted.get("since"), wanted.get("until"), is_instant=is_instant))
        return rows.order_by(self.sorts[self._key("sort", self.sorts)][1], "id")

    def seen(self) -> QuerySet[R]:
        """What this reader sees, whatever the criteria, with the columns of the list and no other."""
        return self._base().select_related(None).select_related(*self.beside).only(*self.columns)

    @cached_property
    def _asked(self) -> Asked | None:
        """What the words ask of the index."""
        return question(self.cleaned_data.get("words", ""))

    @property
    def spot(self) -> Spot | None:
        """Where « autour » is; None when nothing that this reader sees answers to it."""
        if not hasattr(self, "_spot"):
            self._spot = spot_of(self.actor, self.cleaned_data.get("near", ""))
        return self._spot

    @property
    def reach(self) -> int:
        """How far « autour » reaches."""
        return int(self.cleaned_data.get("metres") or USUAL_DISTANCE)

    @property
    def date_label(self) -> str:
        """Which date the two days are about."""
        return self.dates[self._key("dated", self.dates)][0]

    def _date(self) -> tuple[str, bool]:
        _, column, is_instant = self.dates[self._key("dated", self.dates)]
        return column, is_instant

    def _key(self, name: str, known: dict[str, Any]) -> str:
        return self.cleaned_data.get(name) or next(iter(known))

    if TYPE_CHECKING:  # each kind of row says its own

        def _base(self) -> QuerySet[R]: ...

        def _chosen(self, rows: QuerySet[R]) -> QuerySet[R]: ...


class ProblemFilters(Filters[Problem]):
    """Which problems: those followed, unless states are asked for; words are looked for among all."""

    words = UnscreenedField(why=NOT_KEPT, label="Mots ou référence", required=False, max_length=80)
    late = forms.BooleanField(label="Avec une action en retard", required=False)
    bare = forms.BooleanField(label="Sans action en cours", required=False)
    closing = forms.BooleanField(label="Clôture demandée", required=False)
    gravity = forms.TypedMultipleChoiceField(
        label="Gravité",
        required=False,
        choices=Problem.Gravity.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    states: ClassVar[list[Any]] = [(ALL, "Toutes"), *ProblemState.choices]
    sorts: ClassVar[dict[str, tuple[str, str]]] = {
        "modification": ("Modification récente", "-changed_at"),
        "ouverture": ("Ouverture récente", "-created_at"),
        "gravite": ("Gravité", "-gravity"),
        "intitule": ("Intitulé", "title"),
        "reference": ("Référence", "reference"),
    }
    dates: ClassVar[dict[str, tuple[str, str, bool]]] = {
        "ouverture": ("Ouverture", "created_at", True),
        "modification": ("Modification", "changed_at", True),
        "dernier": ("Dernière manifestation", "last_seen", False),
        "cloture": ("Clôture", "closed_on", False),
    }
    category_columns = ("category", "second_category")
    beside = ("place", "category")
    columns = (
        *("title", "reference", "gravity", "state", "level", "changed_at"),
        *("place__name", "category__code", "category__label"),
    )

    def _base(self) -> QuerySet[Problem]:
        return problems_for(self.actor)

    def _chosen(self, rows: QuerySet[Problem]) -> QuerySet[Problem]:
        wanted = self.cleaned_data
        states, words = wanted.get("state"), wanted.get("words", "")
        if states and ALL not in states:
            rows = rows.filter(state__in=states)
        elif not states and not words:
            rows = rows.filter(state__in=LIVING)
        if wanted.get("gravity"):
            rows = rows.filter(gravity__in=wanted["gravity"])
        if wanted.get("late"):
            rows = with_late_action(rows, self.actor, self.today)
        if wanted.get("bare"):
            rows = without_action(rows, self.actor)
        if wanted.get("closing"):
            rows = closure_asked(rows, self.actor)
        return rows.filter(answering(self.actor, "problem", self._asked))


class ReportFilters(Filters[Report]):
    """Which reports: all of them, unless states are asked for."""

    words = UnscreenedField(why=NOT_KEPT, label="Mots ou numéro", required=False, max_length=80)
    late = forms.BooleanField(label="Sans réponse depuis trop longtemps", required=False)

    states: ClassVar[list[Any]] = list(ReportState.choices)
    sorts: ClassVar[dict[str, tuple[str, str]]] = {
        "reception": ("Réception récente", "-created_at"),
        "attente": ("Les plus anciens", "created_at"),
        "categorie": ("Catégorie", "category_id"),
    }
    dates: ClassVar[dict[str, tuple[str, str, bool]]] = {
        "reception": ("Réception", "created_at", True),
        "faits": ("Faits", "seen_on", False),
    }
    beside = ("place", "category", "reporter_organisation")
    columns = (
        *("text", "created_at", "state", "level"),
        *("place__name", "category__code", "category__label", "reporter_organisation__name"),
    )

    def _base(self) -> QuerySet[Report]:
        return reports_for(self.actor)

    def _chosen(self, rows: QuerySet[Report]) -> QuerySet[Report]:
        wanted = self.cleaned_data
        if wanted.get("state"):
            rows = rows.filter(state__in=wanted["state"])
        if wanted.get("late"):
            rows = answered_late(rows, self.actor, self.today)
        words = wanted.get("words", "")
        if not words:
            return rows
        return rows.filter(answering(self.actor, "report", self._asked) | numbered(words))
