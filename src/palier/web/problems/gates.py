"""Passing the gates: admission test, objective, what sources say, asking to close and declining it, a setting."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb, require
from palier.cycle.problems import services
from palier.cycle.problems.lifecycle import BEFORE_ADMISSION, State
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import admission_of, closure_requests_of, problems_for
from palier.cycle.problems.services.outcome import CLOSABLE, group_of_contribution
from palier.kernel import clock
from palier.territory.models import Department
from palier.web.problems.gate_forms import (
    AdmissionForm,
    ClosureForm,
    DeclineClosureForm,
    EvidenceForm,
    ObjectiveForm,
    ObservationForm,
    first_day,
)
from palier.web.problems.pages import form_page
from palier.web.problems.standing import exits_advised
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request


def admission(request: Request, pk: UUID) -> HttpResponse:
    """The admission test: seven questions, one line of evidence each, and where a « non » leads."""
    problem = _led(request, pk)
    if problem.state not in BEFORE_ADMISSION:
        raise Http404
    answers = list(admission_of(request.actor, problem))
    form = AdmissionForm(request.POST or None, answers=answers)
    if request.method == "POST" and form.is_valid():
        values = {**_who(request, problem), "answers": form.answers}
        if form.carry_out(services.answer_admission, **values) is not None:
            refused = any(not answer.is_met for answer in form.answers.values())
            back = "problems:admission" if refused else "problems:problem"
            return go_to(request, back, "Le test d’admission est enregistré.", pk=pk)
    more: dict[str, Any] = {"lead": LEADS["admission"], "advised": exits_advised(problem, answers)}
    return form_page(request, problem, form, "Test d’admission", **more)


def objective(request: Request, pk: UUID) -> HttpResponse:
    """The objective, its indicator, and the value one starts from."""
    problem = _led(request, pk)
    form = ObjectiveForm(request.POST or None, problem=problem)
    if request.method == "POST" and form.is_valid():
        values = {**_who(request, problem), "today": clock.today(), **form.cleaned_data}
        if form.carry_out(services.set_objective, **values):
            return go_to(request, "problems:problem", "L’objectif est enregistré.", pk=pk)
    return form_page(request, problem, form, "Objectif et mesure de départ", lead=LEADS["objective"])


def evidence(request: Request, pk: UUID) -> HttpResponse:
    """What one source says became of it, during the observation."""
    problem = _contributed(request, pk)
    if problem.state != State.OBSERVED:
        raise Http404
    form = EvidenceForm(request.POST or None, initial=first_day(clock.today()))
    if request.method == "POST" and form.is_valid():
        values = {**_who(request, problem), "today": clock.today(), **form.cleaned_data}
        if form.carry_out(services.write_evidence, **values):
            return go_to(request, "problems:problem", "Le constat est enregistré.", pk=pk)
    return form_page(request, problem, form, "Ce que devient le lieu", lead=LEADS["evidence"])


def ask_closure(request: Request, pk: UUID) -> HttpResponse:
    """Ask the chief to close."""
    problem = _contributed(request, pk)
    if problem.state not in CLOSABLE:
        raise Http404
    form = ClosureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {**_who(request, problem), **form.cleaned_data}
        if form.carry_out(services.ask_closure, **values):
            return go_to(request, "problems:problem", "La demande attend le chef de secteur.", pk=pk)
    return form_page(request, problem, form, "Demander la clôture", submit="Demander la clôture", lead=LEADS["ask"])


def decline_closure(request: Request, pk: UUID, asked: UUID) -> HttpResponse:
    """Do not close yet, with a reason that the one who asked reads."""
    problem = get_object_or_404(problems_for(request.actor), pk=pk)
    require(request.actor, Verb.PROBLEM_CLOSE, problem.group_id)
    found = get_object_or_404(closure_requests_of(request.actor, problem).select_related("problem"), pk=asked)
    form = DeclineClosureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "request": found, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(services.decline_closure, **values):
            return go_to(request, "problems:problem", "La clôture attendra ; le motif est affiché.", pk=pk)
    return form_page(request, problem, form, "Refuser la clôture", submit="Refuser la clôture", lead=LEADS["decline"])


@needs(Verb.NOMENCLATURE_EDIT)
def observation(request: Request) -> HttpResponse:
    """How long each department watches a problem before « Résolu »."""
    departments = list(Department.objects.select_related("observation_rule"))
    form = ObservationForm(request.POST or None, departments=departments)
    if request.method == "POST" and form.is_valid():
        form.carry_out(_set_all, request=request, departments=departments, days=form.cleaned_data)
        if form.is_valid():
            return go_to(request, "problems:observation", "Les durées d’observation sont enregistrées.")
    return page(request, "problems/observation.html", {"form": form})


LEADS = {
    "admission": "Sept questions décident si le groupe se saisit. Une ligne de preuve chacune, "
    "sur les faits et les lieux ; ce qui est répondu est gardé, même en cas de refus.",
    "objective": "Ce que l’on compte avant, on le recompte après : c’est ce qui dira si l’action a servi.",
    "evidence": "« Résolu » demande deux sources différentes, dont une extérieure à la police.",
    "ask": "Demander n’est pas clore : le chef de secteur décide, et dit pourquoi s’il refuse.",
    "decline": "Celui qui a demandé, et tout le groupe, liront le motif.",
}


def _set_all(*, request: Request, departments: list[Department], days: dict[str, int]) -> None:
    with transaction.atomic():
        for department in departments:
            services.set_observation_days(
                actor=request.actor, department=department, days=days[str(department.pk)], now=clock.now()
            )


def _who(request: Request, problem: Problem) -> dict[str, Any]:
    return {"actor": request.actor, "problem": problem, "now": clock.now()}


def _led(request: Request, pk: UUID) -> Problem:
    problem = get_object_or_404(problems_for(request.actor), pk=pk)
    require(request.actor, Verb.PROBLEM_LEAD, problem.group_id)
    return problem


def _contributed(request: Request, pk: UUID) -> Problem:
    problem = get_object_or_404(problems_for(request.actor), pk=pk)
    group_of_contribution(request.actor, problem)
    return problem
