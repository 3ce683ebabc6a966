"""Forms of the agenda: the points proposed, ticked and put in order without script; the usual agenda of a group."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from palier.access.levels import Level
from palier.cycle.meetings.agenda import Ground, Proposal
from palier.cycle.meetings.composing import LONGEST_POINT, Point
from palier.cycle.meetings.models import AgendaTemplate
from palier.cycle.meetings.reasons import USUAL_MINUTES, Reason
from palier.cycle.problems.models import Problem
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

# Beyond these, nobody reads on: they are added from the list.
ASIDE = 30
# Boxes added to a form once it is made: they are dressed here.
_NUMBER = forms.NumberInput(attrs={"class": "fr-input"})
_LIST = forms.Select(attrs={"class": "fr-select"})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page: the problem, why it is there, and its boxes."""

    problem: Problem
    grounds: tuple[Ground, ...]
    fits: bool
    ticked: Any
    minutes: Any
    # None when the problem is reserved by itself.
    reserved: Any
    is_moved: bool
    is_first: bool = False
    is_last: bool = False


class ProposalForm(PalierForm):
    """The agenda as it would be. Every button sends the whole of it back; only « Enregistrer » writes."""

    unscreened = "des cases et des minutes"

    def __init__(self, data: Any, *, proposal: Proposal, addable: QuerySet[Problem]) -> None:
        data = _with_added(data) if data else None
        self.asked = data or {}
        self.candidates = {str(one.problem.pk): one for one in proposal.candidates}
        sent = data.getlist("problem") if data else []
        others = _uuids(sent) - _uuids(self.candidates)
        self.problems = {key: one.problem for key, one in self.candidates.items()}
        self.problems |= {str(row.pk): row for row in addable.filter(pk__in=others)} if others else {}
        self.order = [key for key in dict.fromkeys(sent) if key in self.problems]
        state = self._sent() if data else self._proposed(proposal)
        self._arrange(state)
        super().__init__(data if "save" in self.asked else None, initial=state)
        for key in self.order:
            self._add_boxes(key)
        left = addable.exclude(pk__in=_uuids(self.order))
        self.fields["add"] = forms.ModelChoiceField(
            left, label="Une autre problématique", required=False, empty_label="Choisir…", widget=_LIST
        )

    @property
    def rows(self) -> list[Row]:
        """The lines ticked, in their order."""
        keys = [key for key in self.order if self._is_ticked(key)]
        return [self._row(key, is_first=key == keys[0], is_last=key == keys[-1]) for key in keys]

    @property
    def others(self) -> list[Row]:
        """The lines left aside: « si le temps le permet »."""
        return [self._row(key) for key in self.order if not self._is_ticked(key)]

    @property
    def unlisted(self) -> int:
        """How many more have a reason and are only in the list to add from."""
        return len(self.candidates.keys() - set(self.order))

    @property
    def total(self) -> int:
        """The minutes of what is ticked, as far as they are numbers."""
        told = (str(row.minutes.value() or "") for row in self.rows)
        return sum(int(minutes) for minutes in told if minutes.isdecimal())

    @property
    def points(self) -> list[Point]:
        """What the service receives: the lines ticked, in their order."""
        told = self.cleaned_data
        return [
            Point(self.problems[key], told[f"minutes-{key}"], is_reserved=bool(told.get(f"reserved-{key}")))
            for key in self.order
            if told[f"on-{key}"]
        ]

    @property
    def dropped(self) -> list[Problem]:
        """The lines of the page that were left unticked."""
        return [self.problems[key] for key in self.order if not self.cleaned_data[f"on-{key}"]]

    def _proposed(self, proposal: Proposal) -> dict[str, Any]:
        """The first time: what fits is ticked; once the chief has composed the agenda, only what is on it."""
        composed = any(one.item and one.item.minutes for one in proposal.candidates)
        state: dict[str, Any] = {}
        for key, one in self.candidates.items():
            state[f"on-{key}"] = bool(one.item) or (one.fits and not composed)
            state[f"minutes-{key}"], state[f"reserved-{key}"] = one.minutes, one.is_reserved
        aside = [key for key in self.candidates if not state[f"on-{key}"]][ASIDE:]
        self.order = [key for key in self.candidates if key not in set(aside)]
        return state

    def _sent(self) -> dict[str, Any]:
        state: dict[str, Any] = {}
        for key in self.order:
            state[f"on-{key}"] = f"on-{key}" in self.asked
            state[f"minutes-{key}"] = self.asked.get(f"minutes-{key}", USUAL_MINUTES)
            state[f"reserved-{key}"] = f"reserved-{key}" in self.asked
        return state

    def _arrange(self, state: dict[str, Any]) -> None:
        """One line up or down as a button asked; what is ticked comes first."""
        ticked = [key for key in self.order if state[f"on-{key}"]]
        for way, step in (("up", -1), ("down", 1)):
            key = self.asked.get(way)
            if key in ticked and 0 <= (to := ticked.index(key) + step) < len(ticked):
                at = ticked.index(key)
                ticked[at], ticked[to] = ticked[to], ticked[at]
        self.order = [*ticked, *(key for key in self.order if key not in set(ticked))]

    def _add_boxes(self, key: str) -> None:
        problem = self.problems[key]
        self.fields[f"on-{key}"] = forms.BooleanField(label=problem.title, required=False)
        self.fields[f"minutes-{key}"] = forms.IntegerField(
            label=f"Minutes : {problem.title}", min_value=1, max_value=LONGEST_POINT, widget=_NUMBER
        )
        if problem.level <= Level.NAMED:
            self.fields[f"reserved-{key}"] = forms.BooleanField(label="Réservé à la police", required=False)

    def _is_ticked(self, key: str) -> bool:
        return bool(self[f"on-{key}"].value())

    def _row(self, key: str, **place: bool) -> Row:
        one = self.candidates.get(key)
        return Row(
            self.problems[key],
            one.grounds if one else (),
            one.fits if one else True,
            self[f"on-{key}"],
            self[f"minutes-{key}"],
            self[f"reserved-{key}"] if f"reserved-{key}" in self.fields else None,
            is_moved=key in (self.asked.get("up"), self.asked.get("down")),
            **place,
        )


class TemplateForm(PalierForm):
    """The usual agenda of a group: which reason first, for how long, and the fixed points."""

    opening = ScreenedTextField(label="Point d’ouverture", max_length=100, required=False)
    opening_minutes = forms.IntegerField(label="Minutes du point d’ouverture", min_value=0, max_value=60)
    closing = ScreenedTextField(label="Point de fin", max_length=100, required=False)
    closing_minutes = forms.IntegerField(label="Minutes du point de fin", min_value=0, max_value=60)

    def __init__(self, data: Any, *, template: AgendaTemplate) -> None:
        fixed = ("opening", "opening_minutes", "closing", "closing_minutes")
        super().__init__(data, initial={name: getattr(template, name) for name in fixed})
        self.reasons = [reason for reason, _ in template.ordered]
        for rank, (reason, minutes) in enumerate(template.ordered, start=1):
            self.fields[f"rank-{reason}"] = forms.IntegerField(
                label=f"Rang : {reason.label}", min_value=1, max_value=99, initial=rank, widget=_NUMBER
            )
            self.fields[f"minutes-{reason}"] = forms.IntegerField(
                label=f"Minutes : {reason.label}", min_value=1, max_value=60, initial=minutes, widget=_NUMBER
            )

    @property
    def lines(self) -> Iterator[tuple[Reason, Any, Any]]:
        """Each reason with its two boxes."""
        return ((reason, self[f"rank-{reason}"], self[f"minutes-{reason}"]) for reason in self.reasons)

    @property
    def values(self) -> dict[str, Any]:
        """What the service receives; two reasons of the same rank keep the order they had."""
        told = self.cleaned_data
        order = sorted(self.reasons, key=lambda reason: told[f"rank-{reason}"])
        fixed = ("opening", "opening_minutes", "closing", "closing_minutes")
        reasons = [[reason.value, told[f"minutes-{reason}"]] for reason in order]
        return {"reasons": reasons, **{name: told[name] for name in fixed}}


def _with_added(data: Any) -> Any:
    """What was sent, the problem chosen in the list being one more line, ticked."""
    added = data.get("add")
    if not added:
        return data
    sent = data.copy()
    sent.appendlist("problem", added)
    for name, value in (("add", ""), (f"on-{added}", "on"), (f"minutes-{added}", str(USUAL_MINUTES))):
        sent[name] = value
    return sent


def _uuids(keys: Iterable[str]) -> set[UUID]:
    """Those of these texts that are ids."""
    found = set()
    for key in keys:
        try:
            found.add(UUID(key))
        except ValueError:
            continue
    return found
