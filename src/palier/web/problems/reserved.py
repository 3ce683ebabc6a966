"""What the police alone reads, and the sealed drawer: on screen only, its readings logged."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb, holds, require
from palier.access.levels import Level
from palier.cycle.problems import services
from palier.cycle.problems.models import Problem, SealedNote
from palier.cycle.problems.queries import judicial_status_of, problems_for, sealed_notes_of
from palier.kernel import clock
from palier.web.problems.forms import JudicialForm, SealedNoteForm
from palier.web.problems.pages import form_page
from palier.web.shell.pages import go_to, page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request


def judicial(request: Request, pk: UUID) -> HttpResponse:
    """Write the judicial follow-up. For a partner this address does not exist (decision 3)."""
    problem = get_object_or_404(problems_for(request.actor), pk=pk)
    if (request.actor.clearance_in(problem.group_id) or 0) < Level.POLICE:
        raise Http404
    require(request.actor, Verb.PROBLEM_LEAD, problem.group_id)
    known = judicial_status_of(request.actor, problem)
    form = JudicialForm(request.POST or None, initial={"status": known.status if known else "none"})
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "problem": problem, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(services.set_judicial_status, **values):
            return go_to(request, "problems:problem", "La suite judiciaire est enregistrée.", pk=pk)
    note_reading(request, problem, known)
    return form_page(request, problem, form, "Suite judiciaire")


def drawer(request: Request, pk: UUID) -> HttpResponse:
    """The sealed drawer, for those named; for anyone else this address does not exist."""
    problem = get_object_or_404(problems_for(request.actor), pk=pk)
    if problem.pk not in request.actor.drawers:
        raise Http404
    may_write = holds(request.actor, Verb.PROBLEM_SEAL, problem.group_id)
    form = SealedNoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "problem": problem, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(services.write_sealed_note, **values):
            return go_to(request, "problems:drawer", "La note est scellée.", pk=pk)
    notes = _read_notes(request, problem)
    response = page(
        request, "problems/drawer.html", {"problem": problem, "notes": notes, "form": form, "may_write": may_write}
    )
    response["Cache-Control"] = "no-store"
    return response


def _read_notes(request: Request, problem: Problem) -> list[SealedNote]:
    notes = list(sealed_notes_of(request.actor, problem))
    if notes:
        note_reading(request, notes[0])
    return notes
