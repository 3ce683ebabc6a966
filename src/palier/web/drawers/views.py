"""Views around the sealed drawer. For who is neither named nor the chief, these addresses do not exist."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, holds, require
from palier.access.roles import Role
from palier.cycle.actions.queries import actions_for
from palier.cycle.actions.services import postpone_action
from palier.cycle.collisions.queries import collision_of
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import problems_for, sealed_notes_of
from palier.cycle.problems.services.operations import end_operation
from palier.kernel import clock
from palier.partners.services.drawers import grant_drawer, grants_shown_to, revoke_drawer
from palier.web.drawers.forms import CloseForm, MoveDateForm, NameForm
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request


def readers(request: Request, pk: UUID) -> HttpResponse:
    """Who reads the drawer, who read it, since when and why; the chief names another."""
    problem = _kept(request, pk)
    may_name = holds(request.actor, Verb.PROBLEM_SEAL, problem.group_id)
    form = NameForm(request.POST or None, group_id=problem.group_id, drawer=pk, today=clock.today())
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "group": problem.group, "drawer": pk, "now": clock.now()}
        if form.carry_out(grant_drawer, **values, **form.cleaned_data):
            return go_to(request, "drawers:readers", "Le tiroir est ouvert à cette personne.", pk=pk)
    grants = list(grants_shown_to(request.actor, pk))
    closable = [grant for grant in grants if holds(request.actor, Verb.PROBLEM_SEAL, grant.group_id)]
    context = {"problem": problem, "grants": grants, "closable": closable, "form": form, "may_name": may_name}
    return _private(page(request, "drawers/readers.html", context))


def close(request: Request, pk: UUID, grant: UUID) -> HttpResponse:
    """Close the drawer to one person, with a reason."""
    problem = _kept(request, pk)
    shown = get_object_or_404(grants_shown_to(request.actor, pk), pk=grant, revoked_at__isnull=True)
    require(request.actor, Verb.PROBLEM_SEAL, shown.group_id)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "grant": shown, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(revoke_drawer, **values):
            is_own = shown.user_id == request.actor.user_id
            where = "problems:problem" if is_own else "drawers:readers"
            return go_to(request, where, "Le tiroir est refermé à cette personne.", pk=pk)
    return _private(page(request, "drawers/close.html", {"problem": problem, "grant": shown, "form": form}))


@require_POST
def end(request: Request, pk: UUID, note: UUID) -> HttpResponse:
    """The operation is done: its day and its place are erased."""
    problem = get_object_or_404(problems_for(request.actor), pk=pk)
    shown = get_object_or_404(sealed_notes_of(request.actor, problem), pk=note)
    end_operation(actor=request.actor, note=shown, now=clock.now())
    return go_to(request, "problems:drawer", "Le jour et le lieu de l’opération sont effacés.", pk=pk)


def move_date(request: Request, pk: UUID) -> HttpResponse:
    """Move the date of an action that collides with an operation, under words that say nothing of it."""
    action = get_object_or_404(actions_for(request.actor), pk=pk)
    collision = collision_of(request.actor, clock.today(), action)
    if collision is None:
        raise Http404
    require(request.actor, Verb.ACTION_LEAD, action.problem.group_id)
    form = MoveDateForm(request.POST or None, collision=collision)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "action": action, "now": clock.now(), "today": clock.today()}
        if form.carry_out(postpone_action, **values, **form.cleaned_data):
            return go_to(request, "actions:action", "L’échéance est reportée.", pk=pk)
    return _private(page(request, "drawers/move_date.html", {"action": action, "collision": collision, "form": form}))


def _kept(request: Request, pk: UUID) -> Problem:
    """The problem, for the chief of its group and for those named on its drawer: to others nothing is there."""
    problem = get_object_or_404(problems_for(request.actor), pk=pk)
    if Role.CHIEF not in request.actor.roles_in(problem.group_id) and pk not in request.actor.drawers:
        raise Http404
    return problem


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
