"""What is proposed when somebody types where: known places, addresses, then what was typed, as a new spot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.reports.queries import recent_places
from palier.kernel.errors import Refused
from palier.partners.models import Group
from palier.territory.addresses import AddressHit, search_addresses
from palier.territory.lookup import sectors_at
from palier.territory.models import Place, PlaceKind, Sector
from palier.territory.queries import search_places
from palier.territory.services import Position, create_place

MOST_PLACES = 6
MOST_ADDRESSES = 6
MOST_RECENT = 4
SHORTEST_QUERY = 3
PLACE, ADDRESS, NEW = "lieu:", "adresse:", "nouveau:"
KIND_NEEDED = "Ce lieu est nouveau : dites de quel type de lieu il s’agit."


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line to choose from; `value` is what the form sends back."""

    value: str
    label: str
    detail: str = ""


def candidates_for(actor: Actor, text: str) -> list[Candidate]:
    """The places this reader sees and the addresses that answer `text`, and a new spot of that name, last.

    Before anything is typed: the places of the latest reports, to choose with one tap.
    """
    words = text.replace("\0", "").split()
    if len("".join(words)) < SHORTEST_QUERY:
        return [_known(place, "Signalé récemment") for place in recent_places(actor, limit=MOST_RECENT)]
    named = " ".join(words)[:150]
    found = [_known(place) for place in search_places(actor, named, limit=MOST_PLACES)]
    found += [Candidate(ADDRESS + hit.label, hit.label, "Adresse") for hit in _addresses(named)]
    return [*found, Candidate(NEW + named, f"Un autre lieu, nommé « {named} »", "Lieu sans adresse")]


def candidate_of(actor: Actor, value: str) -> Candidate | None:
    """The line a form sent back, or None when this reader may not choose it."""
    if value.startswith(PLACE):
        place = _place(actor, value.removeprefix(PLACE))
        return _known(place) if place else None
    for prefix, detail in ((ADDRESS, "Adresse"), (NEW, "Lieu sans adresse")):
        label = value.removeprefix(prefix).strip()
        if value.startswith(prefix) and label and "\0" not in label:
            return Candidate(value, label, detail)
    return None


def sectors_in_question(value: str) -> list[Sector]:
    """The sectors between which the address chosen lies: empty unless it is on a boundary."""
    if not value.startswith(ADDRESS):
        return []
    hits = search_addresses(value.removeprefix(ADDRESS), limit=1)
    if not hits or hits[0].needs_pin or hits[0].latitude is None or hits[0].longitude is None:
        return []
    found = sectors_at(hits[0].latitude, hits[0].longitude)
    return found[:2] if len(found) > 1 else []


def where_is(actor: Actor, value: str) -> tuple[Place | None, float | None, float | None]:
    """The known place behind a line, else the latitude and longitude of its address; nothing for a new spot."""
    if value.startswith(PLACE):
        return _place(actor, value.removeprefix(PLACE)), None, None
    hits = search_addresses(value.removeprefix(ADDRESS), limit=1) if value.startswith(ADDRESS) else []
    if hits and not hits[0].needs_pin:
        return None, hits[0].latitude, hits[0].longitude
    return None, None, None


def chosen_place(
    *,
    actor: Actor,
    group: Group,
    value: str,
    kind: PlaceKind | None,
    level: Level,
    now: datetime,
    sectors: Sequence[Sector] = (),
) -> Place:
    """The place behind the line chosen; an address or a new spot becomes a place of this group, at this level.

    `sectors` answers `sectors_in_question` for an address on a boundary. Never more open than `level`: its name is
    free text, and its day says that something was written there (decision 6).
    """
    if value.startswith(PLACE):
        place = _place(actor, value.removeprefix(PLACE))
        if place is None:
            raise Refused("Ce lieu n’existe plus. Cherchez-le de nouveau.", field="place")
        if place.level > Level.POPULATION and place.group_id not in (None, group.pk):
            raise Refused(
                "Ce lieu est réservé à un autre groupe : ceux de ce groupe-ci n’en lisent pas le nom. "
                "Choisissez une adresse, ou un lieu de ce groupe.",
                field="place",
            )
        return place
    if kind is None:
        raise Refused(KIND_NEEDED, field="kind")
    label = value.removeprefix(ADDRESS).removeprefix(NEW)
    is_address = value.startswith(ADDRESS)
    # People say « 12 boulevard Gassendi »: the postcode and the commune stay in the address.
    name = label.split(",")[0] if is_address else label
    existing = _same_place(actor, group, label, kind, level)
    if existing:
        return existing
    return create_place(
        actor=actor,
        group_id=group.pk,
        kind=kind,
        name=name[:150],
        address=label if is_address else "",
        position=_position(group, label, sectors, is_address=is_address),
        level=level,
        now=now,
    )


def _place(actor: Actor, key: str) -> Place | None:
    try:
        pk = UUID(key)
    except ValueError:
        return None
    return Place.objects.visible_to(actor).select_related("kind", "commune").filter(pk=pk).first()


def _known(place: Place, why: str = "") -> Candidate:
    where = place.address or (place.commune.name if place.commune else "")
    details = [part for part in (why, place.kind.label, where) if part]
    return Candidate(f"{PLACE}{place.pk}", place.name, " · ".join(details))


def _same_place(actor: Actor, group: Group, label: str, kind: PlaceKind, level: Level) -> Place | None:
    rows = Place.objects.visible_to(actor).filter(Q(name=label) | Q(address=label), kind=kind)
    usable = rows.filter(Q(level=Level.POPULATION) | Q(level=level, group_id=group.pk))
    return usable.order_by("level", "created_at", "id").first()


def _addresses(text: str) -> list[AddressHit]:
    return search_addresses(text, limit=MOST_ADDRESSES)


def _position(group: Group, label: str, chosen: Sequence[Sector], *, is_address: bool) -> Position:
    hits = search_addresses(label, limit=1) if is_address else []
    if hits and not hits[0].needs_pin:
        return Position(latitude=hits[0].latitude, longitude=hits[0].longitude, sectors=tuple(chosen))
    own = tuple(group.sectors.all()[:1])
    if not own:
        raise Refused(
            "Ce groupe n’a pas de secteur, et rien ne dit où est ce lieu. Choisissez une adresse ou un lieu connu, ou "
            "créez-le d’abord sur la carte : Territoire, Lieux, « Nouveau lieu ».",
            field="place",
        )
    return Position(sectors=own)
