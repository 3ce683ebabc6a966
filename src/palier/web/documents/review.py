"""Reading over the three papers of a meeting before they are validated, and writing what is said to the population."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting, MinutesRelease
from palier.cycle.meetings.queries import agenda_of, attendance_of, meetings_for
from palier.cycle.minutes.queries import public_words_of
from palier.cycle.minutes.services import say_publicly
from palier.documents.comparison import Part, side_by_side
from palier.documents.editions import PARTNERS, POPULATION
from palier.kernel import clock
from palier.web.documents.forms import PublicWordsForm
from palier.web.shell.pages import go_to, page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request

WRITING = (State.OPEN, State.CLOSED)


def review(request: Request, pk: UUID) -> HttpResponse:
    """What each level reads, side by side; while the minutes are a draft, what is said to the population."""
    meeting = get_object_or_404(meetings_for(request.actor), pk=pk)
    require(request.actor, Verb.MINUTES_VALIDATE, meeting.group_id)
    parts = side_by_side(meeting)
    form = _form(request, meeting) if meeting.state in WRITING else None
    if request.method == "POST" and form is not None and form.is_valid():
        form.carry_out(say_publicly, actor=request.actor, meeting=meeting, words=form.words, now=clock.now())
        if form.is_valid():
            return go_to(request, "documents:review", "Ce qui est dit à la population est enregistré.", pk=pk)
    note_reading(request, MinutesRelease(id=meeting.pk, meeting=meeting, level=Level.POLICE))
    context = {"meeting": meeting, "parts": parts, "form": form, "named": _named(request, meeting, parts)}
    return page(request, "documents/review.html", context)


def _form(request: Request, meeting: Meeting) -> PublicWordsForm:
    items = list(agenda_of(PARTNERS.reader(meeting.group_id), meeting))
    words = public_words_of(POPULATION.reader(meeting.group_id), meeting)
    return PublicWordsForm(request.POST if request.method == "POST" else None, items=items, words=words)


def _named(request: Request, meeting: Meeting, parts: list[Part]) -> list[str]:
    """The organisations of the group that the text for the population names: it ought to point at none."""
    told = " ".join(line.text for part in parts for line in part.population).lower()
    names = {row.organisation.name for row in attendance_of(request.actor, meeting)}
    return sorted(name for name in names if name.lower() in told)
