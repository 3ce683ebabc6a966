"""What one item shows, to its chief, to a member, to the room: the same reading, each at its own level."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from palier.access.actor import Actor
from palier.attachments.models import Attachment
from palier.cycle.meetings.models import AgendaItem, Meeting
from palier.cycle.meetings.queries import (
    agenda_of,
    decisions_of,
    facts_since,
    last_decisions,
    previous_meeting,
    promised_on,
)
from palier.cycle.problems.models import Source
from palier.kernel import clock
from palier.territory.models import Place
from palier.web.meetings.promises import apart
from palier.web.territory.layers import box, ground

MOST_FACTS = 3


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where this reader finds a layer of the map, the shape of a place, a picture."""

    layer: Callable[[str], str]
    place: Callable[[Place], str]
    picture: Callable[[Attachment], str]


MEMBERS = Addresses(
    layer=lambda address: address,
    place=lambda place: reverse("territory:place-features", args=[place.pk]),
    picture=lambda picture: reverse("attachments:file", args=[picture.pk]),
)


def screen_of(actor: Actor, meeting: Meeting, item: AgendaItem, addresses: Addresses = MEMBERS) -> dict[str, Any]:
    """All that one item shows to this reader, and nothing above its level."""
    previous = previous_meeting(actor, meeting)
    facts = list(facts_since(actor, item, previous)[: MOST_FACTS + 1])
    return {
        "meeting": meeting,
        "item": item,
        "rank": _rank(list(agenda_of(actor, meeting)), item),
        "previous": previous,
        "last": last_decisions(actor, item),
        **apart(promised_on(actor, item, previous)),
        "facts": facts[:MOST_FACTS],
        "facts_told": _counted(actor, item, previous, facts),
        "decisions": list(decisions_of(actor, meeting).filter(item=item)),
        "picture": _picture(actor, item, addresses),
        **_map(actor, item.problem.place, addresses),
    }


@dataclass(frozen=True, slots=True)
class Rank:
    """Where an item stands among those that this reader sees."""

    at: int
    of: int
    before: AgendaItem | None
    after: AgendaItem | None

    @property
    def words(self) -> str:
        """« Point 2 sur 5 »."""
        return f"Point {self.at} sur {self.of}"


def _rank(items: Sequence[AgendaItem], item: AgendaItem) -> Rank:
    at = [one.pk for one in items].index(item.pk)
    return Rank(
        at=at + 1,
        of=len(items),
        before=items[at - 1] if at else None,
        after=items[at + 1] if at + 1 < len(items) else None,
    )


def _counted(actor: Actor, item: AgendaItem, previous: Meeting | None, first: Sequence[Source]) -> str:
    since = f"depuis la réunion du {clock.day_of(previous.takes_place_at):%d/%m/%Y}" if previous else "à ce jour"
    if not first:
        return f"Aucun signalement {since}."
    # Counted only when there are more than are shown: one statement is spared at most items.
    count = len(first) if len(first) <= MOST_FACTS else facts_since(actor, item, previous).count()
    return f"{count} signalement{'s' if count > 1 else ''} {since}."


def _picture(actor: Actor, item: AgendaItem, addresses: Addresses) -> dict[str, str] | None:
    rows = Attachment.objects.visible_to(actor).filter(subject_type="problem", subject_id=item.problem_id)
    found = rows.filter(content_type__startswith="image/").order_by("-uploaded_at", "id").first()
    return {"url": addresses.picture(found), "name": found.name} if found else None


def _map(actor: Actor, place: Place, addresses: Addresses) -> dict[str, Any]:
    """The place on the map of its sector, for those who read the place; nothing when it is not drawn."""
    if place.latitude is None or not Place.objects.visible_to(actor).filter(pk=place.pk).exists():
        return {"map_sources": [], "map_bounds": []}
    drawn = str((place.geometry or {}).get("type", "Point"))
    kind = "point" if drawn == "Point" else "line" if "Line" in drawn else "area"
    here = {"url": addresses.place(place), "kind": kind, "label": place.name, "tone": "alert", "attribution": ""}
    layers = [{**layer, "url": addresses.layer(layer["url"])} for layer in ground()]
    return {"map_sources": [*layers, here], "map_bounds": box(place)}
