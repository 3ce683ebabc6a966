"""Three reports in six months on a matter that was closed or declined raise a re-examination, at its level."""

from datetime import timedelta

import pytest

from palier.access.actor import program
from palier.access.levels import Level
from palier.cycle.problems.services import decline_problem
from palier.cycle.reports.models import Report
from palier.cycle.reports.services import decline_report
from palier.cycle.triage.models import Dismissal
from palier.cycle.triage.reexamination import reexaminations
from palier.cycle.triage.retention import count_expired, remove_expired
from palier.cycle.triage.services import dismiss_reexamination
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW

SOON = NOW + timedelta(days=1)


def raised(stage, name="alice", now=SOON):
    return reexaminations(stage.actor(name), now)


def ended(stage, **values):
    """A problem declined an hour ago."""
    problem, before = stage.problem(**values), NOW - timedelta(hours=1)
    return decline_problem(actor=stage.actor("alice"), problem=problem, reason="Sans suite", now=before)


def told(stage, times, **values):
    return [stage.report(**values) for _ in range(times)]


def test_the_third_report_raises_it(stage):
    problem = ended(stage)
    told(stage, 2)
    assert raised(stage) == []
    told(stage, 1)
    [one] = raised(stage)
    assert (one.count, one.problem, one.level) == (3, problem, Level.GROUP)
    assert one.why == "3 signalements en 6 mois depuis la fin de DIG-1-2026-001 (non retenu)"
    assert raised(stage, "olivier") == [one]


@pytest.mark.parametrize("name", ["bruno", "dora", "marc", "eric", "agathe"])
def test_it_stands_for_those_who_triage_in_the_group(stage, name):
    ended(stage)
    told(stage, 3)
    assert raised(stage, name) == []


def test_a_matter_still_followed_or_never_judged_raises_nothing(stage):
    told(stage, 3)
    assert raised(stage) == []
    ended(stage)
    stage.problem()
    assert raised(stage) == []


def test_reports_declined_without_a_problem_raise_it_too(stage):
    reports = told(stage, 3)
    decline_report(actor=stage.actor("alice"), report=reports[0], reason="Fait isolé", now=NOW)
    [one] = raised(stage)
    assert (one.count, one.problem) == (3, None)
    assert "dont au moins un n’avait pas été retenu" in one.why


def test_old_reports_and_those_before_the_end_do_not_count(stage):
    ended(stage)
    reports = told(stage, 3)
    rows = Report.objects.unsealed("test").filter(pk=reports[0].pk)
    for before in (timedelta(hours=2), timedelta(days=200)):
        rows.update(created_at=NOW - before)
        assert raised(stage) == []


def test_the_number_and_the_months_are_settings(stage, settings):
    settings.REEXAMINE_REPORTS, settings.REEXAMINE_MONTHS = 2, 1
    ended(stage)
    told(stage, 2)
    assert raised(stage)[0].why.startswith("2 signalements en 1 mois")
    assert raised(stage, now=NOW + timedelta(days=40)) == []


def test_what_the_police_alone_knows_gives_it_the_level_of_the_police(stage):
    ended(stage)
    told(stage, 2)
    told(stage, 1, by="olivier", level=Level.POLICE)
    assert raised(stage)[0].level == Level.POLICE
    told(stage, 1)
    assert raised(stage)[0].level == Level.GROUP


def test_setting_it_aside_needs_a_reason_is_journalled_and_counts_anew(stage):
    ended(stage)
    told(stage, 3)
    ask = {"actor": stage.actor("olivier"), "raised": raised(stage)[0], "now": NOW + timedelta(hours=1)}
    with pytest.raises(Refused):
        dismiss_reexamination(**ask, reason="  ")
    with pytest.raises(NotGranted):
        dismiss_reexamination(**{**ask, "actor": stage.actor("bruno")}, reason="Non.")
    assert not Dismissal.objects.unsealed("test").exists()
    dismissal = dismiss_reexamination(**ask, reason="Chantier fini lundi.")
    assert raised(stage) == []
    assert Entry.objects.unsealed("test").get(event="report:reexamination:dismiss").subject_id == dismissal.pk
    stage.now = NOW + timedelta(hours=2)
    told(stage, 3)
    assert raised(stage)[0].count == 3


def test_what_was_set_aside_leaves_after_its_time(stage):
    ended(stage)
    told(stage, 3)
    dismiss_reexamination(actor=stage.actor("alice"), raised=raised(stage)[0], reason="Chantier fini.", now=NOW)
    assert count_expired(NOW) == 0
    assert remove_expired(actor=program("Purge"), before=SOON, now=SOON) == 1
    assert not Dismissal.objects.unsealed("test").exists()
