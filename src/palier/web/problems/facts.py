"""The facts of a problem: when, how often, who is bothered, what was tried; what its sources suggest."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from palier.access.grants import Verb, require
from palier.cycle.problems import services
from palier.cycle.problems.gathering import Gathered, attempts_of, gathered
from palier.cycle.problems.models import Attempt, Problem
from palier.cycle.problems.priority import score_of
from palier.cycle.problems.queries import problems_for
from palier.cycle.reports.models import Frequency
from palier.kernel import clock
from palier.kernel.wording import unbroken
from palier.web.problems.facts_forms import AttemptForm, FactsForm, RankForm
from palier.web.problems.pages import form_page
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request

LEAD = "Une idée suffit : des moments, une fréquence, qui est gêné et combien environ."


def facts(request: Request, pk: UUID) -> HttpResponse:
    """When it happens, how often, since when, and whom it bothers; `?reprendre=1` takes what the sources say."""
    problem = _led(request, pk)
    found = gathered(problem)
    takes = request.method == "GET" and "reprendre" in request.GET
    form = FactsForm(request.POST or None, problem=problem, suggested=found if takes else None)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "problem": problem, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(services.change_problem, **values):
            return go_to(request, "problems:problem", "Les faits sont enregistrés.", pk=pk)
    more: dict[str, Any] = {"lead": LEAD, "suggestion": "" if takes else said_by(found)}
    more["suggestion_url"] = f"{reverse('problems:facts', args=[pk])}?reprendre=1"
    return form_page(request, problem, form, "Moments, fréquence, gêne", **more)


def attempts(request: Request, pk: UUID) -> HttpResponse:
    """What was already tried, line by line; a button takes a line away."""
    problem = _led(request, pk)
    if request.method == "POST" and "remove" in request.POST:
        _remove(request, problem)
        return go_to(request, "problems:attempts", "La ligne est retirée.", pk=pk)
    form = AttemptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "problem": problem, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(services.add_attempt, **values):
            return go_to(request, "problems:attempts", "C’est noté.", pk=pk)
    context = {"problem": problem, "form": form, "attempts": attempts_of(request.actor, problem)}
    return page(request, "problems/attempts.html", context)


def rank(request: Request, pk: UUID) -> HttpResponse:
    """Rank it: the score is shown with its parts, a human chooses and says why."""
    problem = _led(request, pk)
    form = RankForm(request.POST or None, problem=problem)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "problem": problem, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(services.rank_problem, **values):
            return go_to(request, "problems:problem", "La priorité est enregistrée.", pk=pk)
    return form_page(request, problem, form, "Priorité", score=score_of(problem, clock.now()))


def said_by(found: Gathered) -> str:
    """What the sources say together, in one sentence; empty when they say nothing."""
    parts = [found.moments.label] if found.moments else []
    if found.frequency:
        parts.append(Frequency(found.frequency).label.lower())
    if found.first_seen and found.last_seen:
        parts.append(f"du {found.first_seen:%d/%m/%Y} au {found.last_seen:%d/%m/%Y}")
    return unbroken(" ; ".join(parts)) if parts else ""


def _remove(request: Request, problem: Problem) -> None:
    rows = Attempt.objects.visible_to(request.actor).filter(problem=problem).select_related("problem")
    try:
        attempt = get_object_or_404(rows, pk=UUID(request.POST["remove"]))
    except ValueError as error:
        raise Http404 from error
    services.remove_attempt(actor=request.actor, attempt=attempt, now=clock.now())


def _led(request: Request, pk: UUID) -> Problem:
    problem = get_object_or_404(problems_for(request.actor), pk=pk)
    require(request.actor, Verb.PROBLEM_LEAD, problem.group_id)
    return problem
