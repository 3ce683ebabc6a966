"""Views of the partners of a problem: asking one, its own word, what was tried alike, what is dealt with outside."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.actions import services
from palier.cycle.actions.lifecycle import PART_LIFECYCLE, speaks_for_partner
from palier.cycle.actions.models import Involvement
from palier.cycle.actions.precedents import tried_alike
from palier.cycle.actions.queries import outside_measures_of
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import problems_for
from palier.kernel import clock
from palier.kernel.errors import NotGranted
from palier.web.actions.following_forms import (
    AskPartnerForm,
    DeclinePartForm,
    FinishPartForm,
    OutsideForm,
    PartForm,
)
from palier.web.shell.forms import PalierForm
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request


@dataclass(frozen=True, slots=True)
class PartMove:
    """What a partner may say: how it reads, what it does, what is said once done, what it asks."""

    label: str
    service: Callable[..., Any]
    done: str
    form: type[PartForm] = PartForm

    @property
    def asks(self) -> bool:
        """True when words are needed: its form is shown first."""
        return self.form is not PartForm


def _label(move: str) -> str:
    return PART_LIFECYCLE.steps[move].label


MOVES = {
    "join": PartMove(_label("join"), services.join_part, "Votre organisation en est."),
    "finish": PartMove(_label("finish"), services.finish_part, "C’est noté. Merci.", FinishPartForm),
    "decline": PartMove(_label("decline"), services.decline_part, "Votre refus est noté.", DeclinePartForm),
}


def part(request: Request, pk: UUID) -> HttpResponse:
    """Say where one's organisation stands; what needs words shows its form first."""
    rows = Involvement.objects.visible_to(request.actor).select_related("problem", "organisation")
    shown = get_object_or_404(rows, pk=pk)
    require(request.actor, Verb.ACTION_ANSWER, shown.problem.group_id)
    speaks_for_partner(shown, request.actor, {})
    name = request.POST.get("move") or request.GET.get("move", "")
    if name not in MOVES:
        raise Http404
    chosen = MOVES[name]
    form = chosen.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "part": shown, "now": clock.now()}
        form.carry_out(chosen.service, actor=request.actor, **values)
        if form.is_valid():
            return go_to(request, "problems:problem", chosen.done, pk=shown.problem_id)
        if not chosen.asks:
            return send_back(request, "problems:problem", form.refusal, pk=shown.problem_id)
    return _form_page(request, shown.problem, form, title=chosen.label, submit=chosen.label, move=name)


def ask(request: Request, problem: UUID) -> HttpResponse:
    """Ask an organisation to take part; one that does not sit in the group answers to what is sent to it by link."""
    about = _problem(request, problem)
    require(request.actor, Verb.ACTION_LEAD, about.group_id)
    form = AskPartnerForm(request.POST or None, actor=request.actor, problem=about, today=clock.today())
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "problem": about, "now": clock.now(), "today": clock.today()}
        if form.carry_out(services.ask_partner, actor=request.actor, **values):
            return go_to(request, "problems:problem", "Le partenaire est sollicité.", pk=problem)
    return _form_page(request, about, form, title="Solliciter un partenaire", submit="Solliciter")


def outside(request: Request, problem: UUID) -> HttpResponse:
    """Say which answers that concern a person were engaged: yes or no."""
    about = _problem(request, problem)
    require(request.actor, Verb.ACTION_ANSWER, about.group_id)
    answers = services.answers_to_mark(request.actor, about, today=clock.today())
    if not answers:
        raise NotGranted("Aucune réponse de votre type d’organisation ne concerne une personne.")
    form = OutsideForm(request.POST or None, answers=answers, known=outside_measures_of(request.actor, about))
    if request.method == "POST" and form.is_valid():
        said = {"problem": about, "changed": form.changed}
        if form.carry_out(_mark, actor=request.actor, **said):
            return go_to(request, "problems:problem", "C’est noté.", pk=problem)
    lead = "Ces réponses concernent une personne : elles se traitent hors du groupe. Ici, oui ou non, rien d’autre."
    return _form_page(request, about, form, title="Suites hors du groupe", submit="Enregistrer", lead=lead)


def precedents(request: Request, problem: UUID) -> HttpResponse:
    """What was tried on the same kind of problem and place, and how it ended."""
    about = _problem(request, problem)
    note_reading(request, about)
    return page(request, "actions/precedents.html", {"problem": about, "precedents": tried_alike(request.actor, about)})


def _mark(*, actor: Actor, problem: Problem, changed: dict[Answer, tuple[bool | None, bool | None]]) -> bool:
    now, today = clock.now(), clock.today()
    with transaction.atomic():
        for answer, (new, seen) in changed.items():
            services.mark_outside(
                actor=actor, problem=problem, answer=answer, is_engaged=new, seen=seen, now=now, today=today
            )
    return True


def _problem(request: Request, pk: UUID) -> Problem:
    return get_object_or_404(problems_for(request.actor), pk=pk)


def _form_page(request: Request, problem: Problem, form: PalierForm, **more: Any) -> HttpResponse:
    note_reading(request, problem)
    return page(request, "actions/part_form.html", {"lead": problem.title, **more, "problem": problem, "form": form})
