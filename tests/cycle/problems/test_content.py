"""Opening, numbering, sharing and changing problems."""

import re

import pytest

from palier.access.levels import Level
from palier.cycle.problems import queries, services
from palier.cycle.problems.models import Passage, Problem, Source
from palier.cycle.reports.models import Report
from palier.cycle.triage.queries import waiting_reports
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused, Stale
from tests.cast import NOW, TODAY


def test_the_chief_examines_at_once_and_the_officer_waits_for_the_chief(stage):
    assert stage.problem(by="alice").state == "to_qualify"
    assert stage.problem(by="olivier").state == "reported"
    with pytest.raises(NotGranted):
        stage.problem(by="bruno")


def test_police_problems_leave_no_gap_in_what_partners_read(stage):
    first, hidden, second = stage.problem(), stage.police_problem(), stage.problem()
    assert (first.reference, second.reference) == ("DIG-1-2026-001", "DIG-1-2026-002")
    assert hidden.reference == "DIG-1-P-2026-001"


def test_problems_for_named_organisations_have_no_series_at_all(stage):
    named = stage.problem(level=Level.NAMED, readers=[stage.cast.landlord])
    assert re.fullmatch(r"DIG-1-2026-N\w{4}", named.reference)
    assert stage.problem().reference == "DIG-1-2026-001"


def test_named_organisations_and_the_police_read_a_named_problem(stage):
    named = stage.problem(level=Level.NAMED, readers=[stage.cast.landlord])
    for name, reads in {"alice": True, "bruno": True, "claire": False, "dora": False}.items():
        assert Problem.objects.visible_to(stage.actor(name)).filter(pk=named.pk).exists() is reads


def test_a_named_problem_without_a_name_is_refused(stage):
    with pytest.raises(Refused) as refusal:
        stage.problem(level=Level.NAMED)
    assert refusal.value.field == "readers"
    assert not Problem.objects.unsealed("test").exists()


def test_an_associated_group_reads_but_does_not_lead(stage):
    problem = stage.problem()
    services.associate_group(actor=stage.actor("alice"), problem=problem, group=stage.cast.other_group, now=NOW)
    assert Problem.objects.visible_to(stage.actor("dora")).get() == problem
    with pytest.raises(NotGranted):
        services.admit_problem(actor=stage.actor("marc"), problem=stage.pass_gates(problem, "admit"), now=NOW)


def test_a_reserved_problem_is_not_shared_with_another_group(stage):
    with pytest.raises(Refused):
        services.associate_group(
            actor=stage.actor("alice"), problem=stage.police_problem(), group=stage.cast.other_group, now=NOW
        )


def test_opening_from_a_report_attaches_it(stage):
    report = stage.report()
    problem = stage.problem(report=report)
    assert (report.state, problem.origin) == ("attached", "report")
    assert queries.problem_of(stage.actor("bruno"), report) == problem
    assert not waiting_reports(stage.actor("alice"), TODAY).exists()


def test_attaching_to_a_police_problem_changes_nothing_for_the_reporter(stage):
    report = stage.report()
    before = Report.objects.visible_to(stage.actor("bruno")).values().get(pk=report.pk)
    services.attach_report(actor=stage.actor("alice"), report=report, problem=stage.police_problem(), now=NOW)
    assert Report.objects.visible_to(stage.actor("bruno")).values().get(pk=report.pk) == before
    assert not Source.objects.visible_to(stage.actor("bruno")).exists()
    assert not Entry.objects.visible_to(stage.actor("bruno")).filter(event="report:report:attach").exists()
    assert not waiting_reports(stage.actor("alice"), TODAY).exists()


def test_a_report_is_attached_once_and_only_to_a_living_problem(stage):
    alice, report, problem = stage.actor("alice"), stage.report(), stage.problem()
    services.attach_report(actor=alice, report=report, problem=problem, now=NOW)
    with pytest.raises(Refused):
        services.attach_report(actor=alice, report=report, problem=stage.problem(), now=NOW)
    services.decline_problem(actor=alice, problem=problem, reason="Isolé.", now=NOW)
    with pytest.raises(Refused):
        services.attach_report(actor=alice, report=stage.report(), problem=problem, now=NOW)


def test_a_change_drawn_from_an_old_version_does_not_overwrite(stage):
    alice, problem = stage.actor("alice"), stage.problem()
    services.change_problem(actor=alice, problem=problem, now=NOW, version=1, gravity=3)
    with pytest.raises(Stale):
        services.change_problem(actor=alice, problem=problem, now=NOW, version=1, gravity=4)
    assert Problem.objects.unsealed("test").get(pk=problem.pk).gravity == 3


def test_a_problem_taken_over_keeps_its_state_and_its_days(stage):
    problem = services.take_over_problem(
        actor=stage.actor("alice"),
        group=stage.cast.group,
        title="Regroupements place du Terreau",
        category=stage.category,
        place=stage.place,
        opened_on=TODAY.replace(year=2024),
        closed_on=TODAY.replace(year=2025),
        state="closed",
        outcome="reduced",
        now=NOW,
    )
    assert (problem.reference, problem.origin) == ("DIG-1-2024-001", "import")
    passages = Passage.objects.unsealed("test").filter(problem=problem)
    assert [(p.to_state, p.at.year) for p in passages] == [("open", 2024), ("closed", 2025)]


def test_diagnosis_and_admission_are_read_like_the_problem(stage):
    alice, hidden = stage.actor("alice"), stage.police_problem()
    services.write_diagnosis(actor=alice, problem=hidden, facts="Allées et venues", now=NOW)
    services.answer_admission(
        actor=alice,
        problem=hidden,
        answers={"precise": services.Answered(is_met=True, evidence="Oui, en une phrase")},
        now=NOW,
    )
    assert queries.diagnosis_of(alice, hidden).facts == "Allées et venues"
    assert queries.admission_of(alice, hidden).count() == 1
    assert queries.diagnosis_of(stage.actor("bruno"), hidden) is None
    assert not queries.admission_of(stage.actor("bruno"), hidden).exists()
