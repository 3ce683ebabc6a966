"""Attendance past its retention loses its people; a meeting past its own loses minutes and words, and still counts."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.meetings import retention
from palier.cycle.meetings import services as meetings
from palier.cycle.meetings.models import AgendaItem, Attendance, Decision, Meeting, MinutesRelease
from palier.cycle.meetings.retention import (
    count_attendances,
    count_meetings,
    count_releases,
    empty_meetings,
    forget_people,
)
from palier.cycle.reviews.queries import yearly_count
from palier.documents.editions import PARTNERS, POLICE
from palier.documents.minutes import minutes_of
from palier.documents.releases import freeze_minutes, minutes_file
from palier.journal.events import Event
from palier.journal.models import Detail, Entry
from palier.journal.retention import run_purges
from palier.journal.verification import verify
from palier.kernel.errors import Refused, Stale
from palier.partners.models import Contact
from tests.cast import NOW, TODAY
from tests.cycle.closing import BEFORE, LATER, PLANTED, PURGE, decide


@pytest.fixture
def frozen(stage):
    """A meeting decided, validated and frozen long ago, on a problem still followed."""
    meeting, alice = decide(stage, stage.problem()), stage.actor("alice")
    meetings.validate_meeting(actor=alice, meeting=meeting, now=NOW, days=0)
    freeze_minutes(actor=alice, meeting=meeting, now=NOW)
    return meeting


def again(meeting):
    return Meeting.objects.unsealed("test").get(pk=meeting.pk)


def test_old_attendance_loses_its_person_and_keeps_its_organisation(stage):
    meeting = stage.meeting()
    Attendance.objects.unsealed("test").filter(meeting=meeting).delete()
    for name in ("Bruno", "Claire"):
        contact = Contact.objects.unsealed("test").get(name=name)
        Attendance.objects.create(
            meeting=meeting, contact=contact, organisation=contact.organisation, state="present", note="en retard"
        )
    assert count_attendances(NOW - timedelta(days=1)) == 0
    after = NOW + timedelta(days=1)
    assert count_attendances(after) == 2
    assert forget_people(actor=PURGE, before=after, now=after) == 2
    rows = list(Attendance.objects.unsealed("test").filter(meeting=meeting))
    assert {(row.contact_id, row.note) for row in rows} == {(None, "")}
    assert {row.organisation_id for row in rows} == {stage.cast.landlord.pk, stage.cast.town.pk}
    assert count_attendances(after) == 0


def test_minutes_and_words_leave_and_the_meeting_still_counts(stage, frozen):
    counted = [yearly_count(stage.actor(name), [stage.cast.group.pk], 2026) for name in ("alice", "bruno", "eric")]
    assert counted[0].meetings_held == 1
    assert (count_meetings(BEFORE), count_releases(BEFORE)) == (1, {"relevés figés": 3})
    assert empty_meetings(actor=PURGE, before=BEFORE, now=LATER) == 1
    meeting = again(frozen)
    assert (meeting.place, meeting.purged_at, meeting.state) == ("", LATER, "frozen")
    for release in MinutesRelease.objects.unsealed("test"):
        assert (bytes(release.content), release.frozen_data) == (b"", {})
        assert release.bytes_hash
    decision = Decision.objects.unsealed("test").get()
    assert (decision.text, str(decision)) == ("", decision.action.title)
    assert AgendaItem.objects.unsealed("test").get().note == ""
    assert not Attendance.objects.unsealed("test").exclude(note="").exists()
    assert (count_meetings(BEFORE), empty_meetings(actor=PURGE, before=BEFORE, now=LATER)) == (0, 0)
    after = [yearly_count(stage.actor(name), [stage.cast.group.pk], 2026) for name in ("alice", "bruno", "eric")]
    assert after == counted
    assert verify().intact


def test_the_history_of_the_meeting_loses_its_words_and_says_why(stage, frozen):
    decision, releases = Decision.objects.unsealed("test").get(), MinutesRelease.objects.unsealed("test")
    about = [frozen.pk, decision.pk, *releases.values_list("pk", flat=True)]
    empty_meetings(actor=PURGE, before=BEFORE, now=LATER)
    kept = Detail.objects.unsealed("test").filter(entry__subject_id__in=about)
    assert [row.entry.event for row in kept.select_related("entry")] == [Event.MINUTES_PURGE]
    assert (
        not Detail.objects.unsealed("test")
        .filter(subject_label=f"Poser un digicode {PLANTED}", entry__subject_type="decision")
        .exists()
    )
    assert Entry.objects.unsealed("test").filter(subject_id=frozen.pk).count() > 3


def test_recent_meetings_and_those_not_over_keep_their_words(stage):
    planned = stage.meeting()
    recent = decide(stage, stage.problem(), at=BEFORE + timedelta(days=1))
    late = decide(stage, stage.problem())
    Meeting.objects.unsealed("test").filter(pk=late.pk).update(opened_at=BEFORE + timedelta(days=1))
    cancelled = stage.meeting()
    meetings.cancel_meeting(actor=stage.actor("alice"), meeting=cancelled, reason=PLANTED, now=NOW)
    assert empty_meetings(actor=PURGE, before=BEFORE, now=LATER) == 1
    assert all(again(meeting).place for meeting in (planned, recent, late))
    assert (again(cancelled).place, again(cancelled).cancel_reason) == ("", "")


@pytest.mark.parametrize("edition", [PARTNERS, POLICE])
def test_purged_minutes_are_neither_served_nor_made_again(stage, frozen, edition):
    empty_meetings(actor=PURGE, before=BEFORE, now=LATER)
    for make in (minutes_file, minutes_of):
        with pytest.raises(Refused, match="a été purgé le 10/01/2029"):
            make(again(frozen), edition)


def test_a_meeting_purged_before_it_was_frozen_moves_no_more(stage):
    meeting, alice = decide(stage, stage.problem()), stage.actor("alice")
    empty_meetings(actor=PURGE, before=BEFORE, now=LATER)
    with pytest.raises(Refused, match="purgée"):
        meetings.validate_meeting(actor=alice, meeting=again(meeting), now=LATER)
    # Whoever opened its page before the purge is told that someone was faster.
    with pytest.raises(Stale):
        meetings.validate_meeting(actor=alice, meeting=meeting, now=LATER, days=0)
    assert again(meeting).state == "closed"


def test_a_number_of_purged_minutes_is_never_given_again(stage, frozen):
    empty_meetings(actor=PURGE, before=BEFORE, now=LATER)
    late, alice = decide(stage, stage.problem()), stage.actor("alice")
    meetings.validate_meeting(actor=alice, meeting=late, now=LATER, days=0)
    numbers = [release.number for release in freeze_minutes(actor=alice, meeting=late, now=LATER)]
    assert numbers == ["DIG-1-RD-2026-002", "DIG-1-AP-2026-002", "DIG-1-ED-2026-002"]


def test_many_meetings_leave_by_batches_in_the_daily_purge(stage, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(5):
        meetings.cancel_meeting(actor=stage.actor("alice"), meeting=stage.meeting(), reason="Grippe", now=NOW)
    outcomes = {outcome.subject: outcome.count for outcome in run_purges(actor=PURGE, now=LATER)}
    assert outcomes["minutes"] == 5
    entries = Entry.objects.unsealed("test").filter(event=Event.RETENTION_PURGE)
    counts = [
        entry.detail.payload["count"]
        for entry in entries.order_by("seq")
        if entry.detail.payload["subject"] == "minutes"
    ]
    assert counts == [2, 2, 1]
    assert LATER.date() > TODAY
    assert {row.level for row in entries} == {Level.POLICE}
