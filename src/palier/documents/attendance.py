"""Who was there, by organisation."""

from dataclasses import dataclass, field

from palier.access.actor import Actor
from palier.cycle.meetings.models import Attendance, Meeting
from palier.cycle.meetings.queries import attendance_of

_THERE = (Attendance.State.PRESENT, Attendance.State.REPRESENTED)
_WORDS = {
    Attendance.State.EXCUSED: "excusé",
    Attendance.State.ABSENT: "absent",
    Attendance.State.REPRESENTED: "représenté",
}


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One organisation: who came, and who did not."""

    organisation: str
    present: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def attendance_lines(reader: Actor, meeting: Meeting) -> list[AttendanceLine]:
    """The organisations by name, each with its people; a contact erased since leaves its organisation."""
    lines: dict[str, AttendanceLine] = {}
    for row in attendance_of(reader, meeting):
        line = lines.setdefault(row.organisation.name, AttendanceLine(row.organisation.name))
        (line.present if row.state in _THERE else line.missing).append(_person(row))
    return list(lines.values())


def _person(row: Attendance) -> str:
    state = _WORDS.get(Attendance.State(row.state)) if row.state else "non renseigné"
    details = ", ".join(part for part in (state, row.details) if part)
    return f"{row.who} ({details})" if details else row.who
