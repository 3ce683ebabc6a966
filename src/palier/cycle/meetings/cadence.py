"""When the group meets next: its interval, its habits, the days when nobody comes. Reading only; a human decides."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from palier.access.actor import Actor
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Absence, Meeting
from palier.cycle.meetings.queries import MET, meetings_for
from palier.kernel.clock import day_of
from palier.kernel.moments import DAYS
from palier.partners.models import Group
from palier.territory.calendar import public_holiday, school_holiday, school_known_until

# Habits are read in the last meetings held; a weekday is one when it came back in at least half of them.
LOOKED_AT = 6
USUAL_TIME = time(14)
USUAL_MINUTES = 60
LONGEST_SERIES = 60
# How many of the days passed over are told.
TOLD = 3
_WEEKEND = 5
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Habits:
    """What the last meetings had in common."""

    weekday: int | None = None
    time: time = USUAL_TIME
    place: str = ""
    minutes: int = USUAL_MINUTES


@dataclass(frozen=True, slots=True)
class Advice:
    """The next date proposed, why that one, and what is not known."""

    day: date
    habits: Habits
    # In French, one sentence each: why this day, what was passed over.
    why: list[str]
    # The last day that keeps the maximum of the group; None before it first met.
    latest: date | None

    @property
    def is_too_late(self) -> bool:
        """True when even the day proposed is beyond the maximum of the group."""
        return self.latest is not None and self.day > self.latest


def advise(actor: Actor, group: Group, *, today: date) -> Advice:
    """The next date for a group: after its last meeting, held or planned. A flat number of statements."""
    rows = meetings_for(actor).filter(group=group)
    held = list(rows.filter(state__in=MET).order_by("-opened_at", "id")[:LOOKED_AT])
    planned = rows.filter(state=State.PLANNED, planned_at__date__gte=today).first()
    last = planned or (held[0] if held else None)
    habits = _habits(held)
    absences = list(Absence.objects.visible_to(actor).filter(group=group, last__gte=today))
    start = day_of(last.takes_place_at) if last else today
    wanted = max(start + timedelta(days=group.target_interval_days), today + timedelta(days=1))
    reach = max(group.maximum_interval_days - group.target_interval_days, 2 * _WEEK)
    day, passed = _choose(group, wanted, habits.weekday, absences, today=today, reach=reach)
    latest = start + timedelta(days=group.maximum_interval_days) if last else None
    why = [*_why(group, last, day, habits), *passed, *_unknown(group, day)]
    return Advice(day, habits, why, latest)


def usual_due(actor: Actor, group: Group, *, today: date) -> date:
    """When a promise is due unless told otherwise: the next planned meeting, or else the interval of the group."""
    planned = meetings_for(actor).filter(group=group, state=State.PLANNED, planned_at__date__gt=today)
    following = planned.order_by("planned_at", "id").first()
    return day_of(following.planned_at) if following else today + timedelta(days=group.target_interval_days)


def remarks(group: Group, day: date, absences: Sequence[Absence]) -> list[str]:
    """What should be known of this day before meeting on it, in French: a holiday, school holidays, an absence."""
    code = group.district.department.code
    told = []
    if name := public_holiday(code, day):
        told.append(f"le {_said(day)} est férié ({name})")
    if day.weekday() >= _WEEKEND:
        told.append(f"le {_said(day)} est un jour de fin de semaine")
    if name := school_holiday(code, day):
        told.append(f"le {_said(day)} tombe pendant les vacances scolaires ({name})")
    told += [f"le {_said(day)} : {absence}" for absence in absences if absence.covers(day)]
    return told


def remarks_for(actor: Actor, group: Group, day: date) -> list[str]:
    """The same, with the absences that this reader knows of."""
    return remarks(group, day, list(Absence.objects.visible_to(actor).filter(group=group)))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a series, with what should be known of it."""

    day: date
    remarks: list[str]


def series(actor: Actor, group: Group, *, first: date, every_weeks: int, until: date) -> list[Occurrence]:
    """The dates of a series, first and last day included, at most `LONGEST_SERIES`. Two statements."""
    planned = meetings_for(actor).filter(group=group, state=State.PLANNED, planned_at__date__range=(first, until))
    taken = {day_of(moment) for moment in planned.values_list("planned_at", flat=True)}
    absences = list(Absence.objects.visible_to(actor).filter(group=group, last__gte=first))
    days = [first + timedelta(weeks=every_weeks * rank) for rank in range(LONGEST_SERIES)]
    return [
        Occurrence(
            day,
            [
                *remarks(group, day, absences),
                *([f"une réunion est déjà prévue le {_said(day)}"] if day in taken else []),
            ],
        )
        for day in days
        if day <= until
    ]


def _habits(held: Sequence[Meeting]) -> Habits:
    if not held:
        return Habits()
    moments = [timezone.localtime(meeting.planned_at) for meeting in held]
    # A former tracker tells days, not hours nor places.
    told = [meeting for meeting in held if meeting.state != State.TAKEN_OVER]
    hours = [timezone.localtime(meeting.planned_at) for meeting in told]
    weekday, times = Counter(moment.weekday() for moment in moments).most_common(1)[0]
    usual = Counter(_quarter(moment) for moment in hours).most_common(1)[0][0] if hours else USUAL_TIME
    place = next((meeting.place for meeting in told if meeting.place), "")
    # Once is no habit, nor is a day of the weekend: an exceptional meeting makes no rule.
    is_habit = times >= 2 and times * 2 >= len(held) and weekday < _WEEKEND  # noqa: PLR2004 - twice
    minutes = told[0].planned_minutes if told else USUAL_MINUTES
    return Habits(weekday if is_habit else None, usual, place, minutes)


def _quarter(moment: datetime) -> time:
    """The hour to the quarter: a meeting planned at 14:00 or 14:05 is the same habit."""
    return time(moment.hour, moment.minute // 15 * 15)


def _choose(
    group: Group, wanted: date, weekday: int | None, absences: Sequence[Absence], *, today: date, reach: int
) -> tuple[date, list[str]]:
    """The best day around the one wanted: the usual weekday and no remark first, then less and less."""
    days = [wanted + timedelta(days=shift) for shift in range(-_WEEK, reach + 1)]
    days = sorted((day for day in days if day > today), key=lambda day: (abs((day - wanted).days), day < wanted))
    code = group.district.department.code
    passed: list[str] = []
    for same_weekday, schools in ((True, False), (False, False), (True, True), (False, True)):
        for day in days:
            if same_weekday and weekday is not None and day.weekday() != weekday:
                continue
            told = remarks(group, day, absences)
            if not told or (schools and len(told) == 1 and school_holiday(code, day)):
                return day, [*passed, *(f"À savoir : {one}." for one in told)]
            if same_weekday and not schools and len(passed) < TOLD and day.weekday() < _WEEKEND:
                passed.append(f"Écarté : {told[0]}.")
    return wanted, passed


def _why(group: Group, last: Meeting | None, day: date, habits: Habits) -> Iterator[str]:
    if last:
        start = day_of(last.takes_place_at)
        gap = (day - start).days
        yield f"{gap} jours après la réunion du {start:%d/%m/%Y} ; le groupe vise {group.target_interval_days} jours."
    else:
        yield f"Le groupe vise une réunion tous les {group.target_interval_days} jours ; il ne s’est pas encore réuni."
    if habits.weekday is not None and day.weekday() == habits.weekday:
        yield f"Un {DAYS[day.weekday()]}, comme d’habitude."


def _unknown(group: Group, day: date) -> Iterator[str]:
    known = school_known_until(group.district.department.code)
    if known is None:
        yield "Les vacances scolaires de ce département ne sont pas connues ici."
    elif day > known:
        yield f"Les vacances scolaires ne sont pas connues ici au-delà du {known:%d/%m/%Y}."


def _said(day: date) -> str:
    return f"{DAYS[day.weekday()]} {day:%d/%m/%Y}"
