"""Past meetings of a sheet of attendance: one per day, written once, with the organisations that were there."""

from collections.abc import Sequence
from datetime import date, datetime, time

from palier.access.actor import Actor
from palier.cycle.meetings.former import PastAttendance, take_over_meeting
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Attendance, Meeting
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


def new_meetings(*, group: Group, meetings: Sequence[ReadMeeting], now: datetime) -> list[tuple[datetime, ReadMeeting]]:
    """The past meetings of the days on which the group has none, with their moment."""
    rows = Meeting.objects.unsealed("same meetings again").filter(group=group)
    known = {day_of(meeting.takes_place_at) for meeting in rows.only("planned_at", "opened_at")}
    found: list[tuple[datetime, ReadMeeting]] = []
    for meeting in meetings:
        held_at = datetime.combine(meeting.day, _HOUR, tzinfo=now.tzinfo)
        if meeting.day not in known and held_at < now:
            found.append((held_at, meeting))
            known.add(meeting.day)
    return found


def meetings_left_out(*, group: Group, meetings: Sequence[ReadMeeting], now: datetime) -> dict[date, str]:
    """The days whose attendance is not taken over, and why: nothing of it is dropped without a word."""
    new = {meeting.day for _, meeting in new_meetings(group=group, meetings=meetings, now=now)}
    rows = Meeting.objects.unsealed("same meetings again").filter(group=group).exclude(state=State.TAKEN_OVER)
    held = {day_of(meeting.takes_place_at) for meeting in rows.only("planned_at", "opened_at")}
    found: dict[date, str] = {}
    for meeting in meetings:
        if meeting.day not in new and meeting.day >= day_of(now):
            found[meeting.day] = "réunion à venir : ses présences ne sont pas reprises"
        elif meeting.day in held:
            found[meeting.day] = "une réunion est déjà dans Palier ce jour-là : ses présences ne sont pas reprises"
    return found


def past_attendance(meeting: ReadMeeting, directory: Directory) -> list[PastAttendance]:
    """The organisations that were there, excused or absent."""
    return [
        PastAttendance(directory.find(owner), _STATES.get(mark, Attendance.State.ABSENT), without_persons(member))
        for member, mark in meeting.attendance.items()
        if (owner := member_owner(member)) is not None
    ]


def take_over_meetings(
    *, actor: Actor, group: Group, meetings: Sequence[ReadMeeting], directory: Directory, now: datetime
) -> int:
    """Write the meetings of the days on which the group has none; how many."""
    new = new_meetings(group=group, meetings=meetings, now=now)
    for held_at, meeting in new:
        present = past_attendance(meeting, directory)
        take_over_meeting(actor=actor, group=group, held_at=held_at, place=PLACE, attendance=present, now=now)
    return len(new)


def member_owner(member: str) -> Owner | None:
    """The organisation a member is of: « Ville - CCAS », « Police nationale - adjoint »; none of an unknown kind."""
    owner = read_owner(member)
    if owner is not None and not owner.known:
        body = read_owner(member.split(" - ", maxsplit=1)[0])
        owner = body if body and body.known else owner
    return owner if owner and owner.type else None
