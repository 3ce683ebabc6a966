"""`{% saved_filters %}` on the lists; `{% filters_at_home %}` on the home page, with what each finds."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from palier.kernel import clock
from palier.web.finding.subjects import Subject
from palier.web.saved.filters import address_of, counted, filters_of_mine

register = template.Library()
AT_HOME = 6


@register.inclusion_tag("saved/_menu.html", takes_context=True)
def saved_filters(context: Mapping[str, Any], *, subject: Subject, list_address: str) -> dict[str, Any]:
    """One's filters of this list, and the way to keep the criteria of the moment."""
    rows = filters_of_mine(context["request"].actor).filter(subject=subject.slug)
    query = list_address.partition("?")[2]
    save = f"{reverse('saved:save')}?{urlencode({'liste': subject.slug, 'criteres': query})}" if query else ""
    return {"links": [(row.name, address_of(row)) for row in rows], "save": save}


@register.inclusion_tag("saved/_home.html", takes_context=True)
def filters_at_home(context: Mapping[str, Any]) -> dict[str, Any]:
    """One's first filters, each with the count of its list."""
    actor = context["request"].actor
    rows = list(filters_of_mine(actor)[: AT_HOME + 1])
    return {"shown": counted(actor, rows[:AT_HOME], clock.today()), "has_more": len(rows) > AT_HOME}
