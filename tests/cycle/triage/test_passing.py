"""Passing a report to the box of another group: who reads it before and after, who is told, and the way back."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.attachments.models import Attachment
from palier.cycle.problems.services import Sighting, attach_report, join_report
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import reports_for, transfers_of
from palier.cycle.reports.services import decline_report, watch_report
from palier.cycle.triage.passing import pass_report
from palier.cycle.triage.queries import waiting_reports
from palier.journal.events import Event
from palier.journal.queries import timeline
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW, TODAY

WHY = "Le hall est de l’autre côté de l’avenue."


def send(stage, report, by="alice", **values):
    content = {"group": stage.cast.other_group, "reason": WHY, "now": NOW, **values}
    return pass_report(actor=stage.actor(by), report=report, **content)


def box(stage, name):
    return list(waiting_reports(stage.actor(name), TODAY))


def sees(stage, name, report):
    return reports_for(stage.actor(name)).filter(pk=report.pk).exists()


def test_it_waits_in_the_other_box_with_who_sent_it_and_why(stage):
    report = stage.report()
    assert not sees(stage, "marc", report)
    send(stage, report, by="olivier")
    assert (box(stage, "alice"), box(stage, "marc")) == ([], [report])
    [transfer] = transfers_of(stage.actor("marc"), [report])[report.pk]
    assert (transfer.from_group, transfer.reason, transfer.sent_by.name) == (stage.cast.group, WHY, "Olivier")


def test_the_sending_group_and_the_author_go_on_reading_it(stage):
    report = stage.report()
    send(stage, report)
    for name in ("alice", "bruno", "claire", "marc", "dora"):
        assert sees(stage, name, report)
    assert transfers_of(stage.actor("bruno"), [report])
    decline_report(actor=stage.actor("marc"), report=report, reason="Déjà traité", now=NOW)
    assert reports_for(stage.actor("bruno")).get(pk=report.pk).decline_reason == "Déjà traité"
    with pytest.raises(NotGranted):
        watch_report(
            actor=stage.actor("alice"), report=report, review_on=TODAY + timedelta(days=3), now=NOW, today=TODAY
        )


def test_it_is_sent_back_with_a_reason(stage):
    report = stage.report()
    send(stage, report)
    with pytest.raises(Refused) as refusal:
        send(stage, report, by="marc", group=stage.cast.group, reason="  ")
    assert refusal.value.field == "reason"
    send(stage, report, by="marc", group=stage.cast.group, reason="C’est bien chez vous.", now=NOW + timedelta(hours=1))
    assert (box(stage, "alice"), box(stage, "marc")) == ([report], [])
    last, first = transfers_of(stage.actor("dora"), [report])[report.pk]
    assert (last.reason, first.reason) == ("C’est bien chez vous.", WHY)


def test_what_confirms_it_goes_with_it_but_what_the_police_kept(stage):
    report = stage.report()
    light, kept = (
        join_report(actor=stage.actor(name), report=report, sighting=Sighting(), now=NOW, today=TODAY)
        for name in ("claire", "olivier")
    )
    Report.objects.unsealed("test").filter(pk=kept.pk).update(level=Level.POLICE)
    send(stage, report)
    assert sees(stage, "marc", light)
    assert not sees(stage, "marc", kept)


def test_the_words_and_files_that_the_police_kept_stay_with_it(stage):
    report = stage.report()
    alice = stage.actor("alice")
    subject = subject_of(report)
    hidden = type(subject)(subject.kind, subject.id, subject.label, subject.group_id, Level.POLICE)
    record_event(Event.TEXT_JUSTIFY, actor=alice, at=NOW, subject=hidden)
    file = {"subject_type": "report", "subject_id": report.pk, "content_type": "image/png", "size": 1, "sha256": "a"}
    Attachment.objects.create(
        **file, group_id=stage.cast.group.pk, level=Level.POLICE, is_raised=True, name="a", path="a", uploaded_at=NOW
    )
    send(stage, report)
    told = [line.text for line in timeline(stage.actor("marc"), report).lines]
    assert told == ["a transmis le signalement à un autre groupe", "a déposé le signalement"]
    assert not Attachment.objects.visible_to(stage.actor("marc")).exists()
    assert len(timeline(alice, report).lines) == 3
    assert Attachment.objects.visible_to(alice).exists()


def test_only_what_the_whole_group_reads_waits_and_goes_to_another_open_group(stage):
    cast = stage.cast
    for report in (stage.report("olivier", level=Level.POLICE), stage.report()):
        if report.level == Level.GROUP:
            attach_report(actor=stage.actor("alice"), report=report, problem=stage.police_problem(), now=NOW)
        with pytest.raises(Refused):
            send(stage, report)
    report = stage.report()
    with pytest.raises(NotGranted):
        send(stage, report, by="bruno")
    with pytest.raises(NotGranted):
        send(stage, report, by="marc")
    with pytest.raises(Refused):
        send(stage, report, group=cast.group)
    type(cast.group).objects.unsealed("test").filter(pk=cast.other_group.pk).update(closed_on=TODAY)
    with pytest.raises(Refused) as refusal:
        send(stage, report)
    assert refusal.value.field == "group"
    decline_report(actor=stage.actor("alice"), report=report, reason="Fait isolé", now=NOW)
    type(cast.group).objects.unsealed("test").filter(pk=cast.other_group.pk).update(closed_on=None)
    with pytest.raises(Refused, match="Transmettre"):
        send(stage, report)
