"""Filing a report and giving it an answer."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.reports import services
from palier.cycle.reports.models import PoliceReferral, Report
from palier.journal.models import Detail, Entry
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW, TODAY

TOMORROW = TODAY + timedelta(days=1)


def test_a_partner_files_for_its_organisation_and_the_journal_holds_no_text(stage):
    report = stage.report(by="bruno")
    assert (report.reporter_organisation_id, report.state) == (stage.cast.landlord.pk, "received")
    entry = Entry.objects.unsealed("test").get(event="report:report:file")
    detail = Detail.objects.unsealed("test").get(entry=entry)
    assert "personnes" not in str(detail.payload) + detail.subject_label


@pytest.mark.parametrize(
    ("values", "field"),
    [({"text": "  "}, "text"), ({"seen_on": TOMORROW}, "seen_on"), ({"level": Level.POLICE}, "level")],
)
def test_a_bad_report_names_its_field_and_writes_nothing(stage, values, field):
    with pytest.raises(Refused) as refusal:
        stage.report(by="bruno", **values)
    assert refusal.value.field == field
    assert not Report.objects.unsealed("test").exists()


def test_a_place_more_reserved_than_the_report_is_refused(stage):
    stage.place.level, stage.place.group_id = Level.POLICE, stage.cast.group.pk
    stage.place.save()
    with pytest.raises(Refused):
        stage.report(by="alice")
    assert stage.report(by="alice", level=Level.POLICE).pk


@pytest.mark.parametrize("name", ["dora", "eric", "agathe", "hugo"])
def test_those_outside_the_group_do_not_file(stage, name):
    with pytest.raises(NotGranted):
        stage.report(by=name)


def test_the_group_reads_a_report_and_the_other_group_does_not(stage):
    report = stage.report()
    for name, reads in {"alice": True, "claire": True, "dora": False, "eric": False, "agathe": False}.items():
        assert Report.objects.visible_to(stage.actor(name)).filter(pk=report.pk).exists() is reads


def test_watching_asks_for_a_day_to_come(stage):
    ask = {"actor": stage.actor("olivier"), "report": stage.report(), "now": NOW, "today": TODAY}
    with pytest.raises(Refused):
        services.watch_report(review_on=TODAY, **ask)
    assert services.watch_report(review_on=TOMORROW, **ask).state == "watched"


def test_a_report_sent_to_the_gltd_reads_other_for_partners(stage):
    report = services.redirect_report(
        actor=stage.actor("alice"), report=stage.report(), destination="other", police_destination="gltd", now=NOW
    )
    seen = Report.objects.visible_to(stage.actor("bruno")).get(pk=report.pk)
    assert seen.get_destination_display() == "Autre cadre"
    assert not PoliceReferral.objects.visible_to(stage.actor("bruno")).exists()
    assert PoliceReferral.objects.visible_to(stage.actor("olivier")).get().destination == "gltd"


def test_declining_then_reconsidering_brings_it_back_to_triage(stage):
    alice = stage.actor("alice")
    report = services.decline_report(actor=alice, report=stage.report(), reason="Fait isolé.", now=NOW)
    services.reconsider_report(actor=alice, report=report, now=NOW)
    assert (report.state, report.decline_reason) == ("received", "")


def test_merging_refuses_itself_and_a_more_reserved_report(stage):
    alice, report = stage.actor("alice"), stage.report()
    reserved = stage.report(by="alice", level=Level.POLICE)
    for into in (report, reserved):
        with pytest.raises(Refused):
            services.merge_report(actor=alice, report=report, into=into, now=NOW)
    assert services.merge_report(actor=alice, report=reserved, into=report, now=NOW).merged_into == report


def test_a_partner_does_not_triage(stage):
    with pytest.raises(NotGranted):
        services.decline_report(actor=stage.actor("claire"), report=stage.report(), reason="Non.", now=NOW)
