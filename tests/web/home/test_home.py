"""The home screen: what waits for each, and what to do first where there is nothing."""

from datetime import date, timedelta

import pytest

from palier.access.levels import Level
from palier.kernel import clock
from palier.web.home.groups import group_cards
from palier.web.home.waiting import waiting_for
from tests.cast import NOW, TODAY
from tests.cycle.stage import Stage, set_stage
from tests.web.conftest import sign_in


@pytest.fixture
def stage(cast) -> Stage:
    return set_stage(cast)


def kinds(actor, today=TODAY):
    return {waiting.title: waiting.count for waiting in waiting_for(actor, today)}


def test_a_partner_finds_what_it_is_asked_to_promise(stage):
    stage.action(stage.problem())
    assert kinds(stage.actor("bruno")) == {"Engagements à accepter ou à décliner": 1}
    assert kinds(stage.actor("claire")) == {}


def test_a_police_action_waits_for_no_partner(stage):
    stage.action(stage.problem(), level=Level.POLICE)
    assert kinds(stage.actor("bruno")) == {}


def test_a_promise_kept_waiting_is_late(stage):
    action = stage.action(stage.problem())
    type(action).objects.unsealed("test").update(state="accepted")
    actor = stage.actor("bruno")
    assert kinds(actor, action.due) == {"Engagements à tenir sous 15 jours": 1}
    assert kinds(actor, action.due + timedelta(days=1)) == {"Engagements en retard": 1}


def test_the_police_finds_the_reports_to_triage_and_the_partner_does_not(stage):
    stage.report()
    assert kinds(stage.actor("olivier")) == {"Signalements sans réponse": 1}
    assert kinds(stage.actor("bruno")) == {}


def test_only_the_first_lines_are_shown_and_the_rest_is_counted(stage):
    for _ in range(6):
        stage.report()
    [waiting] = waiting_for(stage.actor("alice"), TODAY)
    assert (waiting.count, len(waiting.lines), waiting.more) == (6, 4, 2)


def test_the_cadence_of_a_group_is_told(stage):
    [card] = group_cards(stage.actor("alice"), NOW)
    assert card.cadence == "Aucune réunion tenue ni prévue"
    stage.meeting(planned_at=NOW + timedelta(days=3))
    [card] = group_cards(stage.actor("alice"), NOW)
    assert "05/11/2026" in card.cadence
    assert card.tone == ""


def test_the_page_says_what_to_do_first_then_says_it_no_more(stage):
    client = sign_in(stage.cast, "alice")
    assert "Recueillir un premier signalement" in client.get("/").text
    stage.report()
    stage.problem()
    stage.meeting(planned_at=clock.now() + timedelta(days=3))
    assert "Pour commencer" not in client.get("/").text


def test_whoever_sits_nowhere_is_told_whom_to_ask(cast):
    assert "Vous ne siégez dans aucun groupe" in sign_in(cast, "hugo").get("/").text


def test_the_district_chief_sees_groups_without_their_files(stage):
    stage.problem(title="Hall occupé")
    text = sign_in(stage.cast, "eric").get("/").text
    assert "GPO Digne 1" in text
    assert "Hall occupé" not in text


def test_the_cost_does_not_grow_with_what_waits(stage, django_assert_max_num_queries):
    def cost() -> int:
        with django_assert_max_num_queries(200) as queries:
            waiting_for(stage.actor("alice"), date(2026, 11, 2))
            group_cards(stage.actor("alice"), NOW)
        return len(queries)

    stage.report()
    small = cost()
    for _ in range(3):
        stage.report()
        stage.problem()
    assert cost() == small
