"""The forms of a take-over: which file, which columns, and what a line becomes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.cycle.catalogue.models import Category
from palier.intake.corrections import APART, AS_PROPOSED, JOINED, Correction
from palier.intake.field_labels import LEFT_OUT, field_label
from palier.intake.headings import field_names
from palier.intake.layout.regions import Kind, Region
from palier.intake.reading import ReadAction, ReadProblem, Tracker
from palier.intake.states import Told
from palier.intake.words import fold
from palier.kernel import clock
from palier.partners.models import Group, Organisation
from palier.screening import without_persons
from palier.web.shell.fields import DateField, FamilyChoiceField, UploadField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

_READ = (Kind.PROBLEMS, Kind.ACTIONS, Kind.OTHER)
_EXAMPLES, _EXAMPLE = 3, 40
# Fields made for a file come after the base form has drawn its own.
_LONG = 5_000  # letters of one cell
_BOX, _LIST, _RADIO = {"class": "fr-input"}, {"class": "fr-select"}, {"dsfr": "dsfr"}


class UploadTrackerForm(PalierForm):
    """Which group, which file."""

    group = forms.ModelChoiceField(
        queryset=Group.objects.none(), label="Groupe qui reprend le tableau", empty_label="Choisir…"
    )
    file = UploadField(
        label="Tableau (Excel, OpenDocument ou CSV)",
        accepts=(".xlsx", ".xlsm", ".ods", ".csv", ".txt"),
        help_text="Tel qu’il est tenu aujourd’hui : .xlsx, .ods ou .csv, 10 Mo et 2 000 lignes au plus. "
        "Vous seul le voyez ; il est supprimé après 24 heures.",
        error_messages={"required": "Choisissez un fichier.", "empty": "Le fichier est vide."},
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        led = groups_where(actor, Verb.PROBLEM_LEAD)
        groups = Group.objects.visible_to(actor).filter(pk__in=led)
        self.fields["group"].queryset = groups
        if groups.count() == 1:
            self.fields["group"].empty_label = None


class ColumnsForm(PalierForm):
    """Which sheets are read, where their header stands, what each column of the main table holds."""

    def __init__(self, *args: Any, tracker: Tracker, header_rows: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tracker, self._header_rows = tracker, header_rows
        self._regions = list(tracker.regions)
        self._main = max(tracker.regions, key=lambda region: (len(region.lines), len(region.texts)), default=None)
        for rank, region in enumerate(self._regions):
            self._add_sheet(rank, region)
        if self._main:
            self._add_columns(self._main)
        _unmark(self.fields)

    def _add_sheet(self, rank: int, region: Region) -> None:
        named = f"la feuille « {region.sheet} »" if region.sheet else "le fichier"
        if region.sheet and len(self._regions) > 1:
            self.fields[f"read_{rank}"] = forms.BooleanField(
                label=f"Lire {named} ({_KINDS[region.kind]})",
                required=False,
                initial=self._header_rows.get(region.sheet) != 0
                and (region.kind is not Kind.OTHER or region is self._main),
            )
        if region.kind in _READ and not region.is_form:
            self.fields[f"header_{rank}"] = forms.IntegerField(
                label=f"Ligne des titres de colonnes dans {named}",
                required=False,
                min_value=1,
                max_value=100_000,
                widget=forms.NumberInput(attrs=_BOX),
                initial=max(region.header_rows, default=0) or None,
                help_text="Le numéro de la ligne qui porte « Date », « Lieu », « Nature »…",
            )

    def _add_columns(self, main: Region) -> None:
        taken = {place: name for name, place in main.columns.items()}
        self._named = {f"column_{place}": " ".join(text.split()) for place, text in enumerate(main.headings)}
        choices = [("", LEFT_OUT), *((name, field_label(name)) for name in field_names())]
        for place, heading in enumerate(main.headings):
            if heading.strip():
                self.fields[f"column_{place}"] = forms.ChoiceField(
                    label=f"Votre colonne « {' '.join(heading.split())} » contient",
                    choices=choices,
                    required=False,
                    initial=taken.get(place, ""),
                    widget=forms.Select(attrs=_LIST),
                    help_text=_examples(main, place),
                )

    def clean(self) -> dict[str, Any]:
        """Two columns cannot hold the same thing."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for name, value in list(values.items()):
            if name.startswith("column_") and value:
                if value in seen:
                    told = f"« {field_label(value)} » est déjà choisi pour la colonne « {seen[value]} »."
                    self.add_error(name, told)
                seen[value] = self._named[name]
        return values

    @property
    def chosen_headers(self) -> dict[str, int]:
        """The row of the header of each sheet where it is not the one that was found; 0 for a sheet left aside."""
        found = dict(self._header_rows)
        for rank, region in enumerate(self._regions):
            row = self.cleaned_data.get(f"header_{rank}")
            if self.cleaned_data.get(f"read_{rank}") is False:
                if region.kind is not Kind.OTHER or region.sheet in found:
                    found[region.sheet] = 0
            elif row and (region.kind is Kind.OTHER or row != max(region.header_rows, default=0)):
                found[region.sheet] = row
            elif found.get(region.sheet) == 0:
                del found[region.sheet]
        return found

    @property
    def chosen_fields(self) -> dict[str, str]:
        """Folded heading -> field."""
        headings = self._main.headings if self._main else ()
        names = {place: f"column_{place}" for place in range(len(headings))}
        return {
            fold(heading): self.cleaned_data[names[place]]
            for place, heading in enumerate(headings)
            if names[place] in self.cleaned_data
        }

    @property
    def changes_columns(self) -> bool:
        """True when a column holds another thing than what was read."""
        return any(name.startswith("column_") for name in self.changed_data)


_KINDS = {
    Kind.PROBLEMS: "suivi : une ligne par problématique",
    Kind.ACTIONS: "suivi : une ligne par action",
    Kind.ATTENDANCE: "présences aux réunions passées",
    Kind.CONTACTS: "contacts à inviter",
    Kind.OTHER: "rien n’y est reconnu",
}


def _unmark(fields: Mapping[str, forms.Field]) -> None:
    """A list that proposes something is no optional question."""
    for field in fields.values():
        field.optional_mark = ""  # type: ignore[attr-defined]  # read by PalierBoundField


def _examples(main: Region, place: int) -> str:
    """The first words found in a column, without those about persons."""
    said = (texts[place] for texts in main.texts.values() if place < len(texts) and texts[place].strip())
    found: list[str] = []
    for text in said:
        plain = " ".join(text.split())
        short = without_persons(plain if len(plain) <= _EXAMPLE else f"{plain[:_EXAMPLE].rstrip()}…")
        if short not in found:
            found.append(short)
        if len(found) == _EXAMPLES:
            break
    return f"Par exemple : {' ; '.join(found)}" if found else "Cette colonne est vide, masquée ou écartée."


class LineForm(PalierForm):
    """What a line becomes: its words, its category, its state, its day; what is to be done, by whom, for when."""

    title = ScreenedTextField(label="Problématique", max_length=200)
    place = ScreenedTextField(
        label="Lieu", max_length=200, help_text="Une adresse connue (numéro, rue) est placée sur la carte."
    )
    facts = ScreenedTextField(
        label="Constat", required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 4})
    )
    notes = ScreenedTextField(
        label="Suivi, observations", required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 4})
    )
    category = FamilyChoiceField(queryset=Category.objects.none(), label="Catégorie", empty_label=None)
    state = forms.ChoiceField(label="État", choices=[(told.value, told.label.capitalize()) for told in Told])
    day = DateField(label="Signalé le", required=False)

    def __init__(self, *args: Any, read: ReadProblem, asked: Correction, earlier: str, **kwargs: Any) -> None:
        self._as_read = _values(read)
        self._actions, self._maintained = read.lines, frozenset(asked.maintained)
        said = {name: value for name in _OWN if (value := getattr(asked, name))}
        initial = {**self._as_read, **said}
        if asked.day:
            initial["day"] = date.fromisoformat(asked.day)
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["category"].queryset = Category.objects.in_use(clock.today())
        if earlier:
            self._add_tie(read, asked, earlier)
        choices = [(str(one.pk), one.name) for one in Organisation.objects.filter(closed_on__isnull=True)]
        for rank, line in enumerate(read.lines):
            self._add_action(rank, line, asked, choices)
        _unmark({name: field for name, field in self.fields.items() if name != "day"})

    def _add_tie(self, read: ReadProblem, asked: Correction, earlier: str) -> None:
        ties = [(AS_PROPOSED, "Créer les deux et les relier"), (APART, "Créer les deux, sans lien")]
        if read.link and not read.link.is_written:
            ties[0] = (AS_PROPOSED, "Créer les deux, sans lien")
            del ties[1]
        if read.record:
            ties.append((JOINED, "C’est la même : joindre ses actions et ses notes à l’autre ligne"))
        self.fields["tie"] = forms.ChoiceField(
            label=f"Cette ligne ressemble à {earlier}",
            choices=ties,
            required=False,
            initial=asked.tie,
            widget=forms.RadioSelect(attrs=_RADIO),
        )

    def _add_action(self, rank: int, line: ReadAction, asked: Correction, choices: list[tuple[str, str]]) -> None:
        number = rank + 1
        self.fields[f"words_{rank}"] = ScreenedTextField(
            label=f"Action {number} : ce qui est à faire",
            max_length=_MOST_WORDS,
            initial=asked.words.get(str(rank)) or _words(line),
        )
        read = f"Comme lu : {line.owner.name}" if line.owner and line.owner.type else "Choisir…"
        self.fields[f"owner_{rank}"] = forms.ChoiceField(
            label=f"Action {number} : qui la fait",
            choices=[("", read), *choices],
            required=False,
            initial=asked.owners.get(str(rank), ""),
            widget=forms.Select(attrs=_LIST),
            help_text="" if line.owner and line.owner.type else "Sans organisation, cette action n’est pas reprise.",
        )
        self.fields[f"due_{rank}"] = DateField(
            label=f"Action {number} : pour le",
            required=False,
            initial=date.fromisoformat(said) if (said := asked.dues.get(str(rank))) else line.due.day,
            help_text="Laissée vide, l’échéance est celle de la ligne, sinon celle de la cadence du groupe.",
        )
        self.fields[f"keep_{rank}"] = forms.BooleanField(
            label=f"Reprendre l’action {number}", required=False, initial=rank not in asked.left_out
        )
        for name in ("words", "due"):
            self.fields[f"{name}_{rank}"].widget.attrs |= _BOX

    def correction(self) -> Correction:
        """What differs from what was read."""
        values = self.cleaned_data
        day = values.get("day")
        said = {
            "title": values["title"],
            "place": values["place"],
            "facts": _plain(values["facts"]),
            "notes": _plain(values["notes"]),
            "category": values["category"].pk,
            "state": values["state"],
        }
        changed = {name: value for name, value in said.items() if value != self._as_read[name]}
        ranks = range(len(self._actions))
        return Correction(
            **changed,
            day=day.isoformat() if day and day != self._as_read["day"] else "",
            tie=values.get("tie", AS_PROPOSED),
            words={
                str(rank): words for rank in ranks if (words := values[f"words_{rank}"]) != _words(self._actions[rank])
            },
            owners={str(rank): values[f"owner_{rank}"] for rank in ranks if values[f"owner_{rank}"]},
            dues={
                str(rank): due.isoformat()
                for rank in ranks
                if (due := values[f"due_{rank}"]) and due != self._actions[rank].due.day
            },
            left_out=[rank for rank in ranks if not values[f"keep_{rank}"]],
            maintained=sorted(self._said_to_name_nobody),
        )

    @property
    def _said_to_name_nobody(self) -> set[str]:
        """The texts maintained now, and those maintained before and left as they were."""
        return {one.field for one in self.justifications} | (self._maintained - set(self.changed_data))


_MOST_WORDS = 150  # those of an action’s title
_OWN = ("title", "place", "facts", "notes", "category", "state", "day")


def _words(line: ReadAction) -> str:
    return " ".join(without_persons(line.what).split())[:_MOST_WORDS]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()[:_LONG]


def _values(read: ReadProblem) -> dict[str, Any]:
    return {
        "title": " ".join(without_persons(read.title).split())[:200],
        "place": " ".join(without_persons(read.place or read.title).split())[:200],
        "facts": _plain(without_persons(read.facts)),
        "notes": _plain(without_persons(read.notes)),
        "category": read.category,
        "state": read.state.value,
        "day": read.first_meeting or read.reported.day,
    }
