"""Handing a problem over to another group: proposing, answering; the question of a place on a boundary."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, groups_where, holds
from palier.cycle.problems.services import associate_group
from palier.cycle.relations import services
from palier.cycle.relations.models import Handover
from palier.cycle.relations.queries import handovers_for, neighbours_to_ask
from palier.kernel import clock
from palier.web.relations.forms import AnswerForm, BoundaryForm, HandOverForm
from palier.web.relations.views import form_page, led_problem
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request

SHOWN = 50


def propose(request: Request, pk: UUID) -> HttpResponse:
    """Propose a problem to another group; `?groupe=` has chosen it."""
    problem = led_problem(request, pk)
    form = HandOverForm(request.POST or None, problem=problem, chosen=request.GET.get("groupe", ""))
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "problem": problem, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(services.propose_handover, **values):
            return go_to(request, "problems:problem", "La problématique est proposée à l’autre groupe.", pk=pk)
    lead = (
        "Son chef lira l’intitulé, le lieu, la catégorie et ce motif, puis acceptera ou déclinera. S’il accepte, son "
        "groupe la conduit et la compte, sa police lit la suite judiciaire et les actions de police ; la référence "
        "reste la même, et ce que votre tiroir scellé contient reste à ceux que vous avez nommés."
    )
    return form_page(request, problem, form, "Transmettre à un autre groupe", submit="Proposer", lead=lead)


def boundary(request: Request, pk: UUID) -> HttpResponse:
    """Say who follows a problem of a boundary; the answer sets the owner and the associate."""
    problem = led_problem(request, pk)
    groups = neighbours_to_ask(request.actor, problem)
    if not groups:
        raise Http404
    form = BoundaryForm(request.POST or None, problem=problem, groups=groups)
    if request.method == "POST" and form.is_valid():
        answer, group = form.cleaned_data["answer"], form.cleaned_data["group"]
        if answer == form.THEIRS:
            return go_to(request, f"{reverse('relations:hand-over', args=[pk])}?groupe={group.pk}")
        values: dict[str, Any] = {"actor": request.actor, "problem": problem, "now": clock.now()}
        if answer == form.OURS:
            form.carry_out(associate_group, group=group, **values)
        else:
            form.carry_out(services.keep_alone, **values)
        if form.is_valid():
            return go_to(request, "problems:problem", "C’est noté.", pk=pk)
    lead = "Ce lieu touche deux secteurs : un seul groupe conduit et compte la problématique."
    return form_page(request, problem, form, "À la limite de deux secteurs", submit="Répondre", lead=lead)


@needs(Verb.PROBLEM_LEAD)
def handovers(request: Request) -> HttpResponse:
    """What was proposed to the reader's groups, and by them."""
    led = groups_where(request.actor, Verb.PROBLEM_LEAD)
    rows = handovers_for(request.actor)
    context = {"incoming": rows.filter(to_group__in=led)[:SHOWN], "outgoing": rows.filter(from_group__in=led)[:SHOWN]}
    return page(request, "relations/handovers.html", context)


def handover(request: Request, pk: UUID) -> HttpResponse:
    """One proposal: what the problem is, and the answer of the chief it is made to."""
    shown = get_object_or_404(handovers_for(request.actor), pk=pk)
    may_answer = not shown.ending and holds(request.actor, Verb.PROBLEM_LEAD, shown.to_group_id)
    form = AnswerForm(request.POST or None) if may_answer else None
    if request.method == "POST" and form is not None and form.is_valid():
        values: dict[str, Any] = {"actor": request.actor, "handover": shown, "now": clock.now()}
        accepts = "accept" in request.POST
        if accepts:
            form.carry_out(services.accept_handover, **values)
        else:
            form.carry_out(services.decline_handover, **values, **form.cleaned_data)
        if form.is_valid():
            return _answered(request, shown, accepts=accepts)
        if accepts:
            return send_back(request, "relations:handover", form.refusal, pk=pk)
    note_reading(request, shown.problem)
    return page(request, "relations/handover.html", {"handover": shown, "rows": _facts(shown), "form": form})


@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Take one's proposal back."""
    shown = get_object_or_404(handovers_for(request.actor), pk=pk)
    services.withdraw_handover(actor=request.actor, handover=shown, now=clock.now())
    return go_to(request, "problems:problem", "La proposition est retirée.", pk=shown.problem_id)


def _answered(request: Request, shown: Handover, *, accepts: bool) -> HttpResponse:
    if accepts:
        return go_to(request, "problems:problem", "Votre groupe conduit la problématique.", pk=shown.problem_id)
    return go_to(request, "relations:handovers", "La proposition est déclinée.")


def _facts(shown: Handover) -> list[tuple[str, Any]]:
    problem = shown.problem
    reads = "oui, en groupe associé" if shown.keeps_reading else "non"
    rows: list[tuple[str, Any]] = [
        ("Référence", problem.reference),
        ("Lieu", problem.place),
        ("Catégorie", problem.category),
        ("Gravité", problem.get_gravity_display()),
        ("État", problem.get_state_display()),
        ("Proposée par", shown.from_group),
        ("Proposée à", shown.to_group),
        ("Motif", shown.reason),
        ("L’ancien groupe la lirait encore", reads),
    ]
    if shown.ending:
        rows.append(("Suite", shown.get_ending_display()))
    if shown.answer:
        rows.append(("Motif du refus", shown.answer))
    return rows
