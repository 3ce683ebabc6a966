"""The séance at a glance, and who is there. All of it works without script; one item has its page in `session_item`."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb, require
from palier.cycle.convening.queries import announced
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import AgendaItem, Attendance, Meeting
from palier.cycle.meetings.queries import agenda_of, attendance_of, meetings_for
from palier.kernel.wording import counted
from palier.web.meetings.attendance_forms import AttendanceForm, VisitorForm
from palier.web.meetings.check_in import check_in_ways
from palier.web.meetings.forms import AgendaForm
from palier.web.meetings.promises import every_action, promises_shown
from palier.web.shell.pages import page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request


def live(request: Request, pk: UUID) -> HttpResponse:
    """The séance at a glance: who is there, what was promised, each item and its outcome."""
    meeting = led_meeting(request, pk)
    items = list(agenda_of(request.actor, meeting))
    rows = list(attendance_of(request.actor, meeting))
    context = {
        "meeting": meeting,
        "items": items,
        **promises_shown(request.actor, meeting),
        "attendance": AttendanceForm(None, actor=request.actor, rows=rows, announced=announced(meeting)),
        "visitors": [row for row in rows if row.is_visitor],
        "visitor": VisitorForm(None, actor=request.actor),
        **check_in_ways(meeting),
        "agenda_form": AgendaForm(None, actor=request.actor, meeting=meeting),
        "left": _left(items, rows),
        "unrecorded": sum(not row.state for row in rows),
        "is_open": meeting.state == State.OPEN,
    }
    note_reading(request, meeting, items, every_action(context))
    return page(request, "meetings/live.html", context)


def _left(items: list[AgendaItem], rows: list[Attendance]) -> str:
    """What is to be filled in before closing, in words; nothing when all is."""
    points, absent = sum(not item.outcome for item in items), sum(not row.state for row in rows)
    found = [f"{counted(points, 'point')} à traiter"] if points else []
    found += [f"{counted(absent, 'présence')} à renseigner"] if absent else []
    return " et ".join(found)


def led_meeting(request: Request, pk: UUID) -> Meeting:
    """The meeting, for those who lead it."""
    meeting = get_object_or_404(meetings_for(request.actor), pk=pk)
    require(request.actor, Verb.MEETING_LEAD, meeting.group_id)
    return meeting
