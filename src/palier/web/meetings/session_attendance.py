"""Who is there: the sheet, visitors."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from palier.cycle.convening.queries import announced
from palier.cycle.meetings import services
from palier.cycle.meetings.models import Attendance, Meeting
from palier.cycle.meetings.presence import strike_visitor, welcome_visitor
from palier.cycle.meetings.queries import attendance_of
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.web.meetings.attendance_forms import AttendanceForm, VisitorForm
from palier.web.meetings.session import led_meeting
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.requests import Request


def attendance(request: Request, pk: UUID) -> HttpResponse:
    """Record who is there, all lines at once."""
    meeting = led_meeting(request, pk)
    rows = list(attendance_of(request.actor, meeting))
    form = AttendanceForm(request.POST or None, actor=request.actor, rows=rows, announced=announced(meeting))
    others = Attendance.State.PRESENT.value if "everybody" in request.POST else ""
    if request.method == "POST" and form.is_valid():
        form.carry_out(_record, request=request, meeting=meeting, changed=form.changed(others=others))
        if form.is_valid():
            return go_to(request, "meetings:live", "Les présences sont notées.", pk=pk)
    context = {"meeting": meeting, "attendance": form, "unrecorded": sum(not row.state for row in rows)}
    return page(request, "meetings/attendance.html", context)


def visitor(request: Request, pk: UUID) -> HttpResponse:
    """Note a visitor."""
    meeting = led_meeting(request, pk)
    form = VisitorForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "meeting": meeting, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(welcome_visitor, **values):
            return go_to(request, "meetings:live", "Le visiteur est noté.", pk=pk)
    context = {"meeting": meeting, "form": form, "title": "Visiteur", "submit": "Noter le visiteur", "told": ""}
    return page(request, "meetings/form.html", context)


@require_POST
def strike(request: Request, pk: UUID, attendance: UUID) -> HttpResponse:
    """Take back a visitor noted by mistake."""
    meeting = led_meeting(request, pk)
    row = get_object_or_404(attendance_of(request.actor, meeting).exclude(role=""), pk=attendance)
    row.meeting = meeting
    try:
        strike_visitor(actor=request.actor, attendance=row, now=clock.now())
    except Refused as refusal:
        return send_back(request, "meetings:live", refusal.message, pk=pk)
    return go_to(request, "meetings:live", "Le visiteur est retiré.", pk=pk)


def _record(*, request: Request, meeting: Meeting, changed: list[tuple[Attendance, dict[str, Any]]]) -> None:
    for row, values in changed:
        if row.contact is None:
            raise Refused("Ce contact a été effacé : sa présence ne change plus.")
        services.record_attendance(actor=request.actor, meeting=meeting, contact=row.contact, now=clock.now(), **values)
