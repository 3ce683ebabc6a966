"""`{% view_as %}`: the switch, on the pages of those who publish."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from palier.access.grants import Verb, holds_anywhere

register = template.Library()


@register.inclusion_tag("viewing/_switch.html", takes_context=True)
def view_as(context: Mapping[str, Any]) -> dict[str, str]:
    """A link to the choice of the eyes, for who leads a group; nothing for the others."""
    request = context["request"]
    if not holds_anywhere(request.actor, Verb.PROBLEM_LEAD):
        return {"address": ""}
    return {"address": f"{reverse('viewing:choose')}?{urlencode({'retour': request.path})}"}


@register.inclusion_tag("viewing/_banner.html", takes_context=True)
def viewing_banner(context: Mapping[str, Any]) -> dict[str, Any]:
    """Whose eyes are borrowed, and the way out; nothing when one reads with one's own."""
    request = context.get("request")
    return {"viewing": getattr(request, "viewing", None), "path": getattr(request, "path", "")}
