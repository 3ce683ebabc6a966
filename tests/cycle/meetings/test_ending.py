"""An item that ends its problem passes the problem's own gates, or says what lacks and writes nothing."""

import pytest

from palier.cycle.meetings import services
from palier.cycle.meetings.ending import close_at_item, redirect_at_item
from palier.cycle.meetings.models import AgendaItem
from palier.cycle.problems.models import ObservationRule, Problem
from palier.kernel.errors import Refused
from tests.cast import NOW, TODAY


@pytest.fixture
def point(stage):
    meeting = stage.meeting()
    item = services.add_item(actor=stage.actor("alice"), meeting=meeting, problem=stage.problem(), now=NOW)
    services.open_meeting(actor=stage.actor("alice"), meeting=meeting, now=NOW, today=TODAY)
    item.meeting = meeting
    return item


def close(stage, item, by="alice", outcome="gone", **more):
    return close_at_item(actor=stage.actor(by), item=item, outcome=outcome, now=NOW, today=TODAY, **more)


def written(item):
    row = AgendaItem.objects.unsealed("test").select_related("problem").get(pk=item.pk)
    return row.outcome, row.problem.state, row.problem.outcome


def test_a_problem_under_way_says_its_next_step_and_what_it_lacks(stage, point):
    stage.lead(point.problem, "admit")
    with pytest.raises(Refused, match=r"Passer au plan d’action.*Le diagnostic ne dit pas encore"):
        close(stage, point)
    assert written(point) == ("", "open", "")


def test_solved_is_closed_only_with_its_two_sources_and_its_time(stage, point):
    stage.lead(point.problem, "admit", "plan", "start", "observe")
    ObservationRule.objects.create(department=point.problem.group.district.department, days=30)
    with pytest.raises(Refused, match="L’observation dure 30 jours"):
        close(stage, point)
    ObservationRule.objects.update(days=0)
    point.problem = Problem.objects.unsealed("test").get(pk=point.problem_id)
    with pytest.raises(Refused, match="Deux sources différentes"):
        close(stage, point)
    stage.pass_gates(point.problem, "resolve")
    close(stage, point, note="Plus rien depuis deux mois.")
    assert written(point) == ("closure", "closed", "gone")


def test_another_result_is_closed_from_the_observation(stage, point):
    stage.lead(point.problem, "admit", "plan", "start", "observe")
    close(stage, point, outcome="moved", note="Déplacé au parc.")
    assert written(point) == ("closure", "closed", "moved")
    # Said again: the problem is closed already, the item keeps its outcome.
    close(stage, point, outcome="moved", note="Déplacé au parc.")


def test_the_outcome_alone_ends_no_problem(stage, point):
    for outcome in ("closure", "redirected"):
        with pytest.raises(Refused, match="passez par ses étapes"):
            services.set_item_outcome(actor=stage.actor("alice"), item=point, outcome=outcome, now=NOW)


def test_handed_over_with_what_the_room_noted(stage, point):
    alice = stage.actor("alice")
    with pytest.raises(Refused, match="300 caractères"):
        redirect_at_item(actor=alice, item=point, destination="clspd", note="x" * 301, now=NOW)
    redirect_at_item(actor=alice, item=point, destination="clspd", note="Relève de la ville.", now=NOW)
    problem = Problem.objects.unsealed("test").get(pk=point.problem_id)
    assert (problem.state, problem.exit_reason) == ("redirected", "Relève de la ville.")
    assert written(point)[0] == "redirected"
    with pytest.raises(Refused, match="déjà sortie"):
        close(stage, point)


def test_a_group_that_only_reads_does_not_close(stage, point):
    Problem.objects.unsealed("test").filter(pk=point.problem_id).update(group=stage.cast.other_group)
    point.problem = Problem.objects.unsealed("test").get(pk=point.problem_id)
    with pytest.raises(Refused, match="Un autre groupe"):
        close(stage, point)
