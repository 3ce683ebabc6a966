"""Fixing a meeting with the date proposed, and saying when the group cannot meet."""

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
