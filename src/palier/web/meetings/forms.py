"""Forms of the meetings: planning, the agenda."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.cycle.meetings.cadence import Advice
from palier.cycle.meetings.models import AgendaItem, Meeting
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import living_problems
from palier.partners.models import Group
from palier.web.shell.fields import DateField, TimeField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

# How far a series may go.
LONGEST = timedelta(days=366)


def led_groups(actor: Actor) -> QuerySet[Group]:
    """The open groups whose meetings this reader fixes."""
    led = Group.objects.visible_to(actor).filter(pk__in=groups_where(actor, Verb.MEETING_LEAD), closed_on__isnull=True)
    return led.select_related("district__department")


class PlanForm(PalierForm):
    """When and where the group meets."""

    group = forms.ModelChoiceField(Group.objects.none(), label="Groupe", empty_label=None)
    day = DateField(label="Jour")
    time = TimeField(label="Heure")
    place = ScreenedTextField(label="Lieu", max_length=150)
    planned_minutes = forms.IntegerField(label="Durée prévue (minutes)", min_value=15, max_value=480, initial=60)

    def __init__(self, data: Any, *, actor: Actor, group: Group, advice: Advice) -> None:
        """`advice` is what is proposed for `group`, in the boxes until something else is typed."""
        habits = advice.habits
        proposed = {"day": advice.day, "time": habits.time, "place": habits.place, "planned_minutes": habits.minutes}
        super().__init__(data, initial={"group": group, **proposed})
        groups = led_groups(actor)
        self.fields["group"].queryset = groups
        if len(groups) == 1:
            self.fields["group"].widget = forms.HiddenInput()

    @property
    def planned_at(self) -> datetime:
        """The moment chosen, in the service's time zone."""
        chosen = datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])
        return timezone.make_aware(chosen)


class SeriesForm(PalierForm):
    """A meeting every so many weeks: the dates are shown before anything is written."""

    group = forms.ModelChoiceField(Group.objects.none(), label="Groupe", empty_label=None)
    first = DateField(label="Première date", help_text="Les suivantes tombent le même jour de la semaine.")
    every_weeks = forms.TypedChoiceField(
        label="Une réunion",
        coerce=int,
        choices=[(1, "chaque semaine"), *((weeks, f"toutes les {weeks} semaines") for weeks in (2, 3, 4, 6, 8))],
        initial=2,
    )
    until = DateField(label="Jusqu’au (compris)")
    time = TimeField(label="Heure")
    place = ScreenedTextField(label="Lieu", max_length=150)
    planned_minutes = forms.IntegerField(label="Durée prévue (minutes)", min_value=15, max_value=480, initial=60)

    def __init__(self, data: Any, *, actor: Actor, group: Group, advice: Advice, today: date) -> None:
        habits, self.today = advice.habits, today
        proposed = {"first": advice.day, "time": habits.time, "place": habits.place, "planned_minutes": habits.minutes}
        super().__init__(data, initial={"group": group, **proposed})
        groups = led_groups(actor)
        self.fields["group"].queryset = groups
        if len(groups) == 1:
            self.fields["group"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Days to come, in order, within a year."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        first, until = values.get("first"), values.get("until")
        if first and first < self.today:
            self.add_error("first", "Choisissez une date à venir.")
        if first and until and not first <= until <= first + LONGEST:
            self.add_error("until", "La dernière date suit la première, d’un an au plus.")
        return values

    def moments(self, days: Sequence[date]) -> list[datetime]:
        """These days at the hour chosen, in the service's time zone."""
        return [timezone.make_aware(datetime.combine(day, self.cleaned_data["time"])) for day in days]


class AbsenceForm(PalierForm):
    """Days on which the group cannot meet."""

    unscreened = "deux jours"
    first = DateField(label="Du")
    last = DateField(label="Au (compris)")


class ChangeForm(PalierForm):
    """Another day, hour or place for a planned meeting."""

    day = DateField(label="Jour")
    time = TimeField(label="Heure")
    place = ScreenedTextField(label="Lieu", max_length=150)

    def __init__(self, data: Any, *, meeting: Meeting) -> None:
        planned = timezone.localtime(meeting.planned_at)
        super().__init__(data, initial={"day": planned.date(), "time": planned.time(), "place": meeting.place})

    @property
    def planned_at(self) -> datetime:
        """The moment chosen, in the service's time zone."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"]))


class AgendaForm(PalierForm):
    """Which problem to put on the agenda."""

    problem = forms.ModelChoiceField(Problem.objects.none(), label="Ajouter une problématique", empty_label="Choisir…")

    def __init__(self, data: Any, *, actor: Actor, meeting: Meeting) -> None:
        super().__init__(data)
        listed = AgendaItem.objects.visible_to(actor).filter(meeting=meeting).values("problem_id")
        mine = living_problems(actor).filter(group=meeting.group_id)
        self.fields["problem"].queryset = mine.exclude(pk__in=listed)


class ReasonForm(PalierForm):
    """Why the meeting is cancelled."""

    reason = ScreenedTextField(label="Motif", max_length=200)
