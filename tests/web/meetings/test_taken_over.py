"""A meeting known from a former tracker: its day and who was there; no hour, no agenda, no minutes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from palier.cycle.meetings.former import PastAttendance, take_over_meeting
from palier.cycle.meetings.models import Attendance, Meeting
from tests.cast import NOW


@pytest.fixture
def former(world):
    cast = world.cast
    there = [PastAttendance(cast.police, Attendance.State.PRESENT, "Police nationale - adjoint")]
    held_at = NOW - timedelta(days=200)
    values = {"actor": cast.actor("alice"), "group": cast.group, "held_at": held_at, "place": "", "now": NOW}
    return take_over_meeting(**values, attendance=there)


def test_its_page_tells_its_day_and_who_was_there_and_offers_no_minutes(client_for, former):
    for name in ("alice", "bruno"):
        page = client_for(name).get(reverse("meetings:meeting", args=[former.pk])).content.decode()
        assert "Reprise du tableau" in page
        assert "Police nationale - adjoint" in page
        for never in (
            "Contact effacé",
            "minutes)",
            "Ordre du jour",
            "figé",
            reverse("documents:minutes", args=[former.pk, "partners"]),
        ):
            assert never not in page


def test_its_minutes_do_not_exist(client_for, former):
    answer = client_for("bruno").get(reverse("documents:minutes", args=[former.pk, "partners"]))
    assert answer.status_code == 422
    assert "Elle n’a pas de relevé" in answer.content.decode()


def test_the_list_gives_it_no_hour(client_for, former):
    day = timezone.localtime(former.planned_at)
    page = client_for("bruno").get(reverse("meetings:list")).content.decode()
    assert f">{day:%d/%m/%Y}</a>" in page
    assert Meeting.objects.unsealed("test").get(pk=former.pk).is_taken_over
