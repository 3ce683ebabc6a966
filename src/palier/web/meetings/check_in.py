"""Checking in by oneself: a page that the code of the séance opens, for whoever is in the room, signed in or not."""

from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from palier.access.actor import Actor
from palier.cycle.meetings.models import Attendance, Meeting
from palier.cycle.meetings.presence import THERE, check_in, expected_at, meeting_of_code
from palier.cycle.meetings.room import check_in_code
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.web.meetings.attendance_forms import CodeForm
from palier.web.shell.links import by_link
from palier.web.shell.pages import SeeOther, page
from palier.web.shell.requests import Request
from palier.web.shell.throttle import is_within

# A whole room may stand behind one address.
TRIES_A_MINUTE = 60
TOO_MANY = "Trop d’essais depuis ce réseau : attendez une minute, ou signez la feuille."


def check_in_ways(meeting: Meeting) -> dict[str, object]:
    """What the room is shown to check in: the code, the address, the same as an image for phones."""
    code = check_in_code(meeting)
    if not code:
        return {"code": "", "code_url": "", "code_image": ""}
    return {
        "code": f"{code[:4]} {code[4:]}",
        "code_url": f"{settings.BASE_URL}{reverse('meetings:check-in')}",
        "code_image": _image(f"{settings.BASE_URL}{reverse('meetings:check-in-sheet', kwargs={'code': code})}"),
    }


@by_link
def enter(request: Request) -> HttpResponse:
    """Type the code of the séance."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"].replace(" ", "").upper()
        if not is_within(request, "check-in", TRIES_A_MINUTE):
            form.add_error("code", TOO_MANY)
        elif form.carry_out(meeting_of_code, code=code):
            return SeeOther(reverse("meetings:check-in-sheet", kwargs={"code": code}))
    return page(request, "meetings/check_in.html", {"form": form})


@by_link
def sheet(request: Request, code: str) -> HttpResponse:
    """The lines still to be ticked; one's own first for who is signed in. Opening changes nothing."""
    if not is_within(request, "check-in", TRIES_A_MINUTE):
        return _told(request, TOO_MANY, status=429)
    try:
        meeting = meeting_of_code(code)
        if request.method == "POST":
            there = check_in(actor=request.actor, meeting=meeting, attendance=_chosen(request), now=clock.now())
            return page(request, "meetings/checked_in.html", {"meeting": meeting, "there": there})
    except Refused as refusal:
        return _told(request, refusal.message, status=410)
    rows = expected_at(meeting)
    own, others = _apart(request.actor, meeting, [row for row in rows if row.state not in THERE])
    context = {"meeting": meeting, "own": own, "others": others, "there": sum(row.state in THERE for row in rows)}
    return page(request, "meetings/check_in_sheet.html", context)


def _apart(actor: Actor, meeting: Meeting, rows: list[Attendance]) -> tuple[list[Attendance], list[Attendance]]:
    own = [row for row in rows if actor.speaks_for(row.organisation_id, meeting.group_id)]
    return own, [row for row in rows if row not in own]


def _chosen(request: Request) -> UUID:
    try:
        return UUID(request.POST.get("ligne", ""))
    except ValueError:
        raise Refused("Choisissez votre ligne.") from None


def _told(request: Request, message: str, *, status: int) -> HttpResponse:
    return page(request, "meetings/check_in_dead.html", {"message": message}, status=status)


def _image(address: str) -> SafeString:
    """Drawn in the page: no picture is asked of anybody."""
    drawn = segno.make(address, error="m", micro=False)
    title = "Code à photographier pour dire que l’on est là"
    return mark_safe(drawn.svg_inline(scale=4, border=2, title=title, svgclass="palier-code", lineclass=None))  # noqa: S308 - drawn by us from our own address
