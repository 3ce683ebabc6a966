"""Meetings known from a former tracker: their day, and which organisations were there (decision 24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Attendance, Meeting
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused
from palier.partners.models import Group, Organisation


@dataclass(frozen=True, slots=True)
class PastAttendance:
    """One organisation at a meeting that a former tracker tells of; `note` says which of its services."""

    organisation: Organisation
    state: str
    note: str = ""


def take_over_meeting(
    *,
    actor: Actor,
    group: Group,
    held_at: datetime,
    place: str,
    attendance: Sequence[PastAttendance],
    now: datetime,
) -> Meeting:
    """Write a past meeting of a former tracker with who was there; it is over, and no minutes are made of it."""
    require(actor, Verb.MEETING_LEAD, group.pk)
    if held_at >= now:
        raise Refused("Une réunion reprise d’un tableau est passée : celle-ci est à venir, fixez-la.")
    times = {"planned_at": held_at, "opened_at": held_at, "closed_at": held_at, "state_since": held_at}
    meeting = Meeting(group=group, place=place[:150], state=State.TAKEN_OVER, created_at=now, **times)
    with transaction.atomic():
        meeting.save(force_insert=True)
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, organisation=one.organisation, state=one.state, note=one.note[:100])
            for one in attendance
        )
        payload = {"held_at": held_at.isoformat(), "attendances": len(attendance)}
        record_event(Event.MEETING_TAKE_OVER, actor=actor, at=now, subject=subject_of(meeting), payload=payload)
    return meeting
