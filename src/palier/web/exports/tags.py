"""`{% exports_at_home %}`: on the home page, the exports that are ready or under way."""

from collections.abc import Mapping
from typing import Any

from django import template

from palier.kernel import clock
from palier.web.exports.keeping import exports_of_mine, still_reads
from palier.web.exports.models import ExportFile

register = template.Library()


@register.inclusion_tag("exports/_home.html", takes_context=True)
def exports_at_home(context: Mapping[str, Any]) -> dict[str, Any]:
    """How many of one's exports are ready to be downloaded, and whether another is being made."""
    actor = context["request"].actor
    rows = list(exports_of_mine(actor, clock.now()))
    ready = [row for row in rows if row.state == ExportFile.State.READY and still_reads(actor, row.reach)]
    return {"ready": len(ready), "under_way": any(row.is_under_way for row in rows)}
