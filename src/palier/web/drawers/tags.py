"""`{% collisions %}` and `{% drawer_keys problem=problem %}`: what only the readers of a drawer meet on a page."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palier.access.grants import Verb, groups_where
from palier.access.roles import Role
from palier.cycle.collisions.queries import collisions_for
from palier.cycle.problems.models import Problem
from palier.kernel import clock

register = template.Library()


@register.simple_tag(takes_context=True)
def collisions(context: Mapping[str, Any], *, problem: Problem | None = None) -> SafeString | str:
    """The warning, for those named on the drawer of an operation; for the others nothing, at the cost of nothing."""
    request = context["request"]
    found = collisions_for(request.actor, clock.today(), problem)
    if not found:
        return ""
    led = groups_where(request.actor, Verb.ACTION_LEAD)
    return render_to_string("drawers/_collisions.html", {"collisions": found, "led": led}, request=request)


@register.simple_tag(takes_context=True)
def drawer_keys(context: Mapping[str, Any], *, problem: Problem) -> SafeString | str:
    """The way to the drawer's readers, for the chief and for those named."""
    actor = context["request"].actor
    if Role.CHIEF not in actor.roles_in(problem.group_id) and problem.pk not in actor.drawers:
        return ""
    return render_to_string("drawers/_keys.html", {"problem": problem})
