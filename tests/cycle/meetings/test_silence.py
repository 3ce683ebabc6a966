"""At the next meeting, what was not heard of is said, of the police as of the others, and without another word."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palier.cycle.actions.models import Action
from palier.cycle.actions.services import postpone_action
from palier.cycle.meetings.queries import unheard_of
from palier.cycle.meetings.services import plan_meeting
from tests.documents.scene import POLICE_WORD, hold_meeting
from tests.web.conftest import sign_in

LAMP, SENSOR, ROUND = (
    "Réparer l’éclairage du passage",
    "Poser un détecteur dans le passage",
    "Patrouille pédestre commune",
)


@pytest.fixture
def following(stage):
    """The meeting after the one held, with what it decided."""
    scene = hold_meeting(stage)
    at = stage.now + timedelta(days=20)
    return plan_meeting(actor=stage.actor("alice"), group=scene.meeting.group, planned_at=at, place="Mairie", now=at)


def titles(stage, name, following):
    actor = stage.actor(name)
    rows = Action.objects.visible_to(actor).filter(pk__in=unheard_of(actor, following))
    return set(rows.values_list("title", flat=True))


def test_a_promise_without_a_word_since_is_said_and_one_with_a_new_date_is_not(stage, following):
    assert {LAMP, SENSOR, ROUND} <= titles(stage, "bruno", following)
    assert not any(POLICE_WORD in title for title in titles(stage, "bruno", following))
    assert any(POLICE_WORD in title for title in titles(stage, "alice", following))
    later = {"now": stage.now + timedelta(days=9), "today": stage.today + timedelta(days=9)}
    lamp = Action.objects.unsealed("test").get(title=LAMP)
    due = stage.today + timedelta(days=30)
    postpone_action(actor=stage.actor("claire"), action=lamp, due=due, reason="Pièce commandée", **later)
    assert LAMP not in titles(stage, "bruno", following)


def test_what_the_last_meeting_had_not_seen_is_not_silent(stage, following):
    at = stage.now + timedelta(days=3)
    fresh = stage.action(stage.problem(title="Autre"), title="Promis depuis")
    Action.objects.unsealed("test").filter(pk=fresh.pk).update(state_since=at, created_at=at)
    assert fresh.title not in titles(stage, "alice", following)


def test_a_first_meeting_has_nothing_to_ask(stage):
    meeting = stage.meeting()
    stage.action(stage.problem())
    assert unheard_of(stage.actor("alice"), meeting) == set()


def test_the_page_says_it_in_a_few_words(stage, following):
    page = sign_in(stage.cast, "bruno").get(reverse("meetings:meeting", kwargs={"pk": following.pk})).content.decode()
    assert "Pas de nouvelle depuis la dernière réunion" in page
