"""Forms around the sealed drawer: whom to name and why, to which day an action moves and under which words."""

from datetime import date, timedelta
from typing import Any

from django import forms

from palier.access.levels import Level
from palier.cycle.collisions.queries import CLEAR, NEUTRAL, Collision
from palier.partners.models import User
from palier.partners.services.drawers import may_be_named
from palier.web.shell.fields import DateField, FactsField
from palier.web.shell.forms import PalierForm


class NameForm(PalierForm):
    """Who will read the drawer, and why."""

    user = forms.ModelChoiceField(User.objects.none(), label="Policier du groupe", empty_label="Choisir…")
    reason = FactsField(label="Motif", max_length=200, rows=2, level=Level.SEALED)

    def __init__(self, data: Any, *, group_id: Any, drawer: Any, today: date) -> None:
        super().__init__(data)
        self.fields["user"].queryset = may_be_named(group_id, drawer, today=today)


class CloseForm(PalierForm):
    """Why this person reads it no more."""

    reason = FactsField(label="Motif", max_length=200, rows=2, level=Level.SEALED)


class MoveDateForm(PalierForm):
    """An ordinary postponement: a day that collides with nothing, a reason that says nothing."""

    due = DateField(label="Nouvelle échéance")
    reason = forms.ChoiceField(
        label="Motif que tous liront",
        widget=forms.RadioSelect,
        choices=[(words, words) for _, words in NEUTRAL],
        initial=NEUTRAL[0][1],
    )

    def __init__(self, data: Any, *, collision: Collision) -> None:
        clear = (collision.note.planned_on or collision.day) + CLEAR
        super().__init__(data, initial={"due": max(clear, collision.day + timedelta(days=1)), "reason": NEUTRAL[0][1]})
