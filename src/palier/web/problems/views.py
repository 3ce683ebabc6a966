"""Reading one problem. The list is next door (`web.finding`)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.access.levels import Level
from palier.cycle.actions.queries import actions_of
from palier.cycle.problems.gathering import attempts_of, chairs
from palier.cycle.problems.lifecycle import BEFORE_ADMISSION, LIVING, PROBLEM_LIFECYCLE, State
from palier.cycle.problems.models import Problem
from palier.cycle.problems.priority import HIGHEST, score_of
from palier.cycle.problems.queries import (
    admission_of,
    closure_requests_of,
    diagnosis_of,
    evidence_of,
    judicial_status_of,
    problems_for,
    rankings_of,
    sources_of,
)
from palier.cycle.problems.services.outcome import CLOSABLE, may_contribute
from palier.journal.queries import timeline
from palier.kernel import clock
from palier.web.problems.glance import fact_rows, origin_rows, place_context, place_rows
from palier.web.problems.moves import BACK, MOVES, WITH_FORM
from palier.web.problems.standing import held_back, standing_of
from palier.web.shell.pages import page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request
from palier.workflow.engine import moves

# What the page shows of the rows around the problem, in one query.
_AROUND = ("lead_organisation", "second_category", "place__kind", "group__district__department__observation_rule")
POLICE = Level.POLICE


def problem(request: Request, pk: UUID) -> HttpResponse:
    """One problem: what it is, who promised what, what became of it, and the moves that this reader may make."""
    actor = request.actor
    shown = get_object_or_404(problems_for(actor).select_related(*_AROUND), pk=pk)
    steps = {name: step for name, step in moves(shown, PROBLEM_LIFECYCLE, actor).items() if name in MOVES}
    standing = standing_of(shown, clock.now())
    held = held_back(shown, steps, standing, clock.now())
    is_police = (actor.clearance_in(shown.group_id) or 0) >= POLICE
    context = {
        "problem": shown,
        "rows": [*place_rows(actor, shown), *fact_rows(shown), *origin_rows(actor, shown)],
        "chairs": chairs(shown, clock.today()),
        "score": score_of(shown, clock.now()),
        "highest": HIGHEST,
        "rankings": list(rankings_of(actor, shown)),
        "priority_label": shown.get_priority_display().lower(),
        "attempts": attempts_of(actor, shown),
        **place_context(actor, shown),
        "actions": actions_of(actor, shown),
        "sources": sources_of(actor, shown),
        "standing": standing,
        "diagnosis": diagnosis_of(actor, shown),
        "measure": _measure(shown),
        **_gates(actor, shown),
        "history": timeline(actor, shown).lines,
        "today": clock.today(),
        "is_followed": shown.state in LIVING,
        "is_police": is_police,
        "judicial": judicial_status_of(actor, shown) if is_police else None,
        "has_drawer": shown.pk in actor.drawers,
        "steps": {name: step for name, step in steps.items() if name not in held},
        "held": [(steps[name].label, lacks) for name, lacks in held.items() if name != standing.move],
        "with_form": WITH_FORM,
        "back": BACK,
        "leads": holds(actor, Verb.PROBLEM_LEAD, shown.group_id),
        "decides": holds(actor, Verb.PROBLEM_CLOSE, shown.group_id),
        "may_propose": shown.state in LIVING and holds(actor, Verb.ACTION_PROPOSE, shown.group_id),
        "merged_into": _merged_into(request, shown),
    }
    shown_too = ("actions", "sources", "history", "judicial", "merged_into")
    note_reading(request, shown, *(context[name] for name in shown_too))
    return page(request, "problems/problem.html", context)


def _gates(actor: Actor, problem: Problem) -> dict[str, Any]:
    """What was answered at the gates, and what this reader may add there."""
    requests = list(closure_requests_of(actor, problem))
    waiting = next((asked for asked in requests if not asked.decision), None)
    contributes = may_contribute(actor, problem)
    return {
        "admissions": list(admission_of(actor, problem)),
        "is_tested": problem.state in BEFORE_ADMISSION,
        "evidence": list(evidence_of(actor, problem)),
        "waiting_request": waiting,
        "answered_requests": [asked for asked in requests if asked.decision],
        "may_ask_closure": contributes and problem.state in CLOSABLE and waiting is None,
        "may_witness": contributes and problem.state == State.OBSERVED,
    }


def _measure(problem: Problem) -> list[tuple[str, Any]]:
    """What is aimed at and how it is measured, once it is written."""
    if not problem.objective:
        return []
    return [
        ("Objectif", problem.objective),
        ("Indicateur", problem.indicator),
        ("Valeur de départ", problem.starting_value),
        ("Mesurée le", problem.starting_value_on),
        ("Source de la mesure", problem.starting_value_source),
    ]


def _merged_into(request: Request, shown: Problem) -> Problem | None:
    if shown.merged_into_id is None:
        return None
    return problems_for(request.actor).filter(pk=shown.merged_into_id).first()
