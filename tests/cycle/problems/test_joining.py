"""« Constaté aussi »: one click brings one more source, and the same organisation counts once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from palier.access.levels import Level
from palier.attachments.services import Upload
from palier.cycle.problems.models import Source
from palier.cycle.problems.queries import sources_of
from palier.cycle.problems.services import Sighting, associate_group, attach_report, decline_problem, join_problem
from palier.cycle.problems.services import join_report as join_report_service
from palier.cycle.reports.filing import Sending
from palier.cycle.reports.models import Report
from palier.cycle.reports.services import decline_report
from palier.cycle.triage.services import attach_reports
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused
from palier.kernel.moments import said
from tests.attachments.samples import photo
from tests.cast import NOW, TODAY


def reports():
    return Report.objects.unsealed("test")


def join(stage, problem, by="bruno", now=NOW, **values):
    sighting = Sighting(**{"seen_on": TODAY, "moments": said("evenings"), **values})
    return join_problem(actor=stage.actor(by), problem=problem, sighting=sighting, now=now, today=TODAY)


def join_report(stage, report, by="bruno", now=NOW, **values):
    sighting = Sighting(**{"seen_on": TODAY, **values})
    return join_report_service(actor=stage.actor(by), report=report, sighting=sighting, now=now, today=TODAY)


def test_a_partner_brings_a_source_that_is_attached_from_its_birth(stage):
    problem = stage.problem()
    report = join(stage, problem)
    assert (report.state, report.is_light, report.reporter_organisation) == ("attached", True, stage.cast.landlord)
    assert (report.place, report.category, report.text) == (problem.place, problem.category, "Constaté aussi.")
    assert [source.report for source in sources_of(stage.actor("claire"), problem)] == [report]
    about = Entry.objects.unsealed("test").filter(subject_id=report.pk).order_by("seq")
    assert [entry.event for entry in about] == ["report:report:file", "report:report:attach"]


def test_the_same_organisation_counts_once_a_day_and_its_first_is_completed(stage):
    problem = stage.problem()
    first = join(stage, problem, by="bruno", seen_on=TODAY - timedelta(days=1))
    again = join(stage, problem, by="bruno", moments=said("nights"), text="Encore du bruit.")
    assert again.pk == first.pk
    first.refresh_from_db()
    assert (first.seen_on, first.moments) == (TODAY, said("evenings", "nights").code)
    assert first.text.endswith("Encore du bruit.")
    join(stage, problem, by="claire")
    join(stage, problem, by="bruno", now=NOW + timedelta(hours=25))
    assert Source.objects.unsealed("test").filter(problem=problem).count() == 3


def test_a_key_sent_twice_completes_nothing(stage):
    key, problem = uuid4(), stage.problem()
    first = join(stage, problem, sending=Sending(filing_key=key))
    assert join(stage, problem, sending=Sending(filing_key=key), text="Encore.").pk == first.pk
    assert reports().get().text == "Constaté aussi."


def test_a_problem_that_is_not_read_or_not_followed_is_not_joined(stage):
    police, named = stage.police_problem(), stage.problem(level=Level.NAMED, readers=[stage.cast.landlord])
    for problem, by, error in (
        (police, "bruno", NotGranted),
        (named, "claire", NotGranted),
        (named, "bruno", Refused),
        (stage.problem(), "dora", NotGranted),
    ):
        with pytest.raises(error):
            join(stage, problem, by=by)
    gone = decline_problem(actor=stage.actor("alice"), problem=stage.problem(), reason="Isolé.", now=NOW)
    with pytest.raises(Refused):
        join(stage, gone)
    assert not reports().exists()


def test_a_source_is_never_more_open_than_what_it_confirms(stage):
    report = join(stage, stage.police_problem(), by="olivier")
    assert report.level == Level.POLICE
    assert Source.objects.unsealed("test").get().level == Level.POLICE
    assert not Report.objects.visible_to(stage.actor("bruno")).exists()


def test_an_associated_group_speaks_in_its_own_name(stage):
    problem, other = stage.problem(), stage.cast.other_group
    associate_group(actor=stage.actor("alice"), problem=problem, group=other, now=NOW)
    report = join(stage, problem, by="dora")
    assert (report.group, report.state) == (other, "attached")


def test_a_report_without_a_problem_is_confirmed_by_a_link(stage):
    first = stage.report(by="bruno")
    second = join_report(stage, first, by="claire")
    assert (second.same_as, second.state, second.is_light) == (first, "received", True)
    third = join_report(stage, second, by="olivier")
    assert third.same_as == first
    assert join_report(stage, first, by="bruno", text="Encore ce soir.").pk == first.pk
    assert reports().count() == 3


def test_an_answered_report_is_not_confirmed(stage):
    answered = decline_report(actor=stage.actor("alice"), report=stage.report(), reason="Fait isolé.", now=NOW)
    with pytest.raises(Refused):
        join_report(stage, answered, by="claire")
    with pytest.raises(NotGranted):
        join_report(stage, stage.report(by="olivier", level=Level.POLICE), by="claire")


def test_a_bad_photograph_leaves_nothing_written(stage):
    problem = stage.problem()
    with pytest.raises(Refused):
        join(stage, problem, sending=Sending(uploads=[Upload("a.jpg", photo()), Upload("b.jpg", b"nothing")]))
    assert not reports().exists()
    assert not Source.objects.unsealed("test").exists()


def test_a_day_to_come_is_refused(stage):
    problem = stage.problem()
    join(stage, problem)
    with pytest.raises(Refused):
        join(stage, problem, seen_on=TODAY + timedelta(days=1))


def test_what_confirms_a_report_is_attached_with_it_as_far_as_the_actor_reads(stage):
    first = stage.report(by="bruno")
    again = join_report(stage, first, by="claire")
    declined = join_report(stage, first, by="olivier")
    decline_report(actor=stage.actor("alice"), report=declined, reason="Doublon.", now=NOW)
    problem = stage.problem()
    attach_report(actor=stage.actor("alice"), report=first, problem=problem, now=NOW)
    attached = set(Source.objects.unsealed("test").filter(problem=problem).values_list("report", flat=True))
    assert attached == {first.pk, again.pk}
    assert reports().get(pk=again.pk).state == "attached"


def test_a_report_chosen_with_what_confirms_it_is_attached_once(stage):
    first = stage.report(by="bruno")
    chosen = [first, join_report(stage, first, by="claire")]
    problem = attach_reports(actor=stage.actor("alice"), reports=chosen, problem=stage.problem(), now=NOW)
    assert Source.objects.unsealed("test").filter(problem=problem).count() == 2
