"""Fixing a meeting with the date proposed, and saying when the group cannot meet."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from palier.cycle.meetings.models import Absence, Meeting
from palier.kernel import clock
from tests.web.conftest import sign_in

NEW = reverse("meetings:new")


@pytest.fixture
def alice(stage):
    return sign_in(stage.cast, "alice")


def met(stage, days_ago, **values):
    at = clock.now() - timedelta(days=days_ago)
    meeting = stage.meeting(planned_at=at, **values)
    Meeting.objects.unsealed("test").filter(pk=meeting.pk).update(state="closed", opened_at=at, closed_at=at)
    return at


def test_the_date_proposed_is_in_the_boxes_with_its_reasons(stage, alice):
    at = met(stage, 10, place="Mairie annexe", planned_minutes=75)
    page = alice.get(NEW).content.decode()
    assert f"jours après la réunion du {timezone.localtime(at):%d/%m/%Y}" in page
    assert 'value="Mairie annexe"' in page
    assert 'value="75"' in page


def test_a_holiday_is_said_and_not_refused(stage, alice):
    christmas = date(clock.today().year + 1, 12, 25)
    sent = {"group": stage.cast.group.pk, "day": f"{christmas:%d/%m/%Y}", "time": "14:00", "place": "Mairie"}
    page = alice.post(NEW, sent | {"planned_minutes": 60}, follow=True).content.decode()
    assert "est férié (Noël)" in page
    assert Meeting.objects.unsealed("test").get().planned_at.date() == christmas


def test_a_meeting_moved_on_a_day_off_is_said_too(stage, alice):
    meeting = stage.meeting(planned_at=clock.now() + timedelta(days=2))
    day = date(clock.today().year + 1, 5, 1)
    url = reverse("meetings:change", kwargs={"pk": meeting.pk})
    page = alice.post(url, {"day": f"{day:%d/%m/%Y}", "time": "10:00", "place": "Mairie"}, follow=True)
    assert "est férié (Fête du Travail)" in page.content.decode()


def test_a_period_without_meeting_is_told_and_taken_back(stage, alice):
    url = reverse("meetings:absences", kwargs={"pk": stage.cast.group.pk})
    first, last = (clock.today() + timedelta(days=days) for days in (3, 9))
    wrong = {"first": f"{last:%d/%m/%Y}", "last": f"{first:%d/%m/%Y}"}
    assert "Le dernier jour suit le premier" in alice.post(url, wrong).content.decode()
    assert alice.post(url, {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}).status_code == 303
    assert f"{last:%d/%m/%Y}" in alice.get(url).content.decode()
    absence = Absence.objects.unsealed("test").get()
    assert alice.post(reverse("meetings:absence-remove", kwargs={"pk": absence.pk})).status_code == 303
    assert not Absence.objects.unsealed("test").exists()


def test_who_leads_is_warned_before_the_maximum_of_the_group(stage, alice):
    def warned(client=alice):
        return "Réunions à fixer" in client.get("/").content.decode()

    assert not warned(), "a group that never met has no maximum to keep"
    met(stage, 15)
    assert not warned()
    Meeting.objects.unsealed("test").update(opened_at=clock.now() - timedelta(days=25))
    assert warned()
    assert not warned(sign_in(stage.cast, "bruno"))
    planned = stage.meeting(planned_at=clock.now() + timedelta(days=20))
    assert warned(), "a date after the maximum does not keep it"
    soon = timezone.make_aware(datetime.combine(clock.today() + timedelta(days=2), datetime.min.time()))
    Meeting.objects.unsealed("test").filter(pk=planned.pk).update(planned_at=soon)
    assert not warned()


def series(stage, *days, **changes):
    """A Thursday every two weeks, over Christmas."""
    sent = {"group": stage.cast.group.pk, "first": "03/12/2026", "every_weeks": 2, "until": "14/01/2027"}
    sent |= {"time": "14:00", "place": "Mairie", "planned_minutes": 60, "day": days}
    return sent | changes


@pytest.fixture
def in_november(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 20))


def test_a_series_shows_its_dates_and_writes_those_ticked(stage, alice, in_november):
    url = reverse("meetings:series")
    page = alice.post(url, series(stage, preview="1")).content.decode()
    ticked = re.findall(r'name="day" value="([^"]+)" checked', page)
    assert ticked == ["2026-12-03", "2026-12-17", "2027-01-14"]
    assert "Le jeudi 31/12/2026 tombe pendant les vacances scolaires (Vacances de Noël)" in page
    assert not Meeting.objects.unsealed("test").exists()
    assert alice.post(url, series(stage, *ticked, "2026-12-04", create="1")).status_code == 303
    rows = Meeting.objects.unsealed("test").order_by("planned_at")
    assert [timezone.localtime(row.planned_at).isoformat()[:16] for row in rows] == [f"{day}T14:00" for day in ticked]
    again = alice.post(url, series(stage, preview="1")).content.decode()
    assert "checked" not in again.partition("Dates de la série")[2]
    assert "Une réunion est déjà prévue le jeudi 03/12/2026" in again


def test_a_series_that_makes_no_sense_is_told_and_nothing_is_written(stage, alice, in_november):
    url = reverse("meetings:series")
    told = {
        "Choisissez une date à venir.": series(stage, first="01/10/2026", preview="1"),
        "d’un an au plus": series(stage, until="01/03/2028", preview="1"),
        "Cochez au moins une date.": series(stage, create="1"),
    }
    for words, sent in told.items():
        assert words in alice.post(url, sent).content.decode()
    assert not Meeting.objects.unsealed("test").exists()
