"""Warnings before a group falls asleep: a week before, the day before, once passed; each once."""

from datetime import timedelta

import pytest

from palier.access.actor import program
from palier.cycle.convening.models import CadenceWarning
from palier.cycle.convening.warning import warn_of_silence
from palier.cycle.meetings.models import Meeting
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.notifications.kinds import Kind
from palier.notifications.lines import lines_for
from palier.notifications.models import Notice
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
# Held on TODAY; the maximum of the group is 31 days.
LATEST = TODAY + timedelta(days=31)


@pytest.fixture
def held(stage):
    meeting = stage.meeting()
    Meeting.objects.unsealed("test").filter(pk=meeting.pk).update(state="closed", opened_at=NOW, closed_at=NOW)
    return meeting


def warn(day):
    return warn_of_silence(actor=program("Palier (relances)"), now=NOW + (day - TODAY), today=day)


def given():
    return list(CadenceWarning.objects.unsealed("test").order_by("given_on").values_list("rung", flat=True))


def told():
    rows = Notice.objects.unsealed("test").filter(kind=Kind.CADENCE).order_by("entry", "recipient__name")
    return [(row.recipient.name, row.state, row.is_urgent) for row in rows.select_related("recipient")]


def test_three_warnings_each_once_to_the_chief_and_the_deputy(held):
    for days in range(60):
        warn(TODAY + timedelta(days=days))
    rows = CadenceWarning.objects.unsealed("test").order_by("given_on").values_list("rung", "given_on")
    assert list(rows) == [
        ("week", LATEST - timedelta(days=7)),
        ("day", LATEST - timedelta(days=1)),
        ("passed", LATEST + timedelta(days=1)),
    ]
    assert told() == [
        (name, rung, urgent)
        for rung, urgent in (("week", False), ("day", True), ("passed", True))
        for name in ("Alain", "Alice")
    ]
    assert Entry.objects.unsealed("test").filter(event=Event.CADENCE_WARN).count() == 3


def test_a_date_fixed_in_time_leaves_nothing_to_warn_of(stage, held):
    stage.meeting(planned_at=NOW + timedelta(days=31))
    assert warn(LATEST - timedelta(days=3)) == 0


def test_a_date_fixed_too_late_does_not_hide_it(stage, held):
    stage.meeting(planned_at=NOW + timedelta(days=40))
    assert warn(LATEST - timedelta(days=3)) == 1


def test_days_without_a_worker_are_not_climbed_one_by_one(held):
    assert (warn(LATEST + timedelta(days=9)), warn(LATEST + timedelta(days=9))) == (1, 0)
    assert given() == ["passed"]


def test_a_closed_group_and_one_that_never_met_are_left_in_peace(stage, held):
    assert warn(TODAY) == 0
    stage.cast.group.closed_on = TODAY
    stage.cast.group.save()
    assert warn(LATEST + timedelta(days=2)) == 0


def test_the_next_meeting_held_starts_anew(stage, held):
    warn(LATEST + timedelta(days=2))
    at = NOW + timedelta(days=35)
    after = stage.meeting(planned_at=at)
    Meeting.objects.unsealed("test").filter(pk=after.pk).update(state="frozen", opened_at=at)
    assert warn(LATEST + timedelta(days=3)) == 0
    assert warn(TODAY + timedelta(days=35 + 25)) == 1
    assert given() == ["passed", "week"]


def line(stage, day, *, mailed=False):
    notices = Notice.objects.unsealed("test").filter(kind=Kind.CADENCE, recipient=stage.cast.users["alice"])
    lines = lines_for(stage.actor("alice"), list(notices), today=day, mailed=mailed)
    return lines[0] if lines else None


def test_the_notice_says_until_when_then_since_when_then_that_a_date_is_fixed(stage, held):
    warn(LATEST - timedelta(days=7))
    before = line(stage, LATEST - timedelta(days=7))
    assert before.said == "à tenir d’ici le 03/12/2026 : l’intervalle maximal est de 31 jours"
    assert (before.address, before.is_awaited) == (f"/reunions/nouvelle/?groupe={stage.cast.group.pk}", True)
    passed = line(stage, LATEST + timedelta(days=2), mailed=True)
    assert passed.said == "l’intervalle maximal de 31 jours est dépassé depuis le 03/12/2026"
    stage.meeting(planned_at=NOW + timedelta(days=30))
    assert line(stage, LATEST - timedelta(days=5)).said == "une date est fixée"
    assert line(stage, LATEST - timedelta(days=5), mailed=True) is None, "no longer true: not mailed"
