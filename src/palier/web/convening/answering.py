"""Answering an invitation: behind the link of a mail, whoever is signed in on this browser, or signed in oneself."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.cycle.convening.queries import may_represent, own_invitation, read_link
from palier.cycle.convening.services import OVER, answer_by_link, answer_on_screen
from palier.cycle.meetings.queries import meetings_for
from palier.cycle.slips.queries import link_actor
from palier.kernel import clock
from palier.kernel.errors import NotGranted, Refused
from palier.web.convening.forms import AnswerForm
from palier.web.shell.links import by_link
from palier.web.shell.pages import SeeOther, go_to, page
from palier.web.shell.requests import Request


@by_link
def answer(request: Request, token: str) -> HttpResponse:
    """The page of a mailed link: opening changes nothing, the button answers (decision 10)."""
    today = clock.today()
    try:
        convocation = read_link(token=token, today=today)
    except Refused as dead:
        return page(request, "shell/dead_link.html", {"message": dead.message}, status=410)
    organisations = may_represent(convocation.meeting, today)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, convocation=convocation, organisations=organisations
    )
    if form.is_valid():
        said = {"actor": link_actor(convocation), "convocation": convocation, **form.cleaned_data}
        if form.carry_out(answer_by_link, now=clock.now(), today=today, **said):
            return SeeOther(request.path)
    return page(request, "convening/answer.html", {"convocation": convocation, "form": form})


def reply(request: Request, pk: UUID) -> HttpResponse:
    """The same for who is signed in, about its own coming."""
    meeting, today = get_object_or_404(meetings_for(request.actor), pk=pk), clock.today()
    convocation = own_invitation(request.actor, meeting, today)
    if convocation is None:
        raise NotGranted(OVER)
    form = AnswerForm(request.POST or None, convocation=convocation, organisations=may_represent(meeting, today))
    if form.is_valid():
        said = {"actor": request.actor, "meeting": meeting, **form.cleaned_data}
        if form.carry_out(answer_on_screen, now=clock.now(), today=today, **said):
            return go_to(request, "meetings:meeting", "Votre réponse est enregistrée.", pk=pk)
    return page(request, "convening/reply.html", {"meeting": meeting, "form": form})
