"""A split sends chosen sources and actions to a second problem that the same people read."""

import pytest

from palier.access.levels import Level
from palier.cycle.actions.queries import actions_of
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import sources_of
from palier.cycle.problems.services import associate_group, decline_problem
from palier.cycle.problems.services.sources import attach_report
from palier.cycle.relations.queries import ties_of
from palier.cycle.relations.services import split_problem, untie_problems
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW, TODAY


@pytest.fixture
def problem(stage):
    made = stage.problem(title="Hall et parking", report=stage.report(text="Le hall est occupé."))
    report = stage.report(text="Des rodéos sur le parking.")
    attach_report(actor=stage.actor("alice"), report=report, problem=made, now=NOW)
    stage.action(made, title="Poser des plots")
    stage.action(made, title="Poser un digicode")
    return made


def split(stage, problem, by="alice", **values):
    alice = stage.actor("alice")
    content = {
        "title": "Rodéos sur le parking",
        "category": Category.objects.get(code="C1"),
        "place": stage.place,
        "sources": list(sources_of(alice, problem).filter(report__text__contains="rodéos")),
        "actions": list(actions_of(alice, problem).filter(title="Poser des plots")),
    }
    actor = stage.actor(by)
    return split_problem(actor=actor, problem=problem, now=NOW, today=TODAY, **{**content, **values})


def test_what_was_chosen_leaves_and_both_keep_a_link(stage, problem):
    second = split(stage, problem)
    bruno = stage.actor("bruno")
    assert [source.report.text for source in sources_of(bruno, second)] == ["Des rodéos sur le parking."]
    assert [source.report.text for source in sources_of(bruno, problem)] == ["Le hall est occupé."]
    assert [action.title for action in actions_of(bruno, second)] == ["Poser des plots"]
    assert [action.title for action in actions_of(bruno, problem)] == ["Poser un digicode"]
    assert [(one.words, one.problem) for one in ties_of(bruno, problem)] == [
        ("Divisée : une partie est devenue", second)
    ]
    assert [(one.words, one.problem) for one in ties_of(bruno, second)] == [("Issue de la division de", problem)]


def test_the_second_is_read_by_the_same_people(stage, problem):
    associate_group(actor=stage.actor("alice"), problem=problem, group=stage.cast.other_group, now=NOW)
    second = split(stage, problem)
    assert Problem.objects.visible_to(stage.actor("dora")).filter(pk=second.pk).exists()
    named = stage.problem(level=Level.NAMED, readers=[stage.cast.landlord])
    stage.action(named)
    other = split(stage, named, sources=[], actions=list(actions_of(stage.actor("alice"), named)))
    assert other.level == Level.NAMED
    assert not Problem.objects.visible_to(stage.actor("claire")).filter(pk=other.pk).exists()
    assert actions_of(stage.actor("bruno"), other).exists()


def test_refused_with_nothing_chosen_at_the_same_place_and_category_or_when_over(stage, problem):
    with pytest.raises(Refused):
        split(stage, problem, sources=[], actions=[])
    with pytest.raises(Refused):
        split(stage, problem, category=stage.category)
    with pytest.raises(Refused):
        split(stage, problem, actions=[stage.action(stage.problem())])
    with pytest.raises(NotGranted):
        split(stage, problem, by="olivier")
    decline_problem(actor=stage.actor("alice"), problem=problem, reason="Isolé.", now=NOW)
    with pytest.raises(Refused):
        split(stage, problem)
    assert Problem.objects.unsealed("test").filter(title="Rodéos sur le parking").count() == 0


def test_the_link_of_a_split_stays(stage, problem):
    split(stage, problem)
    tie = ties_of(stage.actor("alice"), problem)[0].tie
    with pytest.raises(Refused):
        untie_problems(actor=stage.actor("alice"), problem=problem, tie=tie, now=NOW)
