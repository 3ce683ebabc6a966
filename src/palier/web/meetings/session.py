"""The séance: attendance, one page per item, decisions that become actions. All of it works without script."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, require
from palier.cycle.actions.queries import actions_of
from palier.cycle.convening.queries import announced
from palier.cycle.meetings import services
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import AgendaItem, Attendance, Meeting
from palier.cycle.meetings.queries import agenda_of, attendance_of, decisions_of, meetings_for
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.kernel.wording import counted
from palier.web.meetings.forms import AgendaForm, AttendanceForm, DecisionForm, OutcomeForm
from palier.web.meetings.promises import apart, every_action, promises_shown
from palier.web.shell.pages import go_to, page, send_back
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
        "attendance": _sheet(None, meeting, rows),
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
    form = _sheet(request.POST or None, meeting, list(attendance_of(request.actor, meeting)))
    others = Attendance.State.PRESENT.value if "everybody" in request.POST else ""
    if request.method == "POST" and form.is_valid():
        form.carry_out(_record, request=request, meeting=meeting, changed=form.changed(others=others))
        if form.is_valid():
            return go_to(request, "meetings:live", "Les présences sont notées.", pk=pk)
    context = {"meeting": meeting, "form": form, "title": "Présences", "submit": "Noter les présences", "told": ""}
    return page(request, "meetings/form.html", context)


def item(request: Request, pk: UUID, item: UUID) -> HttpResponse:
    """One item: what was promised on it, a decision to type, an outcome to choose."""
    meeting = _led(request, pk)
    shown = get_object_or_404(agenda_of(request.actor, meeting), pk=item)
    deciding = request.method == "POST" and "decide" in request.POST
    ending = request.method == "POST" and "end" in request.POST
    decision = DecisionForm(
        request.POST if deciding else None, actor=request.actor, problem=shown.problem, today=clock.today()
    )
    outcome = OutcomeForm(request.POST if ending else None, item=shown)
    if deciding and decision.is_valid() and decision.carry_out(_decide, request=request, item=shown, form=decision):
        return go_to(request, _address(meeting, shown), "La décision est prise : l’action est créée.")
    if ending and outcome.is_valid():
        values = {"actor": request.actor, "item": shown, "now": clock.now(), **outcome.cleaned_data}
        if outcome.carry_out(services.set_item_outcome, **values):
            return go_to(request, _next_address(request, meeting), "L’issue du point est notée.")
    context = {
        "meeting": meeting,
        "item": shown,
        "place": _standing(request, meeting, shown),
        **apart(actions_of(request.actor, shown.problem)),
        "decisions": decisions_of(request.actor, meeting).filter(item=shown),
        "decision": decision,
        "outcome": outcome,
        "is_open": meeting.state == State.OPEN,
    }
    note_reading(request, shown, every_action(context), context["decisions"])
    return page(request, "meetings/item.html", context)


def _left(items: list[AgendaItem], rows: list[Attendance]) -> str:
    """What is to be filled in before closing, in words; nothing when all is."""
    points, absent = sum(not item.outcome for item in items), sum(not row.state for row in rows)
    found = [f"{counted(points, 'point')} à traiter"] if points else []
    found += [f"{counted(absent, 'présence')} à renseigner"] if absent else []
    return " et ".join(found)


@require_POST
def withdraw(request: Request, pk: UUID, item: UUID) -> HttpResponse:
    """Take an item off the agenda, while nothing was decided on it."""
    meeting = _led(request, pk)
    shown = get_object_or_404(agenda_of(request.actor, meeting), pk=item)
    back = "meetings:live" if meeting.state == State.OPEN else "meetings:meeting"
    try:
        services.remove_item(actor=request.actor, item=shown, now=clock.now())
    except Refused as refusal:
        return send_back(request, back, refusal.message, pk=pk)
    return go_to(request, back, "Le point est retiré de l’ordre du jour.", pk=pk)


def _standing(request: Request, meeting: Meeting, shown: AgendaItem) -> dict[str, Any]:
    """Where one stands in the agenda: « Point 2 sur 5 », the item before and the item after."""
    items = list(agenda_of(request.actor, meeting))
    at = [one.pk for one in items].index(shown.pk)
    around = {"before": at - 1, "after": at + 1}
    addresses = {name: _address(meeting, items[rank]) for name, rank in around.items() if 0 <= rank < len(items)}
    return {"words": f"Point {at + 1} sur {len(items)}", "before": "", "after": "", **addresses}


def _led(request: Request, pk: UUID) -> Meeting:
    meeting = get_object_or_404(meetings_for(request.actor), pk=pk)
    require(request.actor, Verb.MEETING_LEAD, meeting.group_id)
    return meeting


def _sheet(data: Any, meeting: Meeting, rows: list[Attendance]) -> AttendanceForm:
    """The attendance sheet, with what each one announced in the boxes: true once it is noted, not before."""
    return AttendanceForm(data, rows=rows, announced={pk: one.answer for pk, one in announced(meeting).items()})


def _record(*, request: Request, meeting: Meeting, changed: list[tuple[Attendance, str]]) -> None:
    told = announced(meeting)
    for row, state in changed:
        if row.contact is None:
            raise Refused("Ce contact a été effacé : sa présence ne change plus.")
        answer = told.get(row.contact.pk)
        note = answer.words[:100] if answer and state == answer.answer == Attendance.State.REPRESENTED else ""
        services.record_attendance(
            actor=request.actor, meeting=meeting, contact=row.contact, state=state, note=note, now=clock.now()
        )


def _decide(*, request: Request, item: AgendaItem, form: DecisionForm) -> Any:
    return services.take_decision(
        actor=request.actor,
        meeting=item.meeting,
        problem=item.problem,
        now=clock.now(),
        today=clock.today(),
        **form.cleaned_data,
    )


def _address(meeting: Meeting, item: AgendaItem) -> str:
    return reverse("meetings:item", kwargs={"pk": meeting.pk, "item": item.pk})


def _next_address(request: Request, meeting: Meeting) -> str:
    """The next item without an outcome; the séance when none is left."""
    following = agenda_of(request.actor, meeting).filter(outcome="").first()
    return _address(meeting, following) if following else reverse("meetings:live", kwargs={"pk": meeting.pk})
