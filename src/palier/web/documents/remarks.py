"""Remarks on validated minutes: by those who attended, on screen or by link; each is answered by the chief."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.actor import Actor
from palier.access.grants import Verb, holds, require
from palier.access.levels import Level
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import meetings_for
from palier.cycle.minutes.models import Amendment
from palier.cycle.minutes.queries import amendments_of, link_reader, may_remark, own_decisions, read_link
from palier.cycle.minutes.services import answer_remark, remark_minutes
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.web.documents.forms import AnswerForm, RemarkForm
from palier.web.shell.links import by_link
from palier.web.shell.pages import SeeOther, go_to, page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request


def remarks(request: Request, pk: UUID) -> HttpResponse:
    """The remarks on these minutes with their answers; a form for who attended, while the days run."""
    meeting = get_object_or_404(meetings_for(request.actor), pk=pk)
    form = _form(request, request.actor, meeting)
    if request.method == "POST" and form is not None and form.is_valid():
        values = {"actor": request.actor, "meeting": meeting, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(remark_minutes, **values):
            return go_to(request, "documents:remarks", "Votre remarque est transmise au chef de secteur.", pk=pk)
    rows = list(amendments_of(request.actor, meeting))
    note_reading(request, meeting, rows)
    context = {"meeting": meeting, "rows": rows, "form": form}
    is_open = meeting.state in (State.CLOSED, State.VALIDATED)
    context["may_answer"] = is_open and holds(request.actor, Verb.MINUTES_VALIDATE, meeting.group_id)
    return page(request, "documents/remarks.html", context)


def answer(request: Request, pk: UUID) -> HttpResponse:
    """Take a remark in, or not, with a word."""
    amendment = get_object_or_404(
        Amendment.objects.visible_to(request.actor).select_related("meeting__group", "organisation"), pk=pk
    )
    require(request.actor, Verb.MINUTES_VALIDATE, amendment.meeting.group_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "amendment": amendment, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(answer_remark, **values):
            meeting = amendment.meeting_id
            return go_to(request, "documents:remarks", "La réponse est enregistrée, et sera imprimée.", pk=meeting)
    note_reading(request, amendment)
    return page(request, "documents/answer.html", {"amendment": amendment, "form": form})


@by_link
def amend(request: Request, token: str) -> HttpResponse:
    """Behind a link: what was noted for one's own organisation, and a box; opening changes nothing (decision 10)."""
    try:
        link = read_link(token=token, now=clock.now())
    except Refused as dead:
        return page(request, "documents/dead.html", {"message": dead.message}, status=410)
    meeting, reader = link.meeting, link_reader(link)
    form = _form(request, reader, meeting)
    if form is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        values = {"actor": reader, "meeting": meeting, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(remark_minutes, **values):
            return SeeOther(request.path)
    rows = amendments_of(reader, meeting).filter(organisation=link.contact.organisation_id)
    context = {"link": link, "meeting": meeting, "decisions": own_decisions(link), "rows": rows, "form": form}
    return page(request, "documents/amend.html", context)


def _form(request: Request, actor: Actor, meeting: Meeting) -> RemarkForm | None:
    if may_remark(actor, meeting, clock.now()) is None:
        return None
    is_police = (actor.clearance_in(meeting.group_id) or Level.GROUP) >= Level.POLICE
    return RemarkForm(request.POST if request.method == "POST" else None, key=uuid4(), is_police=is_police)
