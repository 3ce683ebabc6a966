"""What the room is shown: one item at a time, at the level of each reader, and the time spent on it."""

from datetime import timedelta

import pytest

from palier.cycle.meetings import services
from palier.cycle.meetings.cadence import usual_due
from palier.cycle.meetings.models import AgendaItem
from palier.cycle.meetings.room import item_before_the_room, show_item, shown_since
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW, TODAY

LATER = NOW + timedelta(minutes=4)


@pytest.fixture
def sitting(stage):
    alice, meeting = stage.actor("alice"), stage.meeting()
    items = [
        services.add_item(actor=alice, meeting=meeting, problem=problem, now=NOW)
        for problem in (stage.problem(), stage.police_problem())
    ]
    services.open_meeting(actor=alice, meeting=meeting, now=NOW, today=TODAY)
    return meeting, *items


def show(stage, meeting, item, now=NOW, by="alice"):
    show_item(actor=stage.actor(by), meeting=meeting, item=item, now=now)


def seconds(item):
    return AgendaItem.objects.unsealed("test").get(pk=item.pk).seconds


def test_each_reader_is_shown_what_it_may_read(stage, sitting):
    meeting, shared, reserved = sitting
    assert item_before_the_room(stage.actor("bruno"), meeting) is None
    show(stage, meeting, shared)
    assert item_before_the_room(stage.actor("bruno"), meeting) == shared
    show(stage, meeting, reserved)
    assert item_before_the_room(stage.actor("bruno"), meeting) is None
    assert item_before_the_room(stage.actor("olivier"), meeting) == reserved
    assert item_before_the_room(stage.actor("dora"), meeting) is None


def test_the_time_of_an_item_is_counted_when_the_room_leaves_it(stage, sitting):
    meeting, shared, reserved = sitting
    show(stage, meeting, shared)
    show(stage, meeting, shared, now=LATER)
    assert (seconds(shared), shown_since(meeting)[1]) == (0, NOW)
    show(stage, meeting, reserved, now=LATER)
    show(stage, meeting, None, now=LATER + timedelta(minutes=1))
    assert (seconds(shared), seconds(reserved)) == (240, 60)


def test_closing_counts_the_last_one_and_shows_nothing_more(stage, sitting):
    meeting, shared, reserved = sitting
    alice = stage.actor("alice")
    show(stage, meeting, shared)
    for item in (shared, reserved):
        item.meeting = meeting
        services.set_item_outcome(actor=alice, item=item, outcome="nothing_new", now=NOW)
    for row in meeting.attendances.unsealed("test").select_related("contact"):
        services.record_attendance(actor=alice, meeting=meeting, contact=row.contact, state="present", now=NOW)
    services.close_meeting(actor=alice, meeting=meeting, now=LATER)
    assert seconds(shared) == 240
    assert shown_since(meeting) == (None, None, None)
    with pytest.raises(Refused):
        show(stage, meeting, shared, now=LATER)


def test_who_shows_turns_the_pages_and_a_member_does_not(stage, sitting):
    meeting, shared, _ = sitting
    show(stage, meeting, shared)
    show(stage, meeting, shared, by="alain")
    assert shown_since(meeting)[2] == stage.cast.users["alain"].pk
    with pytest.raises(NotGranted):
        show(stage, meeting, shared, by="bruno")


def test_a_promise_is_due_at_the_next_meeting_or_after_the_interval_of_the_group(stage):
    alice, group = stage.actor("alice"), stage.cast.group
    assert usual_due(alice, group, today=TODAY) == TODAY + timedelta(days=group.target_interval_days)
    stage.meeting(planned_at=NOW)  # today's own
    stage.meeting(planned_at=NOW + timedelta(days=9))
    stage.meeting(planned_at=NOW + timedelta(days=23))
    assert usual_due(alice, group, today=TODAY) == TODAY + timedelta(days=9)
