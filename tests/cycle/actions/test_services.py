"""Who may give whose word, at which level, and what happens to dates."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.actions import queries, services
from palier.cycle.actions.lifecycle import Agreement
from palier.cycle.actions.models import Action, Involvement
from palier.cycle.catalogue.models import Answer
from palier.journal.queries import timeline
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW, TODAY
from tests.cycle.stage import SOON

LATER = SOON + timedelta(days=7)


def test_only_the_responsible_organisation_gives_its_word(stage):
    action = stage.action(stage.problem())
    for name in ("claire", "alice"):
        with pytest.raises(NotGranted):
            services.accept_action(actor=stage.actor(name), action=action, now=NOW, today=TODAY)
    services.accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY)
    assert (action.state, action.accepted_on) == ("accepted", TODAY)


def test_the_chief_writes_down_what_the_owner_told_and_other_partners_do_not(stage):
    action = stage.action(stage.problem(), agreement=Agreement.GIVEN)
    ask = {"action": action, "observation": "Porte réparée.", "now": NOW, "today": TODAY}
    with pytest.raises(NotGranted):
        services.complete_action(actor=stage.actor("claire"), **ask)
    services.complete_action(actor=stage.actor("alice"), **ask)
    assert (action.state, action.done_on) == ("done", TODAY)


def test_a_police_action_is_read_by_the_police_unless_the_chief_files_it_as_ordinary(stage):
    problem, police = stage.problem(), stage.cast.police
    assert stage.action(problem, organisation=police).level == Level.POLICE
    assert stage.action(problem, organisation=police, level=Level.GROUP).level == Level.GROUP
    with pytest.raises(Refused):
        stage.action(problem, by="olivier", organisation=police, level=Level.GROUP)
    assert queries.actions_of(stage.actor("bruno"), problem).count() == 1


def test_a_partner_proposes_to_partners_and_never_at_police_level(stage):
    problem = stage.problem()
    assert stage.action(problem, by="claire").state == "proposed"
    for values in ({"level": Level.POLICE}, {"organisation": stage.cast.police}):
        with pytest.raises(Refused):
            stage.action(problem, by="claire", **values)


def test_an_action_is_never_more_open_than_its_problem(stage):
    named = stage.problem(level=Level.NAMED, readers=[stage.cast.landlord])
    action = stage.action(named)
    assert action.level == Level.NAMED
    readers = {name for name in stage.cast.users if Action.objects.visible_to(stage.actor(name)).exists()}
    assert readers == {"alice", "alain", "olivier", "bruno"}


def test_associated_groups_read_the_actions_at_group_level_only(stage):
    problem = stage.problem()
    stage.action(problem)
    stage.action(problem, organisation=stage.cast.police)
    problem.associated_groups.add(stage.cast.other_group)
    assert queries.actions_of(stage.actor("dora"), problem).count() == 1
    assert queries.actions_of(stage.actor("marc"), problem).count() == 1
    assert queries.actions_of(stage.actor("alice"), problem).count() == 2


@pytest.mark.parametrize(("values", "field"), [({"title": " "}, "title"), ({"due": TODAY - timedelta(days=1)}, "due")])
def test_a_bad_proposal_names_its_field(stage, values, field):
    problem = stage.problem()
    with pytest.raises(Refused) as refusal:
        stage.action(problem, **values)
    assert refusal.value.field == field
    assert not Action.objects.unsealed("test").exists()


def test_an_answer_that_concerns_a_person_is_not_written_here(stage):
    with pytest.raises(Refused) as refusal:
        stage.action(stage.problem(), answer=Answer.objects.get(code="MA5"))
    assert refusal.value.field == "answer"


def test_a_new_date_is_counted_and_never_overwrites_the_first(stage):
    action, ask = (
        stage.action(stage.problem(), agreement=Agreement.GIVEN),
        {"now": NOW, "today": TODAY, "reason": "Pièce attendue"},
    )
    services.postpone_action(actor=stage.actor("bruno"), action=action, due=LATER, **ask)
    assert (action.first_due, action.due, action.postponements) == (SOON, LATER, 1)
    moved = queries.moved_dates_of(stage.actor("claire"), action).get()
    assert (moved.due_before, moved.due_after) == (SOON, LATER)
    with pytest.raises(Refused):
        services.postpone_action(actor=stage.actor("bruno"), action=action, due=SOON, **ask)
    with pytest.raises(NotGranted):
        services.postpone_action(actor=stage.actor("claire"), action=action, due=LATER, **ask)


def test_an_action_on_hold_is_not_late(stage):
    action = stage.action(stage.problem(), agreement=Agreement.GIVEN)
    after = SOON + timedelta(days=1)
    assert action.is_late(after)
    services.hold_action(actor=stage.actor("bruno"), action=action, until=LATER, now=NOW, today=TODAY)
    assert not action.is_late(after)
    assert (
        timeline(stage.actor("claire"), action).lines[0].text == f"a mis l’action en attente jusqu’au {LATER:%d/%m/%Y}"
    )
    assert action.is_late(LATER + timedelta(days=1))


def test_nothing_is_promised_on_a_problem_that_is_no_longer_followed(stage):
    problem = stage.problem()
    type(problem).objects.unsealed("test").filter(pk=problem.pk).update(state="declined")
    problem.state = "declined"
    with pytest.raises(Refused):
        stage.action(problem)


def test_nobody_is_asked_for_what_it_would_never_read(stage):
    ours, reserved, named = (
        stage.problem(),
        stage.police_problem(),
        stage.problem(level=Level.NAMED, readers=[stage.cast.town]),
    )
    for problem, values, field, said in (
        (ours, {"level": Level.POLICE}, "level", "n’en saurait rien"),
        (reserved, {}, "organisation", "réservée à la police"),
        (named, {}, "organisation", "organisations désignées"),
        (ours, {"level": Level.NAMED}, "organisation", "organisations désignées"),
    ):
        with pytest.raises(Refused, match=said) as refusal:
            stage.action(problem, **values)
        assert refusal.value.field == field
    assert stage.action(named, organisation=stage.cast.town).level == Level.NAMED
    for problem in (ours, reserved, named):
        assert stage.action(problem, organisation=stage.cast.police).level == Level.POLICE


@pytest.mark.parametrize("way", ["taking over a tracker", "soliciting"])
def test_no_other_way_in_asks_the_unreadable_either(stage, way):
    ask = {"actor": stage.actor("alice"), "organisation": stage.cast.landlord, "now": NOW}
    ask["problem"] = stage.police_problem()
    ways = {
        "soliciting": lambda: services.ask_partner(**ask, today=TODAY),
        "taking over a tracker": lambda: services.take_over_action(**ask, title="Réparer", due=TODAY),
    }
    with pytest.raises(Refused, match="réservée à la police"):
        ways[way]()
    assert not Involvement.objects.unsealed("test").exists()


def test_a_new_date_lifts_a_block(stage):
    action, bruno = stage.action(stage.problem()), stage.actor("bruno")
    services.accept_action(actor=bruno, action=action, now=NOW, today=TODAY)
    services.block_action(actor=bruno, action=action, reason="Pièce en commande", now=NOW)
    later = {"due": SOON + timedelta(days=9), "reason": "Pièce attendue", "now": NOW, "today": TODAY}
    services.postpone_action(actor=bruno, action=action, **later)
    assert (action.state, action.due) == ("in_progress", SOON + timedelta(days=9))
