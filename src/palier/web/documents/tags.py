"""`{% minutes_links meeting=meeting %}`: the papers of a meeting that this reader may open."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from palier.access.grants import Verb, holds
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting
from palier.cycle.minutes.queries import amendments_of
from palier.documents.editions import EDITIONS, Edition
from palier.documents.texts import TEXT_TYPES

register = template.Library()
READY = (State.CLOSED, State.VALIDATED, State.FROZEN)
TITLES = {
    "partners": "Relevé de décisions",
    "police": "Annexe police",
    "population": "Éléments diffusables",
}


@dataclass(frozen=True, slots=True)
class Links:
    """One paper: how it is called, its PDF, and the texts to edit."""

    title: str
    pdf: str
    texts: list[tuple[str, str]]


@register.inclusion_tag("documents/_links.html", takes_context=True)
def minutes_links(context: Mapping[str, Any], *, meeting: Meeting, on_review: bool = False) -> dict[str, Any]:
    """The papers at or below one's clearance: none before the séance is closed, nor once the words were purged."""
    actor = context["request"].actor
    clearance = actor.clearance_in(meeting.group_id)
    if meeting.state not in READY or meeting.purged_at or clearance is None:
        return {"papers": []}
    papers = [_links(meeting, edition) for edition in EDITIONS.values() if edition.level <= clearance]
    reviews = holds(actor, Verb.MINUTES_VALIDATE, meeting.group_id) and not on_review
    remarks = amendments_of(actor, meeting).count()
    may_follow = meeting.state == State.VALIDATED or remarks > 0
    context = {"papers": papers, "meeting": meeting, "reviews": reviews, "remarks": remarks, "may_follow": may_follow}
    year = timezone.localtime(meeting.planned_at).year
    asked = urlencode([("annee", year), ("groupe", meeting.group.code)])
    wanted = urlencode([("liste", "meeting"), ("format", "zip"), ("criteres", asked)])
    return {**context, "year_label": f"Les réunions de {year} (ZIP)", "year_url": f"{reverse('exports:list')}?{wanted}"}


def _links(meeting: Meeting, edition: Edition) -> Links:
    named = {"pk": meeting.pk, "level": edition.code}
    texts = [(kind.upper(), reverse("documents:text", kwargs={**named, "kind": kind})) for kind in TEXT_TYPES]
    return Links(TITLES[edition.code], reverse("documents:minutes", kwargs=named), texts)
