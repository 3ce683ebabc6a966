"""The agenda that writes itself: what is proposed, to tick and put in order; the usual agenda of a group."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb, require
from palier.cycle.meetings.agenda import propose, template_of
from palier.cycle.meetings.composing import change_template, set_agenda
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.queries import meetings_for
from palier.cycle.problems.queries import living_problems
from palier.kernel import clock
from palier.partners.models import Group
from palier.web.meetings.agenda_forms import ProposalForm, TemplateForm
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request

TOO_LATE = "L’ordre du jour se propose avant la séance : ajoutez ou retirez les points un à un."


def proposal(request: Request, pk: UUID) -> HttpResponse:
    """What is proposed for a planned meeting. Every button works without script; only saving writes."""
    meeting = get_object_or_404(meetings_for(request.actor), pk=pk)
    require(request.actor, Verb.MEETING_LEAD, meeting.group_id)
    if meeting.state != State.PLANNED:
        return send_back(request, "meetings:meeting", TOO_LATE, pk=pk)
    now, today = clock.now(), clock.today()
    found = propose(request.actor, meeting, now=now, today=today)
    addable = living_problems(request.actor).filter(group=meeting.group_id)
    form = ProposalForm(request.POST or None, proposal=found, addable=addable)
    if "save" in request.POST and form.is_valid():
        values = {"points": form.points, "dropped": form.dropped, "now": now, "today": today}
        if form.carry_out(set_agenda, actor=request.actor, meeting=meeting, **values) is not None:
            return go_to(request, "meetings:meeting", "L’ordre du jour est enregistré.", pk=pk)
    context = {"meeting": meeting, "form": form, "proposal": found, "is_unsaved": request.method == "POST"}
    note_reading(request, meeting, [row.problem for row in (*form.rows, *form.others)])
    return page(request, "meetings/proposal.html", context)


def template(request: Request, pk: UUID) -> HttpResponse:
    """The usual agenda of a group, for the next proposals."""
    group = get_object_or_404(Group.objects.visible_to(request.actor), pk=pk)
    require(request.actor, Verb.MEETING_LEAD, group.pk)
    form = TemplateForm(request.POST or None, template=template_of(request.actor, group))
    if form.is_valid() and form.carry_out(
        change_template, actor=request.actor, group=group, values=form.values, now=clock.now()
    ):
        return go_to(request, "partners:group", "L’ordre du jour type est enregistré.", pk=pk)
    return page(request, "meetings/template.html", {"group": group, "form": form})
