"""Topics brought for the next meeting: by any member; answered by those who lead it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, holds, require
from palier.cycle.meetings import parking
from palier.cycle.meetings.lifecycle import OPEN_TOPIC, TopicState
from palier.cycle.meetings.queries import next_meeting, topics_for
from palier.kernel import clock
from palier.kernel.errors import NotGranted, Refused
from palier.web.meetings.topic_forms import TopicAnswerForm, TopicForm
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request

PER_PAGE = 25
ANSWERS: dict[str, Callable[..., Any]] = {
    "list": parking.list_topic,
    "answer": parking.answer_topic,
    "postpone": parking.postpone_topic,
}


@needs(Verb.TOPIC_PARK)
def listing(request: Request) -> HttpResponse:
    """What was brought in one's groups, and what became of it."""
    shown = Paginator(topics_for(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    lines = [_line(request, topic) for topic in shown]
    return page(request, "meetings/topics.html", {"page": shown, "lines": lines}, partial="rows")


@needs(Verb.TOPIC_PARK)
def park(request: Request) -> HttpResponse:
    """Bring a topic; `problem` in the address says what it is about."""
    form = TopicForm(request.POST or None, actor=request.actor, about=_asked(request.GET.get("problem", "")))
    if form.is_valid() and form.carry_out(
        parking.park_topic, actor=request.actor, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "meetings:topics", "Votre sujet attend la prochaine réunion : il aura une réponse.")
    return page(request, "meetings/topic_park.html", {"form": form})


@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Take one's own topic back."""
    topic = get_object_or_404(topics_for(request.actor), pk=pk)
    require(request.actor, Verb.TOPIC_PARK, topic.group_id)
    try:
        parking.withdraw_topic(actor=request.actor, topic=topic, now=clock.now())
    except NotGranted:
        raise
    except Refused as refusal:
        return send_back(request, "meetings:topics", refusal.message)
    return go_to(request, "meetings:topics", "Le sujet est retiré.")


def answer(request: Request, pk: UUID) -> HttpResponse:
    """Put a topic on the agenda, answer it with a word, or put it off and say why."""
    topic = get_object_or_404(topics_for(request.actor), pk=pk)
    require(request.actor, Verb.MEETING_LEAD, topic.group_id)
    meeting = next_meeting(request.actor, topic.group_id)
    form = TopicAnswerForm(request.POST or None, topic=topic, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = {"actor": request.actor, "topic": topic, "meeting": meeting, "now": clock.now()}
        what = form.cleaned_data["what"]
        if what != "list":
            values["answer"] = form.cleaned_data["answer"]
        if form.carry_out(ANSWERS[what], **values):
            if meeting:
                return go_to(request, "meetings:meeting", "La suite donnée au sujet est notée.", pk=meeting.pk)
            return go_to(request, "meetings:topics", "La suite donnée au sujet est notée.")
    note_reading(request, topic)
    return page(request, "meetings/topic_answer.html", {"topic": topic, "form": form, "has_meeting": bool(meeting)})


def _line(request: Request, topic: Any) -> dict[str, Any]:
    mine = request.actor.speaks_for(topic.organisation_id, topic.group_id)
    return {
        "topic": topic,
        "may_withdraw": mine and topic.state in (TopicState.WAITING, TopicState.POSTPONED),
        "may_answer": topic.state in OPEN_TOPIC and holds(request.actor, Verb.MEETING_LEAD, topic.group_id),
    }


def _asked(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
