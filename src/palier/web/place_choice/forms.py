"""The three fields that choose a place, for any form that needs one."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.urls import reverse_lazy

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.partners.models import Group
from palier.screening import find_spans
from palier.territory.models import Place, PlaceKind, Sector
from palier.web.place_choice.candidates import (
    KIND_NEEDED,
    NEW,
    PLACE,
    Candidate,
    candidate_of,
    candidates_for,
    chosen_place,
    sectors_in_question,
)
from palier.web.shell.fields import label_with_help
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

SEARCH = "chercher"
BOTH = "both"
SEARCH_AGAIN = "Le nom choisi n’est plus celui qui est écrit au-dessus : cherchez le lieu de nouveau."


class PlaceChoiceForm(PalierForm):
    """A form with a place: what was typed, the lines proposed, and the kind of a place not known yet.

    Pressing « Chercher » sends the whole form back with the lines to choose from; nothing typed is lost.
    """

    place_words = ScreenedTextField(
        label="Chercher une adresse ou un lieu",
        max_length=150,
        required=False,
        help_text="Adresse, résidence, place, nom d’usage : trois lettres suffisent.",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "hx-get": reverse_lazy("place_choice:lines"),
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#lieux-proposes",
            }
        ),
    )
    place = forms.ChoiceField(
        label="Lieu",
        required=True,
        # Lines change from one day to the next: a browser that comes back would tick the one of the same rank.
        widget=forms.RadioSelect(attrs={"autocomplete": "off"}),
        error_messages={"required": "Cherchez le lieu ci-dessus, puis choisissez une ligne."},
    )
    kind = forms.ModelChoiceField(
        PlaceKind.objects.none(),
        label="Type de lieu",
        empty_label="Choisir…",
        required=False,
        help_text="À choisir pour une adresse ou un lieu qui n’est pas encore connu.",
    )

    # Asked only when the address chosen is on a boundary.
    sector = forms.ChoiceField(
        label="Cette adresse est sur une limite : à quel secteur appartient-elle ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un secteur, ou les deux."},
    )

    def __init__(self, data: Any = None, *, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.actor = actor
        self.fields["place_words"].template_name = "place_choice/words.html"
        self.fields["place"].template_name = "place_choice/lines.html"
        self.fields["kind"].queryset = kinds_in_use(today)
        self.fields["kind"].optional_mark = ""
        self.fields["place"].choices = as_choices(self._lines())
        self._between = self.sectors_asked() if self.is_bound else []
        if self._between:
            named = [(str(sector.pk), str(sector)) for sector in self._between]
            self.fields["sector"].choices = [*named, (BOTH, "Aux deux")]
        else:
            del self.fields["sector"]

    @property
    def is_searching(self) -> bool:
        """True when « Chercher » was pressed: the page comes back with lines, and nothing is checked yet."""
        return self.is_bound and SEARCH in self.data

    def sectors_asked(self) -> list[Sector]:
        """The sectors between which the place chosen lies; empty unless it is on a boundary."""
        return sectors_in_question(self.data.get("place", ""))

    def clean_place(self) -> str:
        """The line chosen. A new spot that names somebody is the one typed above, where its passages are shown."""
        chosen: str = self.cleaned_data["place"]
        words = " ".join(self.cleaned_data.get("place_words", "").split())
        if chosen.startswith(NEW) and chosen.removeprefix(NEW) != words and find_spans(chosen.removeprefix(NEW)):
            raise forms.ValidationError(SEARCH_AGAIN, code="persons")
        return chosen

    def clean(self) -> dict[str, Any]:
        """Asks for the kind of a place not known yet along with the rest, not once all else is right."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = values.get("place", "")
        if chosen and not chosen.startswith(PLACE) and not values.get("kind") and not self.has_error("kind"):
            self.add_error("kind", KIND_NEEDED)
        return values

    def place_of(self, group: Group, level: Level, now: datetime) -> Place:
        """The place chosen, made for this group when it was not known."""
        return chosen_place(
            actor=self.actor,
            group=group,
            value=self.cleaned_data["place"],
            kind=self.cleaned_data["kind"],
            level=level,
            now=now,
            sectors=self._sectors(),
        )

    def without_errors(self) -> "PlaceChoiceForm":
        """The same form, as typed, before anything is checked."""
        self._errors = forms.utils.ErrorDict()
        return self

    def _sectors(self) -> list[Sector]:
        answer = self.cleaned_data.get("sector", "")
        return [sector for sector in self._between if answer in (BOTH, str(sector.pk))]

    def _lines(self) -> list[Candidate]:
        words = self.data.get("place_words", "") if self.is_bound else self.initial.get("place_words", "")
        chosen = self.data.get("place", "") if self.is_bound else self.initial.get("place", "")
        lines = candidates_for(self.actor, words)
        if chosen and all(line.value != chosen for line in lines):
            kept = candidate_of(self.actor, chosen)
            lines = [kept, *lines] if kept else lines
        return lines


def as_choices(lines: list[Candidate]) -> list[tuple[str, str]]:
    """The lines as choices of radio buttons, each with its detail under it."""
    return [(line.value, label_with_help(line.label, line.detail)) for line in lines]


def kinds_in_use(today: date) -> Any:
    """The kinds of place that a form may offer today."""
    return PlaceKind.objects.exclude(deprecated_on__lte=today)
