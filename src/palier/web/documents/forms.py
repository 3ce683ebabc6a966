"""What is typed about the papers of a meeting."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from palier.access.levels import Level
from palier.cycle.meetings.models import AgendaItem
from palier.cycle.minutes.lifecycle import AMENDMENT_LIFECYCLE
from palier.web.shell.fields import FactsField, LevelField
from palier.web.shell.forms import PalierForm

LONGEST = 500
WHOLE = "whole"


class PublicWordsForm(PalierForm):
    """What is said to the population: of the meeting, then of each item that may be spoken of."""

    def __init__(self, data: Any, *, items: Sequence[AgendaItem], words: dict[UUID | None, str]) -> None:
        super().__init__(data, prefix="public")
        self.keys: dict[str, UUID | None] = {WHOLE: None, **{item.pk.hex: item.pk for item in items}}
        titles: dict[UUID | None, str] = {item.pk: item.problem.title for item in items}
        titles[None] = "De la réunion en général"
        for name, key in self.keys.items():
            self.fields[name] = FactsField(
                label=titles[key],
                max_length=LONGEST,
                rows=2,
                required=False,
                initial=words.get(key, ""),
                level=Level.POPULATION if name == WHOLE else None,
                names_no_person=name == WHOLE,
            )

    @property
    def words(self) -> dict[UUID | None, str]:
        """What was typed, by item."""
        return {key: self.cleaned_data.get(name, "") for name, key in self.keys.items()}


class RemarkForm(PalierForm):
    """A remark on the minutes."""

    text = FactsField(
        label="Votre remarque",
        max_length=500,
        rows=3,
        help_text="Ce qui manque, ce qui est mal noté. Elle est imprimée dans le relevé avec la réponse.",
    )
    level = LevelField(levels=(Level.GROUP, Level.POLICE), initial=Level.GROUP)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, key: UUID, is_police: bool) -> None:
        super().__init__(data, initial={"key": key})
        if not is_police:
            del self.fields["level"]


class AnswerForm(PalierForm):
    """What is answered to a remark."""

    move = forms.ChoiceField(
        label="Suite",
        choices=[(name, step.label) for name, step in AMENDMENT_LIFECYCLE.steps.items()],
        widget=forms.RadioSelect,
    )
    answer = FactsField(label="Réponse", max_length=300, rows=2, help_text="Elle est imprimée sous la remarque.")
