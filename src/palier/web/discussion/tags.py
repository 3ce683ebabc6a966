"""`{% discussion subject=problem %}`: how many messages this reader sees, and the way to them."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.db.models import Count, Max
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palier.cycle.discussion.queries import Subject, remarks_of
from palier.web.discussion.views import address_of

register = template.Library()


@register.simple_tag(takes_context=True)
def discussion(context: Mapping[str, Any], *, subject: Subject) -> SafeString:
    """The section of a page; the words are on their own page, whose reading is noted when they are restricted."""
    rows = remarks_of(context["request"].actor, subject).order_by()
    told = rows.aggregate(count=Count("pk"), last=Max("written_at"))
    return render_to_string("discussion/_section.html", {**told, "url": address_of(subject)})
