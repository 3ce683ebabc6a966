"""Several reports answered in one act: all or none."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.problems.models import Problem, Source
from palier.cycle.reports.models import Report
from palier.cycle.reports.services import decline_report
from palier.cycle.triage.reasons import told
from palier.cycle.triage.services import attach_reports, open_problem_from
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW, TODAY


def open_from(stage, reports, by="alice", **values):
    content = {"title": "Hall occupé", "now": NOW, "today": TODAY, **values}
    return open_problem_from(actor=stage.actor(by), reports=reports, **content)


def test_one_problem_opens_with_all_its_sources(stage):
    reports = [stage.report(seen_on=TODAY), stage.report(), stage.report()]
    problem = open_from(stage, reports, by="olivier")
    assert {source.report for source in Source.objects.unsealed("test").filter(problem=problem)} == set(reports)
    assert {report.state for report in reports} == {"attached"}
    assert (problem.first_seen, problem.place, problem.category) == (TODAY, stage.place, stage.category)


def test_when_one_is_refused_nothing_is_written(stage):
    answered = stage.report()
    decline_report(actor=stage.actor("alice"), report=answered, reason="Fait isolé", now=NOW)
    reports = [stage.report(), answered]
    with pytest.raises(Refused):
        open_from(stage, reports)
    problem = stage.problem()
    with pytest.raises(Refused):
        attach_reports(actor=stage.actor("alice"), reports=reports, problem=problem, now=NOW)
    assert list(Problem.objects.unsealed("test")) == [problem]
    assert not Source.objects.unsealed("test").exists()
    assert Report.objects.unsealed("test").get(pk=reports[0].pk).state == "received"


def test_a_police_problem_leaves_the_reports_as_partners_know_them(stage):
    reports = [stage.report(), stage.report()]
    open_from(stage, reports, level=Level.POLICE)
    assert {row.state for row in Report.objects.visible_to(stage.actor("bruno"))} == {"received"}


def test_what_the_police_was_told_dates_no_problem_that_partners_read(stage):
    reports = [
        stage.report("olivier", level=Level.POLICE, seen_on=TODAY - timedelta(days=9)),
        stage.report(seen_on=TODAY - timedelta(days=2)),
    ]
    problem = open_from(stage, reports)
    assert (problem.first_seen, problem.last_seen) == (TODAY - timedelta(days=2),) * 2
    kept = open_from(stage, [stage.report("olivier", level=Level.POLICE, seen_on=TODAY)], level=Level.POLICE)
    assert kept.first_seen == TODAY


def test_a_partner_groups_nothing(stage):
    with pytest.raises(NotGranted):
        open_from(stage, [stage.report()], by="bruno")


def test_the_reason_is_said_before_the_words():
    assert told("isolated", "") == "Fait isolé, à signaler de nouveau s’il se répète"
    assert told("handled", " Porte  réparée. ") == "Déjà traité : Porte réparée."
    assert told("other", "Chantier fini.") == "Chantier fini."
