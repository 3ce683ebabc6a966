"""A link shows and answers its own promises, and nothing else, whatever became of them since."""

import pytest

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.problems.models import Problem
from palier.cycle.slips.models import SlipLine
from palier.cycle.slips.queries import link_actor, promises_of, promises_to_send, read_slip
from palier.cycle.slips.services import answer_promise
from palier.kernel.errors import Refused
from tests.cast import NOW, TODAY
from tests.cycle.slips.sending import irene, sent

pytestmark = pytest.mark.django_db


def closed_to_the_link(slip, action):
    with pytest.raises(Refused):
        answer_promise(actor=link_actor(slip), slip=slip, action=action, answer="accept", now=NOW, today=TODAY)
    return action.pk not in {one.pk for one in promises_of(slip)}


def test_another_organisations_action_is_neither_sent_shown_nor_answered(stage):
    problem = stage.problem()
    ours, theirs = stage.action(problem), stage.action(problem, organisation=stage.cast.town)
    with pytest.raises(Refused):
        sent(stage, ours, theirs)
    slip, _ = sent(stage, ours, contact=irene(stage, email="i2@example.org"))
    SlipLine.objects.create(slip=slip, action=theirs)
    assert closed_to_the_link(slip, theirs)
    assert promises_of(slip) == [ours]


def test_a_promise_of_the_same_organisation_that_was_not_sent_is_not_answered(stage):
    problem = stage.problem()
    slip, _ = sent(stage, stage.action(problem))
    assert closed_to_the_link(slip, stage.action(problem, title="Autre promesse"))


def test_what_is_reserved_is_not_offered(stage):
    problem = stage.problem()
    stage.action(problem, organisation=stage.cast.police)
    raised, of_the_police = stage.action(problem, title="Relevée"), stage.action(stage.problem(), title="D’un suivi")
    Action.objects.unsealed("test").filter(pk=raised.pk).update(level=Level.POLICE)
    Problem.objects.unsealed("test").filter(pk=of_the_police.problem_id).update(level=Level.POLICE)
    ours = stage.action(problem)
    assert list(promises_to_send(stage.cast.group, stage.cast.landlord)) == [ours]
    assert not promises_to_send(stage.cast.group, stage.cast.police).exists()
    assert not promises_to_send(stage.cast.other_group, stage.cast.landlord).exists()


@pytest.mark.parametrize("change", ["raised", "problem raised", "named", "given", "handed over"])
def test_what_is_no_longer_its_readers_leaves_the_link(stage, change):
    action = stage.action(stage.problem())
    slip, token = sent(stage, action)
    rows = Action.objects.unsealed("test").filter(pk=action.pk)
    problem = Problem.objects.unsealed("test").filter(pk=action.problem_id)
    match change:
        case "raised":
            rows.update(level=Level.POLICE)
        case "problem raised":
            problem.update(level=Level.POLICE)
        case "named":
            rows.update(level=Level.NAMED)
            problem.get().readers.add(stage.cast.landlord)
        case "given":
            rows.update(organisation=stage.cast.town)
        case "handed over":
            problem.get().associated_groups.add(stage.cast.group)
            problem.update(group=stage.cast.other_group)
    assert closed_to_the_link(slip, action)
    assert promises_of(read_slip(token=token, today=TODAY)) == []


def test_the_reader_of_a_link_has_no_account_and_one_seat(stage):
    slip, _ = sent(stage, stage.action(stage.problem()))
    actor = link_actor(slip)
    assert (actor.user_id, actor.group_ids, actor.mandates) == (None, {stage.cast.group.pk}, frozenset())
    assert actor.clearance_in(stage.cast.group.pk) == Level.GROUP
