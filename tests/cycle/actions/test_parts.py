"""A partner and a problem: asked, in, declined, done; said by itself, and read at the level of what involved it."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.actions import services
from palier.cycle.actions.lifecycle import Agreement, PartState
from palier.cycle.actions.models import Involvement
from palier.cycle.actions.queries import parts_of
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW, TODAY

LATER = NOW + timedelta(days=5)


@pytest.fixture
def problem(stage):
    return stage.problem()


def part(problem, organisation):
    return (
        Involvement.objects.unsealed("test").select_related("problem").get(problem=problem, organisation=organisation)
    )


def seen(stage, name, problem):
    return {str(one): one.state for one in parts_of(stage.actor(name), problem)}


def test_an_action_involves_its_organisation_and_accepting_it_is_being_in(stage, problem):
    action = stage.action(problem)
    assert part(problem, stage.cast.landlord).state == PartState.ASKED
    services.accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY)
    assert part(problem, stage.cast.landlord).state == PartState.IN
    stage.action(problem, title="Changer la lampe")
    assert Involvement.objects.unsealed("test").filter(problem=problem).count() == 1


def test_what_a_meeting_decided_with_its_owner_there_is_being_in(stage, problem):
    stage.action(problem, agreement=Agreement.GIVEN)
    assert part(problem, stage.cast.landlord).state == PartState.IN


def test_asked_declined_then_in_and_done_each_with_its_word(stage, problem):
    ask = {"actor": stage.actor("alice"), "problem": problem, "organisation": stage.cast.landlord}
    asked = services.ask_partner(now=NOW, today=TODAY, **ask)
    with pytest.raises(Refused):
        services.ask_partner(now=NOW, today=TODAY, **ask)
    bruno = stage.actor("bruno")
    with pytest.raises(Refused):
        services.decline_part(actor=bruno, part=asked, reason=" ", now=NOW)
    services.decline_part(actor=bruno, part=asked, reason="Hors de notre parc", now=NOW)
    services.join_part(actor=bruno, part=asked, now=NOW)
    assert asked.decline_reason == ""
    services.finish_part(actor=bruno, part=asked, done="Porte et lampe changées", now=NOW)
    assert part(problem, stage.cast.landlord).state == PartState.DONE


def test_nobody_says_it_in_its_place_and_a_promise_is_kept_before_leaving(stage, problem):
    action = stage.action(problem)
    mine = part(problem, stage.cast.landlord)
    for other in ("alice", "claire"):
        with pytest.raises(NotGranted):
            services.join_part(actor=stage.actor(other), part=mine, now=NOW)
    services.accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY)
    with pytest.raises(Refused):
        services.decline_part(
            actor=stage.actor("bruno"), part=part(problem, stage.cast.landlord), reason="Non", now=NOW
        )


def test_only_those_who_lead_ask_and_only_while_it_is_followed(stage, problem):
    ask = {"problem": problem, "organisation": stage.cast.landlord, "now": NOW, "today": TODAY}
    with pytest.raises(NotGranted):
        services.ask_partner(actor=stage.actor("bruno"), **ask)
    stage.lead(problem, "decline", reason="Hors champ")
    with pytest.raises(Refused):
        services.ask_partner(actor=stage.actor("alice"), **ask)


def test_what_the_police_keeps_to_itself_involves_nobody_and_leaves_no_trace_once_opened(stage, problem):
    action = stage.action(problem, organisation=stage.cast.police)
    services.accept_action(actor=stage.actor("olivier"), action=action, now=NOW, today=TODAY)
    assert seen(stage, "bruno", problem) == {}
    assert seen(stage, "olivier", problem) == {"Commissariat de Digne": PartState.IN}
    stage.now, stage.today = LATER, LATER.date()
    stage.action(problem, organisation=stage.cast.police, title="Passer à la sortie", level=Level.GROUP)
    assert seen(stage, "bruno", problem) == {"Commissariat de Digne": PartState.ASKED}
    opened = part(problem, stage.cast.police)
    assert (opened.asked_on, opened.state_since) == (LATER.date(), LATER), "nothing says that it was there before"


def test_what_the_police_accepts_among_itself_moves_nothing_that_partners_read(stage, problem):
    services.ask_partner(
        actor=stage.actor("alice"), problem=problem, organisation=stage.cast.police, now=NOW, today=TODAY
    )
    action = stage.action(problem, organisation=stage.cast.police)
    services.accept_action(actor=stage.actor("olivier"), action=action, now=NOW, today=TODAY)
    assert seen(stage, "bruno", problem) == {"Commissariat de Digne": PartState.ASKED}


def test_a_refusal_betrays_no_promise_that_its_reader_does_not_see(stage, problem):
    hidden = stage.action(problem, agreement=Agreement.GIVEN)
    type(hidden).objects.unsealed("test").filter(pk=hidden.pk).update(level=Level.POLICE)
    mine = part(problem, stage.cast.landlord)
    Involvement.objects.unsealed("test").filter(pk=mine.pk).update(level=Level.GROUP, state=PartState.ASKED)
    mine.refresh_from_db()
    services.decline_part(actor=stage.actor("bruno"), part=mine, reason="Hors de notre parc", now=NOW)
    assert mine.state == PartState.DECLINED
