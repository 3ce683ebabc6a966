"""`{% slip_offer action=action %}`: on an action, the way to send its organisation a link, for those who lead."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string

from palier.access.grants import Verb, holds
from palier.access.levels import Level
from palier.cycle.actions.lifecycle import LIVING
from palier.cycle.actions.models import Action
from palier.cycle.slips.queries import has_a_voice
from palier.kernel import clock

register = template.Library()


@register.simple_tag(takes_context=True)
def slip_offer(context: Mapping[str, Any], *, action: Action) -> str:
    """The button, above all when nobody there has an account; nothing for what a link may not show."""
    problem = action.problem
    is_open = action.state in LIVING and max(action.level, problem.level) <= Level.GROUP
    if not is_open or not holds(context["request"].actor, Verb.ACTION_LEAD, problem.group_id):
        return ""
    has_voice = has_a_voice(problem.group, action.organisation, clock.today())
    return render_to_string("slips/_offer.html", {"action": action, "group": problem.group_id, "has_voice": has_voice})
