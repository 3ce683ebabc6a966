"""The table entry as forms: what is common to all its lines, each line, and the sheet that holds them."""

import csv
from datetime import date, datetime
from io import StringIO
from typing import Any
from uuid import UUID

from django import forms

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.access.levels import Level
from palier.cycle.problems.nearby import Spot
from palier.kernel.errors import Refused
from palier.kernel.ids import new_id
from palier.kernel.moments import UNKNOWN
from palier.partners.models import Group
from palier.web.place_choice.candidates import KIND_NEEDED, NEW, PLACE
from palier.web.reports.table_cells import Choices, DayCell, ListedField, MomentsCell, choices_of, said_alike
from palier.web.reports.table_known import NOTHING_KNOWN, known_for_each
from palier.web.reports.table_places import NamedPlaces
from palier.web.shell.fields import LevelField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField, UnscreenedField

FIRST_LINES, MORE_LINES, MOST_LINES = 8, 8, 100
TOO_MANY = f"{MOST_LINES} lignes au plus à la fois. Enregistrez celles-ci, puis ouvrez un autre tableau pour la suite."
TOO_LONG = (
    "Une cellule est trop longue pour être lue, ou un guillemet y est resté ouvert. Copiez les cellules de nouveau."
)
NOTHING = "Remplissez au moins une ligne du tableau."


class _PartForm(PalierForm):
    """A part of the table, which may be shown as typed before anything is checked."""

    def leave_unchecked(self) -> None:
        """Show it as typed, without a word about it."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data: dict[str, Any] = {}


class LineForm(_PartForm):
    """One line, one report. Its columns are in the order of the table, and of what is pasted."""

    # Not the place as chosen, but as named: a known one is not screened again.
    place = ScreenedTextField(label="Lieu", max_length=150, error_messages={"required": "Écrivez où c’est."})
    kind = ListedField(label="Type de lieu", listed="kind", required=False)
    category = ListedField(
        label="Catégorie", listed="category", error_messages={"required": "Choisissez une catégorie."}
    )
    text = ScreenedTextField(
        label="Faits constatés",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "Décrivez les faits en une phrase."},
    )
    seen_on = DayCell(label="Vu le", required=False)
    moments = MomentsCell(label="Moments", required=False)
    frequency = ListedField(label="Fréquence", listed="frequency", required=False)
    channel = ListedField(label="Source", listed="channel", required=False)

    def __init__(self, data: Any, *, number: int | str, choices: dict[str, Choices], today: date) -> None:
        super().__init__(data, prefix=f"l{number}")
        self.number = number
        self.places: NamedPlaces | None = None
        self.place_value = ""
        self.known = NOTHING_KNOWN
        for one in self.fields.values():
            if isinstance(one, ListedField):
                one.choices = choices[one.listed]
        self.fields["seen_on"].today = today

    @property
    def cells(self) -> list[Any]:
        """The cells, in the order of the columns."""
        return [self[name] for name in self.fields]

    @property
    def joined(self) -> str:
        """What the reporter chose to join, of what was shown for the place of this line; empty for a new report."""
        return self._sent("joined") if self.was_told else ""

    @property
    def was_told(self) -> bool:
        """Whether what is known was shown for the place that this line names."""
        return bool(self.place_value) and self._sent("known_for") == self.place_value

    def _sent(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), "")) if self.is_bound else ""

    def spot(self) -> Spot:
        """Where, what and when, once checked: enough to look for what is known."""
        where = self.places.where(self.place_value) if self.places else (None, None, None)
        values = self.cleaned_data
        return Spot(*where, values.get("category"), values.get("moments") or UNKNOWN)

    @property
    def typed(self) -> dict[str, str]:
        """What stands in each cell."""
        return {name: str(self[name].value() or "").strip() for name in self.fields}

    def clean(self) -> dict[str, Any]:
        """Finds the place that is meant; the kind of a new one is asked along with the rest."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("place") and self.places is not None:
            try:
                self.place_value = self.places.value_of(values["place"])
            except Refused as refused:
                self.add_error("place", refused.message)
        is_known = not self.place_value or self.place_value.startswith(PLACE)
        if not is_known and not values.get("kind") and not self.has_error("kind"):
            self.add_error("kind", KIND_NEEDED)
        return values

    def _screen(self, name: str, text: str) -> None:
        if name != "place" or self.place_value.startswith(NEW):
            super()._screen(name, text)


class SheetForm(_PartForm):
    """What all the lines share: the group, who reads, the key by which they are filed once; and what is pasted."""

    group = forms.ModelChoiceField(Group.objects.none(), label="Groupe", empty_label=None)
    level = LevelField(levels=(Level.GROUP, Level.POLICE), initial=Level.GROUP)
    filing_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    pasted = UnscreenedField(
        why="découpé en cellules, dont chacune est filtrée à l’enregistrement",
        label="Cellules copiées d’un tableur",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une ligne par signalement, les colonnes dans l’ordre du tableau.",
    )

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        groups = Group.objects.visible_to(actor).filter(pk__in=groups_where(actor, Verb.REPORT_FILE))
        self.fields["group"].queryset = groups
        self.fields["group"].initial = groups.first()
        self.fields["filing_key"].initial = new_id
        if groups.count() == 1:
            self.fields["group"].widget = forms.HiddenInput()
        if Level.POLICE not in actor.groups_by_clearance():
            del self.fields["level"]


class Sheet:
    """The whole table: its common part and its lines, as typed. Empty lines are left alone."""

    def __init__(self, data: Any = None, *, actor: Actor, today: date) -> None:
        self.actor, self.today, self.data = actor, today, data
        self.choices = choices_of(today)
        self._set(data, _count_of(data) if data is not None else FIRST_LINES)

    def _set(self, data: Any, count: int) -> None:
        self.data = data
        self.head = SheetForm(data, actor=self.actor)
        self.lines = [self._line(data, number) for number in range(1, min(count, MOST_LINES) + 1)]
        self.blank = self._line(None, "__n__")

    def _line(self, data: Any, number: int | str) -> LineForm:
        return LineForm(data, number=number, choices=self.choices, today=self.today)

    @property
    def filled(self) -> list[LineForm]:
        """The lines in which something is typed."""
        return [line for line in self.lines if any(line.typed.values())]

    @property
    def key(self) -> UUID:
        """The key under which this table is filed, once."""
        key: UUID = self.head.cleaned_data.get("filing_key") or new_id()
        return key

    @property
    def mistakes(self) -> list[tuple[str, str, str]]:
        """Each cell in error: its id, what it is called, what is wrong."""
        found = []
        for line in self.filled:
            found += [(cell.auto_id, f"Ligne {line.number}, {cell.label}", told) for cell, told in line.field_errors]
            found += [(line["place"].auto_id, f"Ligne {line.number}", told) for told in line.non_field_errors()]
        return found

    def is_sound(self) -> bool:
        """Check every line that is not empty, all of them, whatever the first one says."""
        filled = self.filled
        for line in self.lines:
            if line not in filled:
                line.leave_unchecked()
        is_sound = self.head.is_valid()
        places = NamedPlaces(self.actor, [line.typed["place"] for line in filled], self.head.cleaned_data.get("group"))
        for line in filled:
            line.places = places
            is_sound = line.is_valid() and is_sound
        if not filled and is_sound:
            self.head.add_error(None, NOTHING)
        return is_sound and bool(filled)

    def tell_known(self, *, now: datetime) -> None:
        """Tell each line whose place was found what is known there."""
        placed = [line for line in self.filled if line.place_value]
        spots = [line.spot() for line in placed]
        for line, known in zip(placed, known_for_each(self.actor, spots, now=now), strict=True):
            line.known = known

    def add_lines(self) -> None:
        """More empty lines, up to the bound, where it is told."""
        wanted = len(self.lines) + MORE_LINES
        self._set(self.data, wanted)
        self._unchecked()
        if wanted > MOST_LINES:
            self.head.add_error(None, TOO_MANY)

    def spread(self) -> None:
        """Put what was pasted in the cells, after the last line that is filled; all of it, or none and why."""
        try:
            rows = _cells_of(self.data.get("pasted", ""))
        except csv.Error:
            self._unchecked()
            self.head.add_error("pasted", TOO_LONG)
            return
        after = max((int(line.number) for line in self.filled), default=0)
        if not rows or after + len(rows) > MOST_LINES:
            self._unchecked()
            self.head.add_error("pasted", TOO_MANY if rows else "Collez ici des cellules copiées d’un tableur.")
            return
        data = self.data.copy()
        for number, cells in enumerate(rows, start=after + 1):
            for name, value in zip(LineForm.base_fields, cells, strict=False):
                data[f"l{number}-{name}"] = value.strip()
        data["pasted"] = ""
        self._set(data, max(len(self.lines), after + len(rows)))
        self._unchecked()

    def _unchecked(self) -> None:
        for form in (self.head, *self.lines):
            form.leave_unchecked()


def _count_of(data: Any) -> int:
    text = str(data.get("lines", ""))[:4]
    return max(int(text), 1) if text.isdecimal() else FIRST_LINES


def _cells_of(text: str) -> list[list[str]]:
    """The cells that a spreadsheet copied, headings and empty lines left out; too many lines are not all read."""
    mark = "\t" if "\t" in text else ";"
    headings = {said_alike(str(one.label)) for one in LineForm.base_fields.values()}
    found: list[list[str]] = []
    for cells in csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter=mark):
        words = {said_alike(cell) for cell in cells} - {""}
        if words and not (words <= headings and not found):
            found.append(cells)
        if len(found) > MOST_LINES:
            break
    return found
