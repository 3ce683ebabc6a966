"""Views of what surrounds an action: who carries it, the ticks of what recurs, the joint operations."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, require
from palier.cycle.actions import services
from palier.cycle.actions.lifecycle import speaks_for_owner_or_leads
from palier.cycle.actions.models import Action, JointOperation, Tick
from palier.cycle.actions.queries import actions_for
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.web.actions.following_forms import AssignForm, OperationForm, TickForm, organisations_seated
from palier.web.shell.forms import PalierForm
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request


def assign(request: Request, pk: UUID) -> HttpResponse:
    """Say who carries the action in its organisation."""
    action = _mine(request, pk)
    form = AssignForm(request.POST or None, actor=request.actor, action=action)
    if request.method == "POST" and form.is_valid():
        values = {"action": action, "contact": form.cleaned_data["contact"], "now": clock.now()}
        if form.carry_out(services.assign_action, actor=request.actor, **values):
            return go_to(request, "actions:action", "C’est noté.", pk=pk)
    return _form_page(request, action, form, "Qui s’en charge ?", "Enregistrer")


@require_POST
def tick(request: Request, pk: UUID) -> HttpResponse:
    """One press: it was done that day (today, unless another day is said)."""
    action = _mine(request, pk)
    form = TickForm(request.POST, today=clock.today())
    if form.is_valid():
        values = {**form.cleaned_data, "action": action, "now": clock.now(), "today": clock.today()}
        if form.carry_out(services.tick, actor=request.actor, **values):
            return go_to(request, "actions:action", f"Le {form.cleaned_data['day']:%d/%m/%Y} est coché.", pk=pk)
    return _form_page(request, action, form, "Cocher un passage", "Cocher")


@require_POST
def untick(request: Request, pk: UUID, tick_id: UUID) -> HttpResponse:
    """It was not done that day after all."""
    action = _mine(request, pk)
    rows = Tick.objects.visible_to(request.actor).select_related("action__problem", "action__organisation")
    ticked = get_object_or_404(rows, pk=tick_id, action=action)
    try:
        services.untick(actor=request.actor, ticked=ticked, now=clock.now())
    except Refused as refused:
        return send_back(request, "actions:action", refused.message, pk=pk)
    return go_to(request, "actions:action", f"Le {ticked.day:%d/%m/%Y} n’est plus coché.", pk=pk)


def operation(request: Request, pk: UUID) -> HttpResponse:
    """Write a joint operation that was held."""
    action, today = _mine(request, pk), clock.today()
    seated = organisations_seated(request.actor, action.problem.group, today)
    form = OperationForm(request.POST or None, organisations=seated)
    if request.method == "POST" and form.is_valid():
        values = {**form.counts, "action": action, "now": clock.now(), "today": today}
        if form.carry_out(services.record_operation, actor=request.actor, **values):
            return go_to(request, "actions:action", "L’opération est inscrite.", pk=pk)
    lead = "Des nombres, rien d’autre : ni nom, ni lieu précis, ni opération à venir."
    return _form_page(request, action, form, "Inscrire une opération conjointe", "Inscrire", lead=lead)


@require_POST
def remove(request: Request, pk: UUID, operation_id: UUID) -> HttpResponse:
    """Take a joint operation away, to write it again or because it was not held."""
    action = _mine(request, pk)
    rows = JointOperation.objects.visible_to(request.actor).select_related("action__problem", "action__organisation")
    held = get_object_or_404(rows, pk=operation_id, action=action)
    services.remove_operation(actor=request.actor, operation=held, now=clock.now())
    return go_to(request, "actions:action", "L’opération est retirée.", pk=pk)


def _mine(request: Request, pk: UUID) -> Action:
    """An action that this reader may report on; 403 for one that it only sees."""
    action = get_object_or_404(actions_for(request.actor).select_related("problem__group", "organisation"), pk=pk)
    require(request.actor, Verb.ACTION_ANSWER, action.problem.group_id)
    speaks_for_owner_or_leads(action, request.actor, {})
    return action


def _form_page(
    request: Request, action: Action, form: PalierForm, title: str, submit: str, *, lead: str = ""
) -> HttpResponse:
    note_reading(request, action, action.problem)
    context = {"action": action, "form": form, "title": title, "submit": submit, "lead": lead or action.title}
    return page(request, "actions/form.html", context)
