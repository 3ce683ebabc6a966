"""`{% partners_of problem=problem %}` and `{% plan_advice problem=problem actions=actions %}` on a problem's page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palier.access.grants import Verb, holds
from palier.cycle.actions.lifecycle import PART_LIFECYCLE
from palier.cycle.actions.models import Action, Involvement
from palier.cycle.actions.precedents import families_left_out
from palier.cycle.actions.queries import outside_measures_of, parts_of
from palier.cycle.actions.services import answers_to_mark
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.models import Problem
from palier.kernel import clock
from palier.web.actions.parts import MOVES, PartMove

register = template.Library()
BACK = ("decline",)


@register.simple_tag(takes_context=True)
def partners_of(context: Mapping[str, Any], *, problem: Problem) -> SafeString:
    """Where each partner stands, its own word for the reader's organisation, and what is dealt with outside."""
    request = context["request"]
    actor, is_followed = request.actor, problem.state in LIVING
    parts = list(parts_of(actor, problem))
    mine = next((one for one in parts if actor.speaks_for(one.organisation_id, problem.group_id)), None)
    shown = {
        "problem": problem,
        "parts": parts,
        "mine": mine,
        "steps": _steps(mine) if mine and is_followed else {},
        "back": BACK,
        "may_ask": is_followed and holds(actor, Verb.ACTION_LEAD, problem.group_id),
        "outside": list(outside_measures_of(actor, problem)),
        "may_mark": is_followed and answers_to_mark(actor, problem, today=clock.today()).exists(),
    }
    return render_to_string("actions/_partners.html", shown, request=request)


@register.simple_tag
def plan_advice(*, problem: Problem, actions: Iterable[Action]) -> SafeString:
    """What a plan of presence alone leaves out, and the way to what was tried alike."""
    shown = {"problem": problem, "left_out": families_left_out(actions)}
    return render_to_string("actions/_advice.html", shown)


def _steps(part: Involvement) -> dict[str, PartMove]:
    leaving = PART_LIFECYCLE.leaving(part.state)
    return {name: move for name, move in MOVES.items() if name in leaving}
