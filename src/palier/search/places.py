"""The places as rows that can be found."""

from typing import Any

from django.db.models import QuerySet

from palier.access.levels import Level
from palier.search.kinds import EVERYONE, Kind, group_mark, register
from palier.territory.models import Place


def register_places() -> None:
    """Found by name, and by address, commune and kind."""
    register(Kind("place", _rows, heading=lambda place: place.name, body=_body, concerns=_concerns))


def _rows() -> QuerySet[Any]:
    rows = Place.objects.unsealed("index").select_related("kind", "commune")
    return rows.defer("geometry", "commune__geometry")


def _body(place: Place) -> str:
    return "\n".join([place.address, place.commune.name if place.commune else "", place.kind.label])


def _concerns(place: Place) -> list[str]:
    return [EVERYONE] if place.level == Level.POPULATION else [group_mark(place.group_id)]
