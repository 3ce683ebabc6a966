"""From the place a tracker names to a place of the territory."""

from datetime import datetime

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.intake.addresses import AddressFinder, FoundAddress
from palier.intake.words import fold, key
from palier.kernel.errors import Refused
from palier.partners.models import Group
from palier.territory.lookup import sectors_at
from palier.territory.models import Place, PlaceKind, Sector
from palier.territory.services.places import Position, create_place

_KINDS = (
    ("hall", "hall"),
    ("cave", "cave"),
    ("parking", "parking"),
    ("lycee", "abords-ecole"),
    ("college", "abords-ecole"),
    ("ecole", "abords-ecole"),
    ("gymnase", "equipement"),
    ("arret", "arret"),
    ("gare", "gare"),
    ("aire de jeux", "aire-jeux"),
    ("square", "square"),
    ("place", "place"),
    ("zone", "zone-activite"),
    ("ligne", "ligne"),
)
_STREET, _OTHER = "rue", "autre"


class Gazetteer:
    """The places of the import: one per wording, known ones used again."""

    def __init__(self, *, actor: Actor, group: Group, now: datetime, find_address: AddressFinder) -> None:
        self._actor, self._group, self._now, self._find = actor, group, now, find_address
        rows = Place.objects.visible_to(actor).filter(group_id=group.pk)
        self._known = {key(place.name): place for place in rows}
        self._kinds = {kind.code: kind for kind in PlaceKind.objects.all()}

    def find(self, name: str) -> Place:
        """The place of this wording, made when it is new."""
        wording = key(name)
        if wording not in self._known:
            self._known[wording] = self._make(name)
        return self._known[wording]

    def _make(self, name: str) -> Place:
        found = self._find(name)
        number = f"{found.number} " if found.number else ""
        address = f"{number}{found.street}" if found.street else ""
        return create_place(
            actor=self._actor,
            group_id=self._group.pk,
            kind=self._kind(name, found),
            name=name[:150],
            now=self._now,
            position=self._position(found),
            address=address,
            # Its name is the tracker's own wording: it stays in the group.
            level=Level.GROUP,
        )

    def _position(self, found: FoundAddress) -> Position:
        """The point when there is one; on a boundary both sectors, as nobody is here to choose."""
        own = list(self._group.sectors.order_by("code")[:1]) or list(
            Sector.objects.filter(district=self._group.district_id).order_by("code")[:1]
        )
        if found.latitude is not None and found.longitude is not None:
            around = sectors_at(found.latitude, found.longitude)[:2]
            chosen = around if len(around) > 1 else []
            return Position(latitude=found.latitude, longitude=found.longitude, sectors=chosen)
        if not own:
            raise Refused("Ce groupe n’a pas encore de secteur : chargez le territoire avant de reprendre un tableau.")
        return Position(sectors=own)

    def _kind(self, name: str, found: FoundAddress) -> PlaceKind:
        folded = f" {fold(name)} "
        code = next((code for word, code in _KINDS if f" {word} " in folded), _STREET if found.street else _OTHER)
        kind = self._kinds.get(code) or self._kinds.get(_OTHER) or next(iter(self._kinds.values()), None)
        if kind is None:
            raise Refused("Les types de lieu manquent : lancez « palier migrate ».")
        return kind
