"""Views of the actions."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html

from palier.access.actor import Actor
from palier.access.grants import Verb, holds, require
from palier.access.levels import Level
from palier.attachments.services import REMINDER
from palier.cycle.actions.lifecycle import LIVING, PROMISED, State
from palier.cycle.actions.models import Action
from palier.cycle.actions.queries import actions_for, moved_dates_of, operations_of, ticks_of
from palier.cycle.actions.services import expected_ticks, propose_action_once
from palier.cycle.problems.queries import problems_for
from palier.cycle.slips.queries import has_a_voice
from palier.journal.queries import timeline
from palier.kernel import clock
from palier.kernel.wording import counted
from palier.notifications.queries import deliveries_of
from palier.web.actions.following_forms import TickForm
from palier.web.actions.forms import ActionFilters, ProposeForm
from palier.web.actions.moves import BACK, MOVES, TOLD, moves_for
from palier.web.answering.noted import noted_words
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request

PER_PAGE = 25
SHOWN_TICKS = 12


@needs(Verb.ACTION_ANSWER)
def action_list(request: Request) -> HttpResponse:
    """The actions that this reader sees, next due first."""
    filters = ActionFilters(request.GET, actor=request.actor)
    today = clock.today()
    rows = filters.chosen(actions_for(request.actor), request.actor, today)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = [(action, action.is_late(today)) for action in shown]
    return page(request, "actions/list.html", {"page": shown, "lines": lines, "filters": filters}, partial="rows")


def action(request: Request, pk: UUID) -> HttpResponse:
    """One action: what was promised, each date it was moved to, and the answers that this reader may give."""
    shown = get_object_or_404(actions_for(request.actor), pk=pk)
    reports = _reports_on(request.actor, shown)
    context = {
        "action": shown,
        "rows": _facts(shown),
        "is_late": shown.is_late(clock.today()),
        "moved_dates": moved_dates_of(request.actor, shown),
        "history": timeline(request.actor, shown).lines,
        "moves": moves_for(request.actor, shown),
        "back": BACK,
        "is_noted": shown.is_noted and request.actor.speaks_for(shown.organisation_id, shown.problem.group_id),
        "may_report": reports,
        "is_living": reports and shown.state in LIVING,
        "is_kept": reports and shown.state in (*PROMISED, State.DONE),
        "routine": _routine(request.actor, shown) if shown.recurs else None,
        "operations": operations_of(request.actor, shown),
        "deliveries": deliveries_of(shown) if reports else [],
    }
    note_reading(request, shown, shown.problem, context["history"])
    return page(request, "actions/action.html", context)


def new(request: Request, problem: UUID) -> HttpResponse:
    """Propose an action on a problem."""
    about = get_object_or_404(problems_for(request.actor), pk=problem)
    require(request.actor, Verb.ACTION_PROPOSE, about.group_id)
    today = clock.today()
    form = ProposeForm(request.POST or None, actor=request.actor, problem=about, today=today)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "actor": request.actor, "problem": about, "now": clock.now(), "today": today}
        made = form.carry_out(propose_action_once, **values)
        if made:
            return _proposed(request, made, today)
    note_reading(request, about)
    return page(request, "actions/new.html", {"form": form, "problem": about})


def _proposed(request: Request, made: Action, today: date) -> HttpResponse:
    """Back to the problem; to the action itself when its organisation is still to be written to."""
    problem, organisation = made.problem, made.organisation
    is_open = max(made.level, problem.level) <= Level.GROUP
    leads = holds(request.actor, Verb.ACTION_LEAD, problem.group_id)
    if is_open and leads and not has_a_voice(problem.group, organisation, today):
        told = f"L’action est proposée. {organisation} n’a pas de compte dans ce groupe : envoyez-lui le lien."
        return go_to(request, "actions:action", told, pk=made.pk)
    return go_to(request, "problems:problem", "L’action est proposée.", pk=problem.pk)


def move(request: Request, pk: UUID) -> HttpResponse:
    """Give an answer; one that asks for something shows its form first."""
    shown = get_object_or_404(actions_for(request.actor), pk=pk)
    require(request.actor, Verb.ACTION_ANSWER, shown.problem.group_id)
    name = request.POST.get("move") or request.GET.get("move", "")
    if name not in MOVES:
        raise Http404
    chosen = MOVES[name]
    form = chosen.form(request.POST, request.FILES) if request.method == "POST" else chosen.form()
    if form.is_valid():
        form.carry_out(chosen.service, **chosen.arguments(request.actor, shown, form))
        if form.is_valid():
            return go_to(request, "actions:action", chosen.done, pk=pk)
        if not chosen.asks:
            return send_back(request, "actions:action", form.refusal, pk=pk)
    note_reading(request, shown, shown.problem)
    context = {"action": shown, "form": form, "move": name, "chosen": chosen, "reminder": REMINDER}
    context |= {"files_lost": bool(request.FILES), "is_told": name in TOLD}
    return page(request, "actions/move.html", context)


def _reports_on(actor: Actor, action: Action) -> bool:
    """Those it was asked of, and those who lead the group."""
    group_id = action.problem.group_id
    return holds(actor, Verb.ACTION_LEAD, group_id) or actor.speaks_for(action.organisation_id, group_id)


def _routine(actor: Actor, action: Action) -> dict[str, Any]:
    """The days ticked of what recurs, how many were expected, and the box to tick one more."""
    today, ticks = clock.today(), ticks_of(actor, action)
    expected, rhythm = expected_ticks(action, today=today), action.get_every_days_display().lower()
    done = counted(ticks.count(), "passage coché", "passages cochés")
    return {
        "lead": f"{rhythm.capitalize()} : {done}, {expected or 'aucun encore'} attendu à ce jour.",
        "ticks": ticks[:SHOWN_TICKS],
        "form": TickForm(None, today=today),
        "may_tick": action.state in PROMISED and _reports_on(actor, action),
    }


def _problem_link(action: Action) -> str:
    """Who reads an action reads its problem."""
    address = reverse("problems:problem", args=[action.problem_id])
    return format_html('<a href="{}">{}</a>', address, action.problem.title)


def _facts(action: Action) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = [
        ("Problématique", _problem_link(action)),
        ("Organisation responsable", action.organisation),
        ("Échéance", action.due),
    ]
    for label, value in (
        ("Contact", action.contact),
        ("Première échéance", action.first_due if action.postponements else None),
        ("Se répète", action.get_every_days_display() if action.recurs else None),
        ("En attente jusqu’au", action.on_hold_until),
        ("Type de réponse", action.answer),
        ("Référence du service", action.ticket),
        ("Acceptée le", action.accepted_on),
        ("Faite le", action.done_on),
        ("Réponse notée", noted_words(action)),
        ("Constat", action.observation),
        ("Motif du refus", action.decline_reason if action.state == State.DECLINED else ""),
        ("Motif du blocage", action.block_reason if action.state == State.BLOCKED else ""),
        ("Motif de l’abandon", action.abandon_reason if action.state == State.ABANDONED else ""),
        ("Décidée", "en réunion" if action.decided else ""),
    ):
        if value:
            rows.append((label, value))
    return rows
