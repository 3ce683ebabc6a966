"""What waits in the box, in which order, and what resembles a report."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.problems.services import attach_report
from palier.cycle.reports.services import decline_report, reconsider_report, watch_report
from palier.cycle.triage.ages import age_of
from palier.cycle.triage.queries import late_among, next_waiting, resemblances, waiting_reports
from palier.kernel.moments import said
from palier.territory.models import Place
from tests.cast import NOW, TODAY


def box(stage, name="alice", today=TODAY):
    return list(waiting_reports(stage.actor(name), today))


def ago(days):
    return NOW - timedelta(days=days)


def filed(stage, days, **values):
    """A report of so many days ago."""
    report = stage.report(**values)
    type(report).objects.unsealed("test").filter(pk=report.pk).update(created_at=ago(days))
    report.created_at = ago(days)
    return report


def test_the_oldest_comes_first_and_only_where_the_reader_triages(stage):
    young, old = filed(stage, 1), filed(stage, 20)
    public = filed(stage, 3, by="alice", level=Level.POPULATION)
    assert box(stage) == box(stage, "olivier") == [old, public, young]
    assert box(stage, "bruno") == box(stage, "marc") == box(stage, "dora") == []


def test_a_watched_report_comes_back_on_its_review_date(stage):
    report, day = stage.report(), TODAY + timedelta(days=10)
    watch_report(actor=stage.actor("alice"), report=report, review_on=day, now=NOW, today=TODAY)
    assert box(stage, today=day - timedelta(days=1)) == []
    assert box(stage, today=day) == [report]
    assert age_of(report, day).words == "à revoir aujourd’hui"
    assert age_of(report, TODAY).words == "à revoir dans 10 jours"


def test_a_watched_report_may_be_taken_back(stage):
    report, day = stage.report(), TODAY + timedelta(days=10)
    watch_report(actor=stage.actor("alice"), report=report, review_on=day, now=NOW, today=TODAY)
    reconsider_report(actor=stage.actor("alice"), report=report, now=NOW)
    assert (report.state, report.review_on) == ("received", None)
    assert box(stage) == [report]


@pytest.mark.parametrize(("days", "late", "words"), [(0, 0, "reçu aujourd’hui"), (7, 0, "depuis 7 jours"), (8, 1, "")])
def test_late_is_said_alike_by_the_row_and_by_the_count(stage, days, late, words):
    report = filed(stage, days)
    age = age_of(report, TODAY)
    assert age.is_late == bool(late) == late_among(waiting_reports(stage.actor("alice"), TODAY), TODAY).exists()
    assert words in age.words


def test_the_next_one_is_younger_then_the_oldest_left(stage):
    old, middle, young = filed(stage, 9), filed(stage, 5), filed(stage, 1)
    alice = stage.actor("alice")
    decline_report(actor=alice, report=middle, reason="Fait isolé", now=NOW)
    assert next_waiting(alice, TODAY, after=middle) == young
    decline_report(actor=alice, report=young, reason="Fait isolé", now=NOW)
    assert next_waiting(alice, TODAY, after=young) == old
    decline_report(actor=alice, report=old, reason="Fait isolé", now=NOW)
    assert next_waiting(alice, TODAY, after=old) is None


def test_what_is_attached_at_a_reserved_level_has_its_answer_for_those_who_see_the_link(stage):
    report = stage.report()
    attach_report(actor=stage.actor("alice"), report=report, problem=stage.police_problem(), now=NOW)
    assert box(stage) == box(stage, "olivier") == []


def put(stage, name, north):
    """A place so many metres north of the stage's own."""
    return Place.objects.create(
        kind=stage.place.kind, name=name, longitude=6.24, latitude=44.09 + north / 111_320, created_at=NOW
    )


def test_what_resembles_is_ranked_and_explained(stage):
    stage.place = put(stage, "Hall", 0)
    near, far = put(stage, "Abribus", 60), put(stage, "Gare", 900)
    one = stage.report(moments=said("evenings"))
    twin = stage.report(moments=said("evenings"))
    neighbour = stage.report(place=near)
    stage.report(place=far)
    problem = stage.problem(place=near)
    found = resemblances(stage.actor("alice"), one)
    assert [alike.row for alike in found.reports] == [twin, neighbour]
    assert found.reports[0].likeness.why.startswith("Même lieu, même catégorie")
    assert [alike.row for alike in found.problems] == [problem]
    assert "à 60 m" in found.reports[1].likeness.why.lower()


def test_only_what_the_reader_sees_resembles(stage):
    one = stage.report()
    stage.report(by="alice", level=Level.POLICE)
    stage.police_problem()
    assert len(resemblances(stage.actor("alice"), one).reports) == 1
    assert len(resemblances(stage.actor("alice"), one).problems) == 1
    unseen = resemblances(stage.actor("bruno"), one)
    assert (unseen.reports, unseen.problems) == ([], [])
