"""A meeting whose words were purged: its page says what is left, its minutes say that they are gone."""

import pytest
from django.urls import reverse

from palier.cycle.meetings import services as meetings
from palier.cycle.meetings.models import MinutesRelease
from palier.cycle.meetings.retention import empty_meetings
from palier.documents.releases import freeze_minutes
from tests.cast import NOW
from tests.cycle.closing import BEFORE, LATER, PURGE
from tests.world import GROUP_WORD


@pytest.fixture
def purged(world):
    """The held meeting of the world, frozen, then purged."""
    meeting, alice = world["closed_meeting"], world.cast.actor("alice")
    meetings.validate_meeting(actor=alice, meeting=meeting, now=NOW, days=0)
    freeze_minutes(actor=alice, meeting=meeting, now=NOW)
    empty_meetings(actor=PURGE, before=BEFORE, now=LATER)
    return meeting


def page_of(client, meeting) -> str:
    response = client.get(reverse("meetings:meeting", args=[meeting.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_says_what_is_left_at_the_level_of_its_reader(client_for, purged):
    releases = {row.number: row.bytes_hash for row in MinutesRelease.objects.unsealed("test")}
    partners, police = "DIG-1-RD-2026-001", "DIG-1-AP-2026-001"
    chief, partner = page_of(client_for("alice"), purged), page_of(client_for("bruno"), purged)
    for page in (chief, partner):
        assert "Réunion purgée" in page
        assert releases[partners] in page
        assert reverse("documents:minutes", kwargs={"pk": purged.pk, "level": "partners"}) not in page
        assert "Reprendre la séance" not in page
        assert f"Poser un digicode {GROUP_WORD}" in page  # the action that the decision made lives on
    assert police in chief
    assert police not in partner
    assert releases[police] not in partner
    assert "a purgé le relevé et les textes de la réunion" in partner


def test_the_minutes_say_when_they_were_purged(client_for, purged):
    for name, level, status in (("bruno", "partners", 422), ("alice", "police", 422), ("bruno", "police", 404)):
        response = client_for(name).get(reverse("documents:minutes", kwargs={"pk": purged.pk, "level": level}))
        assert response.status_code == status
        assert ("a été purgé le 10/01/2029" in response.content.decode()) == (status == 422)


def test_the_other_pages_of_a_purged_meeting_still_open(client_for, purged):
    client = client_for("alice")
    assert client.get(reverse("meetings:list")).status_code == 200
    assert client.get(reverse("meetings:live", args=[purged.pk])).status_code == 200
    for name in ("home:home", "reviews:yearly"):
        assert client.get(reverse(name)).status_code == 200
