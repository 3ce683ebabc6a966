"""The layers of the maps, as GeoJSON."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control

from palier.access.actor import Actor
from palier.access.grants import Verb
from palier.territory.models import Commune, Department, District, Place, Sector
from palier.territory.queries import places_for_list
from palier.web.shell.access import needs
from palier.web.shell.requests import Request
from palier.web.territory.layers import STREETS_FILE

GEOJSON = "application/geo+json"
MOST_PLACES = 2_000
Feature = dict[str, Any]


def feature(geometry: Any, **properties: Any) -> Feature:
    """One GeoJSON feature."""
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(features: Iterable[Feature]) -> HttpResponse:
    """The answer that a map reads."""
    return JsonResponse({"type": "FeatureCollection", "features": list(features)}, content_type=GEOJSON)


@needs(Verb.TERRITORY_READ)
def layer(request: Request, layer: str) -> HttpResponse:
    """One layer by name: départements, circonscriptions, communes, sectors, the reader's places, streets."""
    if layer == "voies":
        if not STREETS_FILE.exists():
            raise Http404
        return HttpResponse(STREETS_FILE.read_bytes(), content_type=GEOJSON)
    if layer not in LAYERS:
        raise Http404
    response = collection(LAYERS[layer](request.actor))
    if layer != "lieux":  # boundaries are public; places are not left on the device
        patch_cache_control(response, private=True, max_age=60)
    return response


@needs(Verb.TERRITORY_READ)
def place(request: Request, pk: UUID) -> HttpResponse:
    """The shape of one place."""
    found = get_object_or_404(Place.objects.visible_to(request.actor).select_related("kind"), pk=pk)
    return collection([_of_place(found)] if found.geometry else [])


def _departments(_: Actor) -> Iterable[Feature]:
    for unit in Department.objects.filter(geometry__isnull=False):
        yield feature(unit.geometry, name=unit.name)


def _districts(_: Actor) -> Iterable[Feature]:
    for unit in District.objects.filter(geometry__isnull=False):
        yield feature(unit.geometry, name=unit.name, detail="Circonscription")


def _communes(_: Actor) -> Iterable[Feature]:
    for unit in Commune.objects.filter(geometry__isnull=False):
        yield feature(unit.geometry, name=unit.name, url=reverse("territory:commune", args=[unit.pk]))


def _sectors(_: Actor) -> Iterable[Feature]:
    for unit in Sector.objects.filter(geometry__isnull=False):
        detail = "Contour fictif (démonstration)" if unit.is_fictional else "Secteur"
        yield feature(unit.geometry, name=unit.name, detail=detail, url=reverse("territory:sector", args=[unit.pk]))


def _places(actor: Actor) -> Iterable[Feature]:
    rows = places_for_list(actor).exclude(latitude=None).order_by("name", "pk")
    for found in rows[:MOST_PLACES]:
        point = {"type": "Point", "coordinates": [found.longitude, found.latitude]}
        yield feature(point, name=found.name, detail=found.kind.label, url=reverse("territory:place", args=[found.pk]))


def _of_place(found: Place) -> Feature:
    return feature(found.geometry, name=found.name, detail=found.kind.label)


LAYERS: dict[str, Callable[[Actor], Iterable[Feature]]] = {
    "departements": _departments,
    "circonscriptions": _districts,
    "communes": _communes,
    "secteurs": _sectors,
    "lieux": _places,
}
