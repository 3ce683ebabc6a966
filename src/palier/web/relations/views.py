"""Splitting a problem, tying two of them, undoing a merge."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import problems_for
from palier.cycle.relations import services
from palier.cycle.relations.queries import tie_for
from palier.kernel import clock
from palier.web.relations.forms import SplitForm, TieForm
from palier.web.shell.pages import go_to, page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request


def split(request: Request, pk: UUID) -> HttpResponse:
    """Send part of a problem's reports and actions to a new one."""
    problem = led_problem(request, pk)
    form = SplitForm(request.POST or None, actor=request.actor, problem=problem, today=clock.today())
    if form.is_searching:
        form.without_errors()
    elif form.is_valid() and (second := form.carry_out(_split, request=request, form=form, problem=problem)):
        return go_to(request, "problems:problem", "La problématique est divisée : voici la nouvelle.", pk=second.pk)
    lead = "Ce qui est coché part vers une nouvelle problématique ; chacune dit où est l’autre."
    return form_page(request, problem, form, "Diviser la problématique", submit="Diviser", lead=lead)


def tie(request: Request, pk: UUID) -> HttpResponse:
    """Say what this problem is to another."""
    problem = led_problem(request, pk)
    form = TieForm(request.POST or None, actor=request.actor, problem=problem)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "problem": problem, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(services.tie_problems, **values):
            return go_to(request, "problems:problem", "Les deux problématiques sont liées.", pk=pk)
    return form_page(request, problem, form, "Lier à une autre problématique", submit="Lier")


@require_POST
def untie(request: Request, pk: UUID, tie: UUID) -> HttpResponse:
    """Take a link away."""
    problem = led_problem(request, pk)
    found = get_object_or_404(tie_for(request.actor), pk=tie)
    if problem.pk not in (found.earlier_id, found.later_id):
        return go_to(request, "problems:problem", pk=pk)
    services.untie_problems(actor=request.actor, problem=problem, tie=found, now=clock.now())
    return go_to(request, "problems:problem", "Le lien est retiré.", pk=pk)


@require_POST
def separate(request: Request, pk: UUID) -> HttpResponse:
    """Undo a merge."""
    problem = led_problem(request, pk)
    services.undo_merge(actor=request.actor, problem=problem, now=clock.now())
    return go_to(request, "problems:problem", "La fusion est défaite.", pk=pk)


def led_problem(request: Request, pk: UUID) -> Problem:
    """The problem of this address, for who leads it."""
    problem = get_object_or_404(problems_for(request.actor), pk=pk)
    require(request.actor, Verb.PROBLEM_LEAD, problem.group_id)
    return problem


def form_page(
    request: Request, problem: Problem, form: Any, title: str, *, submit: str, lead: str = ""
) -> HttpResponse:
    """A form about this problem."""
    note_reading(request, problem)
    context = {"problem": problem, "form": form, "title": title, "submit": submit, "lead": lead}
    return page(request, "relations/form.html", context)


def _split(*, request: Request, form: SplitForm, problem: Problem) -> Problem:
    values, now = form.cleaned_data, clock.now()
    with transaction.atomic():  # a refused split leaves no place behind
        return services.split_problem(
            actor=request.actor,
            problem=problem,
            title=values["title"],
            category=values["category"],
            place=form.place_of(problem.group, Level(problem.level), now),
            sources=list(values.get("sources") or []),
            actions=list(values.get("actions") or []),
            now=now,
            today=clock.today(),
        )
