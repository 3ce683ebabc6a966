"""Creating and changing a place: its shape finds its commune and its sector; on a boundary, somebody must choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.geo.shapes import BadShape, Shape, corners, inner_point, read_shape
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import Refused, Stale
from palier.territory.lookup import commune_at, sectors_of
from palier.territory.models import DRAWN_FIELDS, Place, PlaceKind, Sector
from palier.territory.wording import search_words

MOST_SECTORS = 2
MOST_POINTS = 2_000  # a district by hand has a hundred; every map that shows the place draws them all
# A place of level « organisations désignées » is made with a problem of that level: the police of the group reads it,
# and those named read its name on the problem.
PLACE_LEVELS = (Level.POPULATION, Level.GROUP, Level.NAMED, Level.POLICE)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a place is: a pin, or a drawn geometry (GeoJSON), and the sector(s) somebody chose, if they were asked.

    Without pin nor geometry the place takes those of the place it is part of, or needs a chosen sector.
    """

    latitude: float | None = None
    longitude: float | None = None
    geometry: dict[str, Any] | None = None
    sectors: Sequence[Sector] = ()


def create_place(
    *,
    actor: Actor,
    group_id: UUID,
    kind: PlaceKind,
    name: str,
    now: datetime,
    position: Position | None = None,
    address: str = "",
    part_of: Place | None = None,
    level: Level = Level.POPULATION,
) -> Place:
    """Add a place in the name of a group; on a boundary, `Refused(field="sector")` unless sectors were chosen.

    A place above level *population* is seen by its group only.
    """
    require(actor, Verb.PLACE_EDIT, group_id)
    if level > (actor.clearance_in(group_id) or Level.POPULATION):
        raise Refused("Choisissez un niveau de confidentialité que vous lisez dans ce groupe.", field="level")
    place = Place(created_at=now, changed_at=now, group_id=group_id)
    _describe(place, actor=actor, kind=kind, name=name, address=address, part_of=part_of, level=level)
    _locate(place, position or Position())
    with transaction.atomic():
        place.save(force_insert=True)
        record_event(Event.PLACE_CREATE, actor=actor, at=now, subject=subject_of(place), payload={"kind": kind.code})
    return place


def change_place(
    *,
    actor: Actor,
    place: Place,
    kind: PlaceKind,
    name: str,
    now: datetime,
    position: Position | None = None,
    address: str = "",
    part_of: Place | None = None,
) -> Place:
    """Rewrite a place; without a position it stays where it is. Its level does not change here.

    Only the group that made it may; `Stale` when somebody changed it since it was read.
    """
    require(actor, Verb.PLACE_EDIT, place.group_id)
    read_at = place.changed_at
    _describe(place, actor=actor, kind=kind, name=name, address=address, part_of=part_of, level=Level(place.level))
    if position is not None:
        _locate(place, position)
    else:
        _index(place)
    place.changed_at = now
    columns = [
        *("kind", "name", "address", "part_of", "commune", "sector", "second_sector", "latitude", "longitude"),
        *("search_words", "changed_at", *DRAWN_FIELDS),
    ]
    with transaction.atomic():
        same = Place.objects.unsealed("change_place").filter(pk=place.pk, changed_at=read_at)
        if not same.update(**{column: getattr(place, column) for column in columns}):
            raise Stale
        record_event(Event.PLACE_CHANGE, actor=actor, at=now, subject=subject_of(place), payload={"kind": kind.code})
    return place


def _describe(
    place: Place, *, actor: Actor, kind: PlaceKind, name: str, address: str, part_of: Place | None, level: Level
) -> None:
    name, address = " ".join(name.split()), " ".join(address.split())
    if not name:
        raise Refused("Donnez un nom à ce lieu : celui que les habitants emploient.", field="name")
    for label, text, limit, field in (("nom", name, 150, "name"), ("texte de l’adresse", address, 200, "address")):
        if len(text) > limit:
            raise Refused(f"Le {label} a {len(text)} caractères, {limit} au plus. Raccourcissez-le.", field=field)
    if kind.deprecated_on and kind.pk != place.kind_id:
        raise Refused(f"Le type « {kind.label} » n’est plus proposé. Choisissez-en un autre.", field="kind")
    if level not in PLACE_LEVELS:
        raise Refused(
            "Un lieu est lu par tous, par le groupe ou par la police : choisissez l’un des trois.", field="level"
        )
    _check_parent(place, part_of, actor, level)
    place.kind, place.name, place.address, place.part_of, place.level = kind, name, address, part_of, level


def _check_parent(place: Place, part_of: Place | None, actor: Actor, level: Level) -> None:
    if part_of is None:
        return
    if not Place.objects.visible_to(actor).filter(pk=part_of.pk).exists():
        raise Refused("Le lieu dont celui-ci fait partie n’existe pas. Choisissez-en un autre.", field="part_of")
    if part_of.level > level or (part_of.level > Level.POPULATION and part_of.group_id != place.group_id):
        raise Refused(
            f"« {part_of.name} » est plus confidentiel. Une partie ne peut être plus ouverte que l’ensemble.",
            field="level",
        )
    above: Place | None = part_of
    while above is not None:
        if above.pk == place.pk:
            raise Refused("Un lieu ne peut faire partie de lui-même. Choisissez un autre ensemble.", field="part_of")
        above = above.part_of


def _locate(place: Place, position: Position) -> None:
    shape = _shape_of(position)
    if shape is None:
        _locate_without_shape(place, position)
    else:
        place.draw(shape)
        place.longitude, place.latitude = inner_point(shape)
        place.commune = commune_at(place.latitude, place.longitude)
        _seat_in(place, _chosen(position.sectors, sectors_of(shape)))
    _index(place)


def _shape_of(position: Position) -> Shape | None:
    geometry = position.geometry
    if geometry is None and (position.latitude is None) != (position.longitude is None):
        raise Refused("Il manque la latitude ou la longitude. Posez le repère sur la carte.", field="position")
    if geometry is None and position.latitude is not None:
        geometry = {"type": "Point", "coordinates": [position.longitude, position.latitude]}
    if geometry is None:
        return None
    try:
        shape = read_shape(geometry)
    except BadShape as bad:
        raise Refused(f"{bad.reason} {bad.remedy}", field="position") from bad
    if (count := corners(shape)) > MOST_POINTS:
        raise Refused(f"Ce dessin a {count} points, {MOST_POINTS} au plus. Simplifiez-le.", field="position")
    return shape


def _locate_without_shape(place: Place, position: Position) -> None:
    whole = place.part_of
    if whole is not None and not position.sectors:
        place.commune, place.sector, place.second_sector = whole.commune, whole.sector, whole.second_sector
        place.latitude, place.longitude = whole.latitude, whole.longitude
        return
    if not position.sectors:
        raise Refused(
            "On ne sait pas où est ce lieu. Posez un repère sur la carte, ou choisissez au moins son secteur.",
            field="position",
        )
    _seat_in(place, _chosen(position.sectors, []))


def _chosen(chosen: Sequence[Sector], found: list[Sector]) -> list[Sector]:
    """The answer given when there was a question, else what the shape says."""
    if len(chosen) > MOST_SECTORS:
        raise Refused("Un lieu appartient à un secteur, ou à deux sur une limite. Gardez-en deux.", field="sector")
    if chosen:
        names = ", ".join(sector.name for sector in found)
        if found and not {sector.pk for sector in chosen} <= {sector.pk for sector in found}:
            raise Refused(f"Ce point n’est pas dans le secteur choisi. Secteurs possibles : {names}.", field="sector")
        return list(chosen)
    if len(found) > 1:
        names = " et ".join(sector.name for sector in found[:2])
        raise Refused(
            f"Ce lieu est sur une limite, entre {names}. Dites à quel secteur il appartient, ou aux deux.",
            field="sector",
        )
    return found


def _seat_in(place: Place, sectors: list[Sector]) -> None:
    place.sector = sectors[0] if sectors else None
    place.second_sector = sectors[1] if len(sectors) > 1 else None


def _index(place: Place) -> None:
    commune = place.commune.name if place.commune else ""
    place.search_words = search_words(place.name, place.address, commune)
