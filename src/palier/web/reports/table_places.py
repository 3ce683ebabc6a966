"""Where a line of the table is: the place known under the name typed, an address, or a new spot."""

from collections.abc import Iterable

from django.db.models import Q

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.reports.queries import recent_places
from palier.kernel.errors import Refused
from palier.partners.models import Group
from palier.territory.addresses import search_addresses
from palier.territory.models import Place
from palier.territory.queries import places_for_list
from palier.territory.wording import meaningful, search_words
from palier.web.place_choice.candidates import ADDRESS, NEW, PLACE
from palier.web.reports.table_cells import MOST_NAMED, said_alike

MOST_OFFERED = 60
MOST_READ = 2_000
Where = tuple[Place | None, float | None, float | None]


class NamedPlaces:
    """The places that this reader sees under the names typed in a whole table, read at once."""

    def __init__(self, actor: Actor, names: Iterable[str], group: Group | None) -> None:
        self._group = group
        self._found: dict[str, list[Place]] = {}
        self._where: dict[str, Where] = {}
        beginnings = {search_words(part) for name in names for part in (name, name.split(",")[0])} - {""}
        asked = Q()
        for beginning in sorted(beginnings):
            asked |= Q(search_words__startswith=beginning)
        for place in places_for_list(actor).filter(asked).order_by("pk")[:MOST_READ] if beginnings else ():
            for wording in {said_alike(place.name), said_alike(full_name(place))}:
                self._found.setdefault(wording, []).append(place)

    def value_of(self, text: str) -> str:
        """The line that the place choice of a form would send back for this name; `Refused` when it is not sure."""
        places = self._found.get(said_alike(text), [])
        own = [place for place in places if self._is_usable(place)]
        places = own or places
        if len(places) == 1:
            value = f"{PLACE}{places[0].pk}"
            self._where[value] = (places[0], None, None)
            return value
        if places:
            named = " ; ".join(f"« {full_name(place)} »" for place in places[:MOST_NAMED])
            raise Refused(f"Plusieurs lieux portent ce nom : {named}. Écrivez aussi l’adresse, ou un autre nom.")
        return self._address(text) or NEW + text

    def where(self, value: str) -> Where:
        """Where a line that `value_of` answered is, nothing being read again: as `where_is` says it."""
        return self._where.get(value, (None, None, None))

    def _is_usable(self, place: Place) -> bool:
        return place.level == Level.POPULATION or (self._group is not None and place.group_id == self._group.pk)

    def _address(self, text: str) -> str:
        """The address whose words are all those typed, the commune or the postcode aside."""
        typed = set(meaningful(text))
        hits = [hit for hit in search_addresses(text, limit=MOST_NAMED) if typed <= set(meaningful(hit.label))]
        hits = [hit for hit in hits if hit.number] or hits
        if len(hits) > 1 and len({hit.insee for hit in hits}) > 1:
            named = " ; ".join(f"« {hit.label} »" for hit in hits)
            raise Refused(f"Cette adresse existe dans plusieurs communes : {named}. Ajoutez la commune.")
        if not hits:
            return ""
        value = ADDRESS + hits[0].label
        if not hits[0].needs_pin:
            self._where[value] = (None, hits[0].latitude, hits[0].longitude)
        return value


def full_name(place: Place) -> str:
    """The name of a place and its address, as one cell."""
    return f"{place.name}, {place.address}" if place.address and place.address != place.name else place.name


def offered_places(actor: Actor) -> list[str]:
    """The names proposed as somebody types: the places of the latest reports this reader sees."""
    places = recent_places(actor, limit=MOST_OFFERED)
    names = [place.name for place in places]
    return [place.name if names.count(place.name) == 1 else full_name(place) for place in places]
