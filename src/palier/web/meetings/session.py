"""The séance at a glance, and who is there. All of it works without script; one item has its page in `session_item`."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb, require
from palier.cycle.meetings import services
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import AgendaItem, Attendance, Meeting
from palier.cycle.meetings.queries import agenda_of, attendance_of, meetings_for
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.kernel.wording import counted
from palier.web.meetings.forms import AgendaForm, AttendanceForm
from palier.web.meetings.promises import every_action, promises_shown
from palier.web.shell.pages import go_to, page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request


def live(request: Request, pk: UUID) -> HttpResponse:
    """The séance at a glance: who is there, what was promised, each item and its outcome."""
    meeting = _led(request, pk)
    items = list(agenda_of(request.actor, meeting))
    rows = list(attendance_of(request.actor, meeting))
    context = {
        "meeting": meeting,
        "items": items,
        **promises_shown(request.actor, meeting),
        "attendance": AttendanceForm(None, rows=rows),
        "agenda_form": AgendaForm(None, actor=request.actor, meeting=meeting),
        "left": _left(items, rows),
        "unrecorded": sum(not row.state for row in rows),
        "is_open": meeting.state == State.OPEN,
    }
    note_reading(request, meeting, items, every_action(context))
    return page(request, "meetings/live.html", context)


def attendance(request: Request, pk: UUID) -> HttpResponse:
    """Record who is there, all lines at once."""
    meeting = _led(request, pk)
    form = AttendanceForm(request.POST or None, rows=list(attendance_of(request.actor, meeting)))
    others = Attendance.State.PRESENT.value if "everybody" in request.POST else ""
    if request.method == "POST" and form.is_valid():
        form.carry_out(_record, request=request, meeting=meeting, changed=form.changed(others=others))
        if form.is_valid():
            return go_to(request, "meetings:live", "Les présences sont notées.", pk=pk)
    context = {"meeting": meeting, "form": form, "title": "Présences", "submit": "Noter les présences", "told": ""}
    return page(request, "meetings/form.html", context)


def _left(items: list[AgendaItem], rows: list[Attendance]) -> str:
    """What is to be filled in before closing, in words; nothing when all is."""
    points, absent = sum(not item.outcome for item in items), sum(not row.state for row in rows)
    found = [f"{counted(points, 'point')} à traiter"] if points else []
    found += [f"{counted(absent, 'présence')} à renseigner"] if absent else []
    return " et ".join(found)


def _led(request: Request, pk: UUID) -> Meeting:
    meeting = get_object_or_404(meetings_for(request.actor), pk=pk)
    require(request.actor, Verb.MEETING_LEAD, meeting.group_id)
    return meeting


def _record(*, request: Request, meeting: Meeting, changed: list[tuple[Attendance, str]]) -> None:
    for row, state in changed:
        if row.contact is None:
            raise Refused("Ce contact a été effacé : sa présence ne change plus.")
        services.record_attendance(
            actor=request.actor, meeting=meeting, contact=row.contact, state=state, now=clock.now()
        )
