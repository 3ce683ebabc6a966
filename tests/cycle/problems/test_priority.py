"""The score is explained part by part; a human ranks, and the reason stays."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.problems import queries, services
from palier.cycle.problems.models import Problem
from palier.cycle.problems.priority import HIGHEST, score_of
from palier.cycle.reports.models import Report
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW


def known(stage, **values):
    problem = stage.problem()
    facts = {"gravity": 3, "frequency": "often", "bothered": "residents", "bothered_number": "some", **values}
    return services.change_problem(actor=stage.actor("alice"), problem=problem, now=NOW, **facts)


@pytest.mark.parametrize(
    ("values", "total"),
    [
        ({}, 2 * 3 * 2),
        ({"bothered": "elders"}, 2 * 3 * 2 + 3),
        ({"gravity": 1}, 0),
        ({"gravity": 4, "frequency": "daily", "bothered_number": "crowd"}, 27),
        ({"frequency": ""}, 0),
    ],
)
def test_the_score_multiplies_then_adds(stage, values, total):
    assert score_of(known(stage, **values), NOW).total == total


def test_the_score_is_told_in_words_with_what_is_unknown(stage):
    score = score_of(known(stage, bothered="pupils"), NOW)
    assert score.sentence == f"Gêne 2 × récurrence 3 × nombre 2 = 12 ; personnes fragiles +3. Total : 15 sur {HIGHEST}."
    assert score_of(known(stage, frequency=""), NOW).unknown == ["récurrence"]


def test_the_trend_counts_what_all_the_readers_read(stage):
    problem, alice = known(stage), stage.actor("alice")
    before = score_of(problem, NOW)
    hidden = stage.report("olivier", level=Level.POLICE)
    services.attach_report(actor=alice, report=hidden, problem=problem, now=NOW)
    assert score_of(problem, NOW) == before
    shown = stage.report()
    services.attach_report(actor=alice, report=shown, problem=problem, now=NOW)
    assert score_of(problem, NOW).total == before.total + 2
    Report.objects.unsealed("test").filter(pk=shown.pk).update(created_at=NOW - timedelta(days=40))
    assert score_of(problem, NOW).total == before.total - 2


def test_a_human_ranks_and_the_reason_is_kept(stage):
    problem, alice = known(stage), stage.actor("alice")
    for priority, position in (("high", 1), ("low", None)):
        services.rank_problem(
            actor=alice, problem=problem, priority=priority, position=position, reason=f"Rang {priority}", now=NOW
        )
    kept = Problem.objects.unsealed("test").get(pk=problem.pk)
    assert (kept.priority, kept.position) == ("low", None)
    rows = queries.rankings_of(stage.actor("bruno"), problem)
    assert {(row.priority, row.reason, row.score) for row in rows} == {
        ("high", "Rang high", 12),
        ("low", "Rang low", 12),
    }
    assert not queries.rankings_of(stage.actor("dora"), problem).exists()


def test_ranking_asks_for_a_reason_and_for_the_chief(stage):
    problem = known(stage)
    with pytest.raises(Refused):
        services.rank_problem(actor=stage.actor("alice"), problem=problem, priority="high", reason=" ", now=NOW)
    with pytest.raises(NotGranted):
        services.rank_problem(actor=stage.actor("bruno"), problem=problem, priority="high", reason="Oui", now=NOW)
    assert not queries.rankings_of(stage.actor("alice"), problem).exists()
