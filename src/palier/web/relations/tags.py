"""`{% relations problem=problem %}`: what a problem is tied to, what is proposed about it, what its chief may do."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palier.access.grants import Verb, holds
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.models import Problem
from palier.cycle.relations.queries import may_undo_merge, neighbours_to_ask, open_handover_of, ties_of

register = template.Library()


@register.simple_tag(takes_context=True)
def relations(context: Mapping[str, Any], *, problem: Problem) -> SafeString | str:
    """The section, or nothing where there is nothing to say and nothing to do."""
    request = context["request"]
    actor = request.actor
    leads = holds(actor, Verb.PROBLEM_LEAD, problem.group_id)
    shown = {
        "problem": problem,
        "related": ties_of(actor, problem),
        "handover": open_handover_of(actor, problem),
        "neighbours": neighbours_to_ask(actor, problem),
        "leads": leads,
        "is_followed": problem.state in LIVING,
        "may_separate": may_undo_merge(actor, problem),
    }
    if not (leads or shown["related"] or shown["handover"]):
        return ""
    return render_to_string("relations/_section.html", shown, request=request)
