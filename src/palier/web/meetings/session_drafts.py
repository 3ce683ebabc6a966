"""Keeping what is typed on an item, a moment after each pause; a page says with what version it began."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from palier.cycle.meetings.drafts import WrittenElsewhere, drafts_on, keep_draft
from palier.cycle.meetings.models import AgendaItem, Draft
from palier.cycle.meetings.queries import agenda_of
from palier.kernel import clock
from palier.kernel.errors import Refused, Stale
from palier.web.meetings.session import led_meeting
from palier.web.shell.requests import Request

# What is kept of each form, by the name of its boxes.
BOXES = {
    Draft.Kind.DECISION.value: ("title", "organisation", "due", "answer", "level", "filing_key"),
    Draft.Kind.OUTCOME.value: ("outcome", "closing", "destination", "note"),
}


@require_POST
def draft(request: Request, pk: UUID, item: UUID) -> HttpResponse:
    """Keep it, or answer 409 with the other text."""
    shown = get_object_or_404(agenda_of(request.actor, led_meeting(request, pk)), pk=item)
    kind = request.POST.get("kind", "")
    words = {name: request.POST.get(_box(kind, name), "") for name in BOXES.get(kind, ())}
    version = request.POST.get("version", "")
    said: dict[str, Any] = {"version": int(version) if version.isdecimal() else 0}
    try:
        kept = keep_draft(actor=request.actor, item=shown, kind=kind, words=words, now=clock.now(), **said)
    except WrittenElsewhere as other:
        told = other.draft
        words = {_box(kind, name): text for name, text in told.words.items()} if told else {}
        return JsonResponse({"version": told.version if told else 0, "words": words}, status=409)
    except (Refused, Stale) as refusal:
        return JsonResponse({"message": refusal.message}, status=422)
    return JsonResponse({"version": kept})


def typed_on(request: Request, item: AgendaItem) -> dict[str, Any]:
    """One's own drafts, by what they are of, and those of the colleagues who lead as well."""
    drafts = drafts_on(request.actor, item)
    own: dict[str, Draft | None] = dict.fromkeys(BOXES)
    own |= {one.kind: one for one in drafts if one.author_id == request.actor.user_id}
    return {
        "own": own,
        "versions": {kind: one.version if one else 0 for kind, one in own.items()},
        "colleagues": [one for one in drafts if one.author_id != request.actor.user_id],
    }


def _box(kind: str, name: str) -> str:
    """The name of a box in its form; the key of a decision has no prefix."""
    return name if name == "filing_key" else f"{kind}-{name}"
