"""Answered reports leave with their files and their words when their time is over; the others stay."""

from datetime import timedelta

from django.core.files.storage import default_storage

from palier.access.actor import program
from palier.access.levels import Level
from palier.attachments.models import Attachment
from palier.attachments.services import Upload, add_attachments
from palier.cycle.reports.models import PoliceReferral, Report
from palier.cycle.reports.retention import count_expired, remove_expired
from palier.cycle.reports.services import decline_report, merge_report, redirect_report
from palier.journal.models import Detail
from palier.journal.retention import months_before, run_purges, subjects
from palier.journal.verification import verify
from tests.attachments.samples import photo
from tests.cast import NOW

PURGE = program("Purge")
LATER = NOW + timedelta(days=800)


def left():
    return set(Report.objects.unsealed("test").values_list("pk", flat=True))


def declined(stage, now=NOW):
    return decline_report(actor=stage.actor("alice"), report=stage.report(), reason="Hors sujet", now=now)


def test_what_led_to_no_problem_leaves_and_the_preview_said_so(stage):
    alice = stage.actor("alice")
    kept = [stage.report(), declined(stage, now=LATER)]
    attached = stage.report()
    stage.problem(report=attached)
    declined(stage)
    other = Report.Destination.OTHER
    redirect_report(actor=alice, report=stage.report(), destination=other, police_destination="gltd", now=NOW)
    before = months_before(LATER, 24)
    assert count_expired(before) == 2
    assert remove_expired(actor=PURGE, before=before, now=LATER) == 2
    assert left() == {attached.pk, *(report.pk for report in kept)}
    assert not PoliceReferral.objects.unsealed("test").exists()
    assert count_expired(before) == 0
    assert verify().intact


def test_files_and_every_word_leave_with_the_report(stage, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    report = stage.report()
    upload = Upload("hall des lilas.jpg", photo())
    file = add_attachments(actor=stage.actor("bruno"), subject=report, uploads=[upload], now=NOW)[0]
    decline_report(actor=stage.actor("alice"), report=report, reason="Hors sujet", now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        remove_expired(actor=PURGE, before=months_before(LATER, 24), now=LATER)
    assert not Attachment.objects.unsealed("test").exists()
    assert not default_storage.exists(file.path)
    words = Detail.objects.unsealed("test")
    assert not words.filter(entry__subject_id__in=[report.pk, file.pk]).exists()
    assert not words.filter(subject_label__contains="lilas.jpg").exists()
    assert verify().intact


def test_a_report_that_another_was_merged_into_does_not_wait_for_it(stage):
    """The other may be more reserved: what nobody sees keeps nothing."""
    first, second = stage.report(), stage.report("olivier", level=Level.POLICE)
    merge_report(actor=stage.actor("alice"), report=second, into=first, now=LATER)
    decline_report(actor=stage.actor("alice"), report=first, reason="Hors sujet", now=NOW)
    before = months_before(LATER, 24)
    assert count_expired(before) == remove_expired(actor=PURGE, before=before, now=LATER) == 1
    assert left() == {second.pk}
    assert Report.objects.unsealed("test").get().merged_into is None


def test_the_daily_purge_knows_them(stage):
    declined(stage)
    assert "reports" in {purge.subject for purge in subjects()}
    outcomes = {outcome.subject: outcome.count for outcome in run_purges(actor=PURGE, now=LATER)}
    assert outcomes["reports"] == 1
    assert verify().intact
