"""The next date: the interval of the group, its habits, and the days when nobody comes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from palier.cycle.meetings import services
from palier.cycle.meetings.cadence import advise, remarks_for
from palier.cycle.meetings.models import Absence, Meeting
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused
from palier.territory.models import Department
from tests.cast import NOW


def held(stage, *days, hour=14, place="Mairie annexe"):
    for day in days:
        at = timezone.make_aware(datetime.combine(day, time(hour, 5)))
        meeting = stage.meeting(planned_at=at, place=place, planned_minutes=90)
        Meeting.objects.unsealed("test").filter(pk=meeting.pk).update(state="closed", opened_at=at, closed_at=at)


def advised(stage, today):
    stage.cast.group.refresh_from_db()
    return advise(stage.actor("alice"), stage.cast.group, today=today)


def test_habits_give_the_weekday_the_hour_the_place_and_the_length(stage):
    held(stage, date(2026, 11, 5), date(2026, 11, 12), date(2026, 11, 19), date(2026, 11, 25))  # three Thursdays
    found = advised(stage, date(2026, 11, 26))
    assert (found.day, found.habits.weekday) == (date(2026, 12, 10), 3)
    assert (found.habits.time, found.habits.place, found.habits.minutes) == (time(14), "Mairie annexe", 90)


def test_a_weekend_is_no_habit_and_is_not_told(stage):
    held(stage, date(2026, 9, 5), date(2026, 9, 19))  # Saturdays
    found = advised(stage, date(2026, 9, 20))
    assert (found.habits.weekday, found.day.weekday()) == (None, 0)
    assert not any("fin de semaine" in told for told in found.why)


def test_the_interval_is_counted_from_the_last_meeting_and_said(stage):
    held(stage, date(2026, 9, 3), date(2026, 9, 17))
    found = advised(stage, date(2026, 9, 18))
    assert found.day == date(2026, 10, 1)
    assert found.why[:2] == [
        "14 jours après la réunion du 17/09/2026 ; le groupe vise 15 jours.",
        "Un jeudi, comme d’habitude.",
    ]
    assert found.latest == date(2026, 10, 18)


def test_a_meeting_already_planned_is_where_the_interval_starts(stage):
    held(stage, date(2026, 9, 3), date(2026, 9, 17))
    stage.meeting(planned_at=datetime(2026, 10, 1, 12, tzinfo=UTC))
    assert advised(stage, date(2026, 9, 18)).day == date(2026, 10, 15)


def test_a_public_holiday_is_passed_over_and_said(stage):
    held(stage, date(2026, 10, 14), date(2026, 10, 28))  # Wednesdays; fifteen days later is 11 November
    found = advised(stage, date(2026, 10, 29))
    assert found.day.weekday() == 2
    assert found.day != date(2026, 11, 11)
    assert "Écarté : le mercredi 11/11/2026 est férié (Armistice)." in found.why


def test_school_holidays_are_avoided_when_another_day_serves(stage):
    held(stage, date(2026, 11, 26), date(2026, 12, 10))  # Thursdays; the next fall in the holidays of Christmas
    found = advised(stage, date(2026, 12, 11))
    assert found.day in (date(2026, 12, 17), date(2027, 1, 7))
    assert any("vacances scolaires (Vacances de Noël)" in sentence for sentence in found.why)


def test_absences_are_avoided(stage):
    held(stage, date(2026, 9, 3), date(2026, 9, 17))
    services.tell_absence(
        actor=stage.actor("alice"), group=stage.cast.group, first=date(2026, 9, 28), last=date(2026, 10, 4), now=NOW
    )
    found = advised(stage, date(2026, 9, 18))
    assert found.day == date(2026, 10, 8)
    assert "Écarté : le jeudi 01/10/2026 : période sans réunion du 28/09/2026 au 04/10/2026." in found.why


def test_a_group_that_slept_is_proposed_a_day_soon_and_told_it_is_late(stage):
    held(stage, date(2026, 6, 4), date(2026, 6, 18))
    found = advised(stage, date(2026, 9, 14))
    assert found.day == date(2026, 9, 17)
    assert found.is_too_late


def test_a_group_that_never_met_has_a_date_all_the_same(stage):
    found = advised(stage, date(2026, 9, 14))
    assert (found.day, found.latest, found.habits.weekday) == (date(2026, 9, 29), None, None)
    assert "il ne s’est pas encore réuni" in found.why[0]


def test_where_school_holidays_are_not_known_it_is_said(stage):
    Department.objects.update(code="75")
    assert "Les vacances scolaires de ce département ne sont pas connues ici." in advised(stage, date(2026, 9, 14)).why
    Department.objects.update(code="04")
    assert any("au-delà du 31/12/2027" in told for told in advised(stage, date(2028, 1, 3)).why)


@pytest.mark.parametrize("today", [date(2026, 1, 1) + timedelta(days=9 * step) for step in range(80)])
def test_the_day_proposed_is_always_to_come_and_a_working_day(stage, today):
    group, alice = stage.cast.group, stage.actor("alice")
    day = advise(alice, group, today=today).day
    told = [one for one in remarks_for(alice, group, day) if "vacances scolaires" not in one]
    assert day > today
    assert told == []


def test_those_who_lead_say_when_the_group_cannot_meet(stage):
    days = {"first": date(2026, 12, 1), "last": date(2026, 12, 4)}
    ask = {"group": stage.cast.group, "now": NOW, **days}
    with pytest.raises(NotGranted):
        services.tell_absence(actor=stage.actor("bruno"), **ask)
    with pytest.raises(Refused):
        services.tell_absence(actor=stage.actor("alice"), **{**ask, "last": date(2026, 11, 30)})
    absence = services.tell_absence(actor=stage.actor("alain"), **ask)
    assert Absence.objects.visible_to(stage.actor("bruno")).exists()
    assert not Absence.objects.visible_to(stage.actor("dora")).exists()
    with pytest.raises(NotGranted):
        services.remove_absence(actor=stage.actor("olivier"), absence=absence, now=NOW)
    services.remove_absence(actor=stage.actor("alice"), absence=absence, now=NOW)
    told = Entry.objects.unsealed("test").order_by("-pk").values_list("event", flat=True)[:2]
    assert list(told) == [Event.ABSENCE_REMOVE, Event.ABSENCE_TELL]
