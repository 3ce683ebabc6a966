"""One item of the séance, large: what was promised and done, what is new, a decision to type, an outcome to choose."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from palier.cycle.meetings import services
from palier.cycle.meetings.cadence import usual_due
from palier.cycle.meetings.drafts import forget_draft
from palier.cycle.meetings.ending import close_at_item, redirect_at_item
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import AgendaItem, Draft, Meeting
from palier.cycle.meetings.projecting import projections_of
from palier.cycle.meetings.queries import agenda_of
from palier.cycle.meetings.room import show_item, shown_since
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.web.meetings.promises import every_action
from palier.web.meetings.session import led_meeting
from palier.web.meetings.session_drafts import typed_on
from palier.web.meetings.session_forms import DecisionForm, OutcomeForm
from palier.web.meetings.session_screen import screen_of
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request


def item(request: Request, pk: UUID, item: UUID) -> HttpResponse:
    """One item: what was promised on it, a decision to type, an outcome to choose."""
    meeting = led_meeting(request, pk)
    shown = get_object_or_404(agenda_of(request.actor, meeting), pk=item)
    typed = typed_on(request, shown)
    decision = _decision(request, shown, typed["own"].get("decision"))
    outcome = _outcome(request, shown, typed["own"].get("outcome"))
    if decision.is_valid() and decision.carry_out(_decide, request=request, item=shown, form=decision):
        return go_to(request, _address(meeting, shown), "La décision est prise : l’action est créée.")
    if outcome.is_valid() and outcome.carry_out(_end, request=request, item=shown, **outcome.cleaned_data):
        return go_to(request, _next_address(request, meeting), "L’issue du point est notée.")
    context = {
        **screen_of(request.actor, meeting, shown),
        "decision": decision,
        "outcome": outcome,
        "drafts": typed,
        "filing_key": _key(request, typed["own"].get("decision")),
        "is_open": meeting.state == State.OPEN,
        "clock": _clock(request, meeting, shown),
        # The wall shows the partners' view: what is reserved may stand open before the chief.
        "is_projected": bool(projections_of(request.actor, meeting)),
    }
    note_reading(request, shown, every_action(context), context["decisions"], context["last"], context["facts"])
    return page(request, "meetings/item.html", context)


@require_POST
def show(request: Request, pk: UUID, item: UUID) -> HttpResponse:
    """Put this item before the room; the page does it by itself for whoever turns the pages."""
    meeting = led_meeting(request, pk)
    shown = get_object_or_404(agenda_of(request.actor, meeting), pk=item)
    try:
        show_item(actor=request.actor, meeting=meeting, item=shown, now=clock.now())
    except Refused as refusal:
        return send_back(request, "meetings:meeting", refusal.message, pk=pk)
    if request.htmx:
        return HttpResponse(status=204)
    return go_to(request, _address(meeting, shown), "La salle voit ce point.")


@require_POST
def show_agenda(request: Request, pk: UUID) -> HttpResponse:
    """Put the agenda before the room."""
    meeting = led_meeting(request, pk)
    try:
        show_item(actor=request.actor, meeting=meeting, item=None, now=clock.now())
    except Refused as refusal:
        return send_back(request, "meetings:meeting", refusal.message, pk=pk)
    if request.htmx:
        return HttpResponse(status=204)
    return go_to(request, "meetings:live", "La salle voit l’ordre du jour.", pk=pk)


@require_POST
def withdraw(request: Request, pk: UUID, item: UUID) -> HttpResponse:
    """Take an item off the agenda, while nothing was decided on it."""
    meeting = led_meeting(request, pk)
    shown = get_object_or_404(agenda_of(request.actor, meeting), pk=item)
    back = "meetings:live" if meeting.state == State.OPEN else "meetings:meeting"
    try:
        services.remove_item(actor=request.actor, item=shown, now=clock.now())
    except Refused as refusal:
        return send_back(request, back, refusal.message, pk=pk)
    return go_to(request, back, "Le point est retiré de l’ordre du jour.", pk=pk)


def _sent(request: Request, button: str) -> Any:
    return request.POST if request.method == "POST" and button in request.POST else None


def _decision(request: Request, item: AgendaItem, draft: Draft | None) -> DecisionForm:
    today = clock.today()
    due = usual_due(request.actor, item.meeting.group, today=today)
    kept = draft.words if draft else {}
    sent = _sent(request, "decide")
    return DecisionForm(sent, actor=request.actor, problem=item.problem, due=due, today=today, draft=kept)


def _outcome(request: Request, item: AgendaItem, draft: Draft | None) -> OutcomeForm:
    return OutcomeForm(_sent(request, "end"), item=item, draft=draft.words if draft else {})


def _key(request: Request, draft: Draft | None) -> str:
    """What makes one decision of a form sent twice: drawn with the form, kept with what is typed."""
    return request.POST.get("filing_key") or (draft.words.get("filing_key") if draft else "") or str(uuid4())


def _decide(*, request: Request, item: AgendaItem, form: DecisionForm) -> Any:
    with transaction.atomic():
        decision = services.take_decision(
            actor=request.actor,
            meeting=item.meeting,
            problem=item.problem,
            now=clock.now(),
            today=clock.today(),
            key=_uuid(request.POST.get("filing_key", "")),
            **form.cleaned_data,
        )
        forget_draft(actor=request.actor, item=item, kind=Draft.Kind.DECISION)
    return decision


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _end(*, request: Request, item: AgendaItem, **said: Any) -> AgendaItem:
    with transaction.atomic():
        ended = _ended(request, item, **said)
        forget_draft(actor=request.actor, item=item, kind=Draft.Kind.OUTCOME)
    return ended


def _ended(
    request: Request, item: AgendaItem, *, outcome: str, closing: str, destination: str, to_gltd: bool, note: str,
    seen: str,
) -> AgendaItem:  # fmt: skip
    """By the service of this outcome: what ends the problem as well passes the problem's own gates."""
    said: dict[str, Any] = {"actor": request.actor, "item": item, "note": note, "now": clock.now()}
    said |= {"seen": seen or None}
    if outcome == AgendaItem.Outcome.CLOSURE:
        return close_at_item(outcome=closing, today=clock.today(), **said)
    if outcome == AgendaItem.Outcome.REDIRECTED:
        return redirect_at_item(destination=destination, to_gltd=to_gltd, **said)
    return services.set_item_outcome(outcome=outcome, **said)


def _clock(request: Request, meeting: Meeting, item: AgendaItem) -> dict[str, Any]:
    """The chair's clock: minutes planned, seconds already passed, since when it is before the room."""
    current, since, leader = shown_since(meeting)
    is_shown = current == item.pk
    return {
        "planned": item.minutes,
        "passed": item.seconds,
        "since": since if is_shown else None,
        "is_shown": is_shown,
        # Who turns the pages has the room follow; a colleague who looks elsewhere does not.
        "follows": not is_shown and leader in (None, request.actor.user_id),
    }


def _address(meeting: Meeting, item: AgendaItem) -> str:
    return reverse("meetings:item", kwargs={"pk": meeting.pk, "item": item.pk})


def _next_address(request: Request, meeting: Meeting) -> str:
    """The next item without an outcome; the séance when none is left."""
    following = agenda_of(request.actor, meeting).filter(outcome="").first()
    return _address(meeting, following) if following else reverse("meetings:live", kwargs={"pk": meeting.pk})
