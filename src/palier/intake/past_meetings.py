"""Past meetings of a sheet of attendance: one per day, written once, with the organisations that were there."""

from collections.abc import Sequence
from datetime import datetime, time

from palier.access.actor import Actor
from palier.cycle.meetings.models import Attendance, Meeting
from palier.cycle.meetings.services import PastAttendance, take_over_meeting
from palier.intake.organisations import Owner, read_owner
from palier.intake.owners import Directory
from palier.intake.people import EXCUSED, PRESENT
from palier.intake.reading import ReadMeeting
from palier.kernel.clock import day_of
from palier.partners.models import Group
from palier.screening import without_persons

PLACE = "Lieu non repris du tableau"
_HOUR = time(14)
_STATES = {PRESENT: Attendance.State.PRESENT, EXCUSED: Attendance.State.EXCUSED}


def take_over_meetings(
    *, actor: Actor, group: Group, meetings: Sequence[ReadMeeting], directory: Directory, now: datetime
) -> int:
    """Write the meetings of the days on which the group has none; how many."""
    rows = Meeting.objects.unsealed("same meetings again").filter(group=group)
    known = {day_of(meeting.takes_place_at) for meeting in rows.only("planned_at", "opened_at")}
    written = 0
    for meeting in meetings:
        held_at = datetime.combine(meeting.day, _HOUR, tzinfo=now.tzinfo)
        if meeting.day in known or held_at >= now:
            continue
        present = [
            PastAttendance(directory.find(owner), _STATES.get(mark, Attendance.State.ABSENT), without_persons(member))
            for member, mark in meeting.attendance.items()
            if (owner := member_owner(member)) is not None
        ]
        take_over_meeting(actor=actor, group=group, held_at=held_at, place=PLACE, attendance=present, now=now)
        known.add(meeting.day)
        written += 1
    return written


def member_owner(member: str) -> Owner | None:
    """The organisation a member is of: « Ville - CCAS », « Police nationale - adjoint »; none of an unknown kind."""
    owner = read_owner(member)
    if owner is not None and not owner.known:
        body = read_owner(member.split(" - ", maxsplit=1)[0])
        owner = body if body and body.known else owner
    return owner if owner and owner.type else None
