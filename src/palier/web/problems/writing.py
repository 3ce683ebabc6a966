"""Writing the problems: opening, changing, diagnosis, sharing, moves."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.actions.lifecycle import LIVING as ACTION_LIVING
from palier.cycle.actions.queries import actions_of
from palier.cycle.problems import services
from palier.cycle.problems.gates import missing
from palier.cycle.problems.lifecycle import PROBLEM_LIFECYCLE
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import diagnosis_of, problems_for
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import reports_for
from palier.kernel import clock
from palier.web.place_choice.candidates import PLACE
from palier.web.problems.forms import AssociateForm, ChangeForm, DiagnosisForm, OpenForm
from palier.web.problems.moves import MOVES, WITH_FORM
from palier.web.problems.pages import form_page
from palier.web.problems.standing import Missing, told
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request

# What is still promised is recalled before these.
ENDING = frozenset({"resolve", "close", "abandon", "redirect"})


@needs(Verb.PROBLEM_OPEN)
def new(request: Request) -> HttpResponse:
    """Open a problem, from a report (`?report=`) or not."""
    report = _report(request)
    form = OpenForm(
        request.POST or None, actor=request.actor, today=clock.today(), initial=_first_words(report) if report else {}
    )
    if form.is_searching:
        form.without_errors()
    elif form.is_valid():
        problem = form.carry_out(_open, request=request, form=form, report=report)
        if problem:
            return go_to(request, "problems:problem", "La problématique est ouverte.", pk=problem.pk)
    return page(request, "problems/new.html", {"form": form, "report": report})


def change(request: Request, pk: UUID) -> HttpResponse:
    """Change what a problem says."""
    problem = _led(request, pk)
    form = ChangeForm(request.POST or None, problem=problem, today=clock.today())
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "actor": request.actor, "problem": problem, "now": clock.now()}
        if form.carry_out(services.change_problem, **values):
            return go_to(request, "problems:problem", "La problématique est modifiée.", pk=pk)
    return form_page(request, problem, form, "Modifier la problématique")


def diagnosis(request: Request, pk: UUID) -> HttpResponse:
    """Write the diagnosis."""
    problem = _led(request, pk)
    form = DiagnosisForm(request.POST or None, diagnosis=diagnosis_of(request.actor, problem))
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "problem": problem, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(services.write_diagnosis, **values):
            return go_to(request, "problems:problem", "Le diagnostic est enregistré.", pk=pk)
    return form_page(request, problem, form, "Diagnostic")


def associate(request: Request, pk: UUID) -> HttpResponse:
    """Let another group read the problem."""
    problem = _led(request, pk)
    form = AssociateForm(request.POST or None, problem=problem)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "problem": problem, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(services.associate_group, **values):
            return go_to(request, "problems:problem", "Le groupe est associé.", pk=pk)
    return form_page(request, problem, form, "Associer un groupe")


def move(request: Request, pk: UUID) -> HttpResponse:
    """Make a problem move; a move that asks for something shows its form first."""
    problem = get_object_or_404(problems_for(request.actor), pk=pk)
    name = request.POST.get("move") or request.GET.get("move", "")
    if name not in MOVES:
        raise Http404
    chosen, step = MOVES[name], PROBLEM_LIFECYCLE.steps[name]
    require(request.actor, step.needs, problem.group_id)
    posted = request.method == "POST" and "ask" not in request.POST
    if lacks := _lacks(problem, name):
        return page(request, "problems/missing.html", {"problem": problem, "step": step, "lacks": lacks})
    form = chosen.form(request.POST if posted else None, actor=request.actor, problem=problem)
    form.begin_with(request.GET)
    if posted and form.is_valid():
        form.carry_out(chosen.service, **chosen.arguments(request.actor, problem, form))
        if form.is_valid():
            return go_to(request, "problems:problem", chosen.done, pk=pk)
        if name not in WITH_FORM:
            return send_back(request, "problems:problem", form.refusal, pk=pk)
    left = actions_of(request.actor, problem).filter(state__in=ACTION_LIVING) if name in ENDING else []
    note_reading(request, problem, left)
    return form_page(request, problem, form, step.label, move=name, submit=step.label, left=left)


def _lacks(problem: Problem, move: str) -> list[Missing]:
    """What the gates of this move still ask for, when the state allows it."""
    allowed = problem.state in PROBLEM_LIFECYCLE.steps[move].sources
    return told(problem, missing(problem, move, clock.now())) if allowed else []


def _led(request: Request, pk: UUID) -> Problem:
    problem = get_object_or_404(problems_for(request.actor), pk=pk)
    require(request.actor, Verb.PROBLEM_LEAD, problem.group_id)
    return problem


def _report(request: Request) -> Report | None:
    key = request.POST.get("report") or request.GET.get("report")
    if not key:
        return None
    try:
        return get_object_or_404(reports_for(request.actor), pk=UUID(key))
    except ValueError as error:
        raise Http404 from error


def _first_words(report: Report) -> dict[str, Any]:
    return {
        "place": f"{PLACE}{report.place_id}",
        "place_words": report.place.name,
        "category": report.category_id,
        "title": f"{report.category.label}, {report.place.name}"[:90],
        # What only the police was told is not laid under the eyes of the group by a prefilled box.
        "first_seen": report.seen_on if report.level <= Level.GROUP else None,
        "level": max(Level.GROUP, Level(report.level)),
        "group": report.group_id,
    }


def _open(*, request: Request, form: OpenForm, report: Report | None) -> Problem:
    values, now = dict(form.cleaned_data), clock.now()
    for name in ("place_words", "place", "sector", "kind"):
        values.pop(name, None)
    with transaction.atomic():  # a refused problem leaves no place behind
        place = form.place_of(values["group"], values["level"], now)
        return services.open_problem(
            actor=request.actor, place=place, report=report, now=now, today=clock.today(), **values
        )
