"""Reading one problem. The list is next door (`web.finding`)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb, holds
from palier.access.levels import Level
from palier.cycle.actions.queries import actions_of
from palier.cycle.problems.lifecycle import LIVING, PROBLEM_LIFECYCLE
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import diagnosis_of, judicial_status_of, problems_for, sources_of
from palier.journal.queries import timeline
from palier.kernel import clock
from palier.web.place_choice.links import place_link
from palier.web.problems.moves import BACK, WITH_FORM
from palier.web.shell.pages import page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request
from palier.workflow.engine import moves

POLICE = Level.POLICE


def problem(request: Request, pk: UUID) -> HttpResponse:
    """One problem: what it is, who promised what, what became of it, and the moves that this reader may make."""
    actor = request.actor
    shown = get_object_or_404(problems_for(actor).select_related("lead_organisation", "second_category"), pk=pk)
    is_police = (actor.clearance_in(shown.group_id) or 0) >= POLICE
    context = {
        "problem": shown,
        "rows": [("Lieu", place_link(actor, shown.place)), *_facts(shown)],
        "actions": actions_of(actor, shown),
        "sources": sources_of(actor, shown),
        "diagnosis": diagnosis_of(actor, shown),
        "history": timeline(actor, shown).lines,
        "today": clock.today(),
        "is_followed": shown.state in LIVING,
        "is_police": is_police,
        "judicial": judicial_status_of(actor, shown) if is_police else None,
        "has_drawer": shown.pk in actor.drawers,
        "steps": moves(shown, PROBLEM_LIFECYCLE, actor),
        "with_form": WITH_FORM,
        "back": BACK,
        "leads": holds(actor, Verb.PROBLEM_LEAD, shown.group_id),
        "may_propose": shown.state in LIVING and holds(actor, Verb.ACTION_PROPOSE, shown.group_id),
        "merged_into": _merged_into(request, shown),
    }
    shown_too = ("actions", "sources", "history", "judicial", "merged_into")
    note_reading(request, shown, *(context[name] for name in shown_too))
    return page(request, "problems/problem.html", context)


def _merged_into(request: Request, shown: Problem) -> Problem | None:
    if shown.merged_into_id is None:
        return None
    return problems_for(request.actor).filter(pk=shown.merged_into_id).first()


def _facts(problem: Problem) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = [
        ("Catégorie", problem.category),
        ("Gravité", problem.get_gravity_display()),
        ("Groupe", problem.group),
        ("Première manifestation", problem.first_seen),
        ("Dernière manifestation", problem.last_seen),
    ]
    for label, value in (
        ("Catégorie secondaire", problem.second_category),
        ("Pilote", problem.lead_organisation),
        ("Objectif", problem.objective),
        ("Indicateur", problem.indicator),
        ("Valeur de départ", problem.starting_value),
        ("Résultat", problem.get_outcome_display()),
        ("Constat de clôture", problem.closing_note),
        ("Orientée vers", problem.get_destination_display()),
        ("Motif", problem.exit_reason),
    ):
        if value not in (None, ""):
            rows.append((label, value))
    if problem.origin == Problem.Origin.IMPORT:
        rows.append(("Origine", problem.get_origin_display()))
    return rows
