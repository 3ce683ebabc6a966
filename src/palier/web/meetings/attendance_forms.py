"""Forms of the attendance: the sheet line by line, a visitor, the code that checks in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import cached_property

from palier.access.actor import Actor
from palier.cycle.convening.models import Convocation
from palier.cycle.meetings.models import Attendance
from palier.partners.models import Contact
from palier.partners.queries.directory import directory_for
from palier.web.meetings.session_forms import NamedOrganisationField
from palier.web.shell.fields import TimeField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField, UnscreenedField

DETAILS = ("represented_by", "note", "arrived_at", "left_at")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: who is expected, the answer, what there is to add."""

    row: Attendance
    state: Any
    details: list[Any]

    @property
    def is_open(self) -> bool:
        """True when something was added, or refused: it is then shown."""
        return any(field.errors or field.value() for field in self.details)


class AttendanceForm(PalierForm):
    """Who is there, one line per contact expected; what was announced is in the boxes until it is noted."""

    def __init__(
        self, data: Any, *, actor: Actor, rows: list[Attendance], announced: Mapping[UUID, Convocation]
    ) -> None:
        super().__init__(data)
        self.rows = {str(row.pk): row for row in rows if not row.is_visitor}
        self.offered: dict[str, str] = {}
        colleagues = _colleagues(actor, list(self.rows.values()))
        for key, row in self.rows.items():
            told = announced.get(row.contact_id) if row.contact_id else None
            self.fields[key] = forms.ChoiceField(
                label=f"{row.organisation} : {row.who}",
                required=False,
                choices=[("", "À renseigner"), *Attendance.State.choices],
                initial=row.state or (told.answer if told else ""),
                widget=forms.Select(attrs={"class": "fr-select"}),
            )
            self.offered[key] = _words(row, told)
            self._add_details(key, row, colleagues.get(row.organisation_id, []), self.offered[key])

    @cached_property
    def lines(self) -> list[Line]:
        """The sheet, line by line."""
        return [
            Line(row, self[key], [self[f"{key}-{name}"] for name in DETAILS if f"{key}-{name}" in self.fields])
            for key, row in self.rows.items()
        ]

    def changed(self, *, others: str = "") -> list[tuple[Attendance, dict[str, Any]]]:
        """The lines whose answer is new; those left open take the answer `others`, if any."""
        return [(row, values) for row, values in self._answers(others) if values]

    def _answers(self, others: str) -> Iterator[tuple[Attendance, dict[str, Any]]]:
        for key, row in self.rows.items():
            found = {name: self.cleaned_data.get(f"{key}-{name}") or None for name in DETAILS}
            found |= {"state": self.cleaned_data.get(key) or others, "note": found["note"] or ""}
            if found["represented_by"] is None and f"{key}-represented_by" not in self.fields:
                found["represented_by"] = row.represented_by
            found["note"] = self._note(key, row, found)
            is_new = any(getattr(row, name) != value for name, value in found.items())
            yield row, found if found["state"] and is_new else {}

    def _note(self, key: str, row: Attendance, found: Mapping[str, Any]) -> str:
        """What was typed; what was announced stands for a line that came without its box, and for no other answer."""
        offered = self.offered[key]
        note = found["note"] if f"{key}-note" in self.data else offered
        return "" if note == offered != row.note and found["state"] != Attendance.State.REPRESENTED else str(note)

    def _add_details(self, key: str, row: Attendance, colleagues: list[Contact], note: str) -> None:
        others = [one for one in colleagues if one.pk != row.contact_id]
        if others:
            known = {str(one.pk): one for one in others}
            self.fields[f"{key}-represented_by"] = forms.TypedChoiceField(
                label="Représenté par",
                required=False,
                choices=[("", "Personne de connu"), *((pk, one.name) for pk, one in known.items())],
                coerce=lambda pk, known=known: known[pk],
                empty_value=None,
                initial=str(row.represented_by_id or ""),
                widget=forms.Select(attrs={"class": "fr-select"}),
            )
        self.fields[f"{key}-note"] = ScreenedTextField(
            label="Précision (« son adjointe »)", max_length=100, required=False, initial=note
        )
        for name, label in (("arrived_at", "Arrivé à"), ("left_at", "Parti à")):
            self.fields[f"{key}-{name}"] = TimeField(
                label=label, required=False, initial=getattr(row, name), help_text=""
            )


def _words(row: Attendance, told: Convocation | None) -> str:
    """What there is to add, or what was announced of who comes in its place, until the line is noted."""
    if row.state or told is None or told.answer != Attendance.State.REPRESENTED:
        return row.note
    return told.words[:100]


def _colleagues(actor: Actor, rows: list[Attendance]) -> dict[Any, list[Contact]]:
    """The present contacts of these organisations, by organisation."""
    found: dict[Any, list[Contact]] = {}
    contacts = Contact.objects.visible_to(actor).filter(departed_on__isnull=True)
    for one in contacts.filter(organisation__in={row.organisation_id for row in rows}).order_by("name__folded", "pk"):
        found.setdefault(one.organisation_id, []).append(one)
    return found


class VisitorForm(PalierForm):
    """A visitor: an organisation and a role, no name."""

    organisation = NamedOrganisationField(label="Organisation du visiteur")
    role = ScreenedTextField(
        label="À quel titre", max_length=100, help_text="Une fonction, pas un nom : « directrice adjointe »."
    )

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data, prefix="visitor")
        rows = list(directory_for(actor).filter(closed_on__isnull=True).order_by("name__folded"))
        for row in rows:
            row.sits = True  # type: ignore[attr-defined]  # all are offered alike
        self.fields["organisation"].queryset = rows


class CodeForm(PalierForm):
    """The code written on the screen of the room."""

    code = UnscreenedField(why="le code de la séance", label="Code de la séance", max_length=12)
