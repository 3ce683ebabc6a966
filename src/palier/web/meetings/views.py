"""The meetings: the list, planning, one meeting with its agenda, and its moves."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from palier.access.grants import Verb, holds, holds_anywhere, require
from palier.cycle.meetings import services
from palier.cycle.meetings.agenda import template_of
from palier.cycle.meetings.lifecycle import MEETING_LIFECYCLE, State
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import (
    agenda_of,
    attendance_of,
    coming_meetings,
    decisions_of,
    meetings_for,
    minutes_to_validate,
    releases_of,
    topics_of,
)
from palier.cycle.minutes.queries import sendings_of
from palier.cycle.minutes.validating import validate_minutes, withdraw_minutes
from palier.documents.releases import freeze_minutes
from palier.journal.queries import timeline
from palier.kernel import clock
from palier.notifications.minutes import has_left, post_amendment_link
from palier.notifications.slips import post_slip
from palier.web.meetings.forms import AgendaForm, ReasonForm
from palier.web.meetings.promises import every_action, promises_shown
from palier.web.meetings.validation import ValidationForm, told_of
from palier.web.shell.access import needs
from palier.web.shell.forms import PalierForm
from palier.web.shell.navigation import address_of
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request
from palier.workflow.engine import moves
from palier.workflow.lifecycle import Step

PER_PAGE = 25
FREEZING = (
    "Figé, le relevé est numéroté et gardé tel quel : plus rien n’y change. Les participants ont d’ordinaire sept "
    "jours pour faire leurs remarques après la validation."
)
BACK = ("resume", "withdraw", "cancel")
DONE = {
    "open": "La séance est ouverte.",
    "close": "La séance est close.",
    "resume": "La séance reprend.",
    "validate": "",
    "withdraw": "La validation est retirée ; les courriels qui n’étaient pas partis ne partiront pas.",
    "freeze": "Le relevé est figé.",
    "cancel": "La réunion est annulée.",
}


FORMS: dict[str, type[PalierForm]] = {"cancel": ReasonForm, "validate": ValidationForm}
MAILS: dict[str, dict[str, Any]] = {
    "validate": {"post": post_slip, "post_link": post_amendment_link},
    "withdraw": {"has_left": has_left},
}


@needs(Verb.MEETING_READ)
def meeting_list(request: Request) -> HttpResponse:
    """The meetings of one's groups, last first, or those that answer a question of the home page."""
    address, question = address_of("meetings:list"), request.GET.get("a-voir", "")
    questions = {"a-venir": ("À venir sous quinze jours", coming_meetings(request.actor, clock.today()))}
    if holds_anywhere(request.actor, Verb.MINUTES_VALIDATE):
        questions["a-valider"] = ("Relevés à valider", minutes_to_validate(request.actor))
    rows = questions[question][1] if question in questions else meetings_for(request.actor)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "may_plan": holds_anywhere(request.actor, Verb.MEETING_LEAD),
        "tabs": [("Toutes", address), *((label, f"{address}?a-voir={name}") for name, (label, _) in questions.items())],
        "current": f"{address}?a-voir={question}" if question in questions else address,
        "is_asked": question in questions,
    }
    return page(request, "meetings/list.html", context, partial="rows")


def meeting(request: Request, pk: UUID) -> HttpResponse:
    """One meeting: the agenda, what was promised since the last one, who came, what was decided."""
    shown = get_object_or_404(meetings_for(request.actor), pk=pk)
    leads = holds(request.actor, Verb.MEETING_LEAD, shown.group_id)
    is_open = shown.state in (State.PLANNED, State.OPEN)
    context = {
        "meeting": shown,
        "leads": leads,
        "is_live": leads and shown.state == State.OPEN,
        "steps": _steps(request, shown),
        "back": BACK,
        "asking": _asking(shown),
        "may_change": leads and shown.state == State.PLANNED,
        "may_print": leads and is_open,
        "may_type": leads and is_open and shown.planned_at <= clock.now(),
        "items": agenda_of(request.actor, shown),
        "template": template_of(request.actor, shown.group) if shown.state == State.PLANNED else None,
        "topics": topics_of(request.actor, shown),
        **promises_shown(request.actor, shown),
        "attendances": attendance_of(request.actor, shown),
        "decisions": decisions_of(request.actor, shown),
        "agenda_form": AgendaForm(None, actor=request.actor, meeting=shown) if leads and is_open else None,
        # What remains to tell once the words have left: a copy kept elsewhere can be compared.
        "releases": releases_of(request.actor, shown) if shown.purged_at else [],
        "history": timeline(request.actor, shown).lines,
    }
    note_reading(
        request, shown, every_action(context), *(context[name] for name in ("items", "topics", "decisions", "history"))
    )
    return page(request, "meetings/meeting.html", context)


def agenda(request: Request, pk: UUID) -> HttpResponse:
    """Put a problem on the agenda."""
    shown = get_object_or_404(meetings_for(request.actor), pk=pk)
    require(request.actor, Verb.MEETING_LEAD, shown.group_id)
    form = AgendaForm(request.POST or None, actor=request.actor, meeting=shown)
    if request.method == "POST" and form.is_valid():
        values = {"meeting": shown, "now": clock.now(), **form.cleaned_data}
        added = form.carry_out(services.add_item, actor=request.actor, **values)
        if added:
            back = "meetings:live" if shown.state == State.OPEN else "meetings:meeting"
            return go_to(request, back, "Le point est à l’ordre du jour.", pk=pk)
    return _form_page(request, shown, form, "Ordre du jour")


def move(request: Request, pk: UUID) -> HttpResponse:
    """Open, close, validate, cancel: what is refused is said on the page, and nothing moves."""
    shown = get_object_or_404(meetings_for(request.actor), pk=pk)
    name = request.POST.get("move") or request.GET.get("move", "")
    if name not in DONE:
        raise Http404
    step = MEETING_LIFECYCLE.steps[name]
    require(request.actor, step.needs, shown.group_id)
    form: Any = FORMS.get(name, PalierForm)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = {**_times(name), **MAILS.get(name, {}), **form.cleaned_data}
        done = form.carry_out(_service(name), actor=request.actor, meeting=shown, **values)
        if form.is_valid():
            told = told_of(done) if name == "validate" else DONE[name]
            return go_to(request, "meetings:live" if name == "open" else "meetings:meeting", told, pk=pk)
        if name not in FORMS:
            return send_back(request, "meetings:live" if name == "close" else "meetings:meeting", form.refusal, pk=pk)
    more = {"sendings": sendings_of(shown)} if name == "validate" else {}
    return _form_page(request, shown, form, step.label, move=name, submit=step.label, told=_told(shown, name), **more)


def _form_page(request: Request, meeting: Meeting, form: Any, title: str, **more: Any) -> HttpResponse:
    context = {"meeting": meeting, "form": form, "title": title, "submit": "Enregistrer", "told": "", **more}
    return page(request, "meetings/form.html", context)


def _asking(meeting: Meeting) -> list[str]:
    """The moves that are confirmed first: what cannot be undone, and a séance opened on another day than planned."""
    is_another_day = timezone.localdate(meeting.planned_at) != clock.today()
    return ["freeze", "validate", *(["open"] if is_another_day else [])]


def _told(meeting: Meeting, name: str) -> str:
    """What is recalled before a move is confirmed."""
    if name == "freeze":
        return FREEZING
    if name != "open":
        return ""
    planned = timezone.localtime(meeting.planned_at)
    return (
        f"Cette réunion est prévue le {planned:%d/%m/%Y à %H:%M}. Ouverte maintenant, elle prend la date "
        "d’aujourd’hui, et la feuille de présence est dressée avec les membres du jour."
    )


def _service(name: str) -> Any:
    return {
        "open": services.open_meeting,
        "close": services.close_meeting,
        "resume": services.resume_meeting,
        # Validating also mails each partner its own promises, and who came without an account a link to remark.
        "validate": validate_minutes,
        "withdraw": withdraw_minutes,
        # Freezing also numbers and keeps the bytes of each edition (decision 14).
        "freeze": freeze_minutes,
        "cancel": services.cancel_meeting,
    }[name]


def _times(name: str) -> dict[str, Any]:
    return {"now": clock.now(), **({"today": clock.today()} if name == "open" else {})}


def _steps(request: Request, meeting: Meeting) -> dict[str, Step]:
    """The moves to offer, the way forward first, the ways back last; a purged meeting has none."""
    if meeting.purged_at:
        return {}
    return dict(sorted(moves(meeting, MEETING_LIFECYCLE, request.actor).items(), key=lambda one: one[0] in BACK))
