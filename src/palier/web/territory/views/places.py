"""Places: list and search, page, creation with the address search, change."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from palier.access.grants import Verb, holds, holds_anywhere, require
from palier.journal.queries import timeline
from palier.kernel import clock
from palier.partners.models import Stewardship
from palier.territory.addresses import AddressHit, search_addresses
from palier.territory.models import ATTRIBUTION, Place
from palier.territory.queries import places_for_list, places_in_any, search_places
from palier.territory.services import Position, change_place, create_place
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request
from palier.web.territory.forms import AddressSearchForm, PlaceFilterForm, PlaceForm
from palier.web.territory.layers import box, box_around, ground, own_sectors, source

PER_PAGE = 25


@needs(Verb.TERRITORY_READ)
def listing(request: Request) -> HttpResponse:
    """The places this reader may see, or those that answer a search."""
    own = own_sectors(request.actor)
    form = PlaceFilterForm(request.GET, own=own)
    words = request.GET.get("q", "").strip()
    rows = places_in_any(request.actor, form.sectors) if form.sectors else places_for_list(request.actor)
    found = search_places(request.actor, words, among=rows) if words else rows.order_by("search_words", "pk")
    context = {
        "form": form,
        "words": words,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "sources": [*ground(), source("lieux", "point", "Lieux", tone="warm", attribution="")],
        "bounds": box_around(own),
        "may_place": holds_anywhere(request.actor, Verb.PLACE_EDIT),
    }
    return page(request, "territory/places.html", context, partial="list")


@needs(Verb.TERRITORY_READ)
def detail(request: Request, pk: UUID) -> HttpResponse:
    """One place: what it is, where it is, what it is part of, its parts."""
    place = get_object_or_404(places_for_list(request.actor).select_related("part_of"), pk=pk)
    visible = Place.objects.visible_to(request.actor)
    above = visible.filter(pk=place.part_of_id).first() if place.part_of_id else None
    sectors = [str(sector) for sector in (place.sector, place.second_sector) if sector]
    context = {
        "place": place,
        "rows": [
            ("Type de lieu", place.kind.label),
            ("Adresse", place.address or "Sans adresse postale"),
            ("Commune", place.commune.name if place.commune else ""),
            ("Secteur", " et ".join(sectors)),
        ],
        "stewards": _stewards(place),
        "above": above,
        "parts": visible.filter(part_of=place).select_related("kind"),
        "sources": [*ground(), _shape_source(place)],
        "bounds": box(place),
        "entries": timeline(request.actor, place, per_page=10).lines,
        "may_change": holds(request.actor, Verb.PLACE_EDIT, place.group_id),
    }
    note_reading(request, place, above, context["parts"])
    return page(request, "territory/place.html", context)


@needs(Verb.TERRITORY_READ)
def addresses(request: Request) -> HttpResponse:
    """The address search: a page, and the part that htmx asks for at each pause in typing."""
    return page(request, "territory/addresses.html", _address_context(request), partial="results")


@needs(Verb.PLACE_EDIT)
def create(request: Request) -> HttpResponse:
    """Make a place from an address found, from a pin, or as a part of another place."""
    part_of = _part_of(request)
    form = PlaceForm(request.POST or None, actor=request.actor, initial=_initial(request))
    if request.POST and form.is_valid():
        arguments = {"now": clock.now(), "part_of": part_of, **form.arguments}
        place = form.carry_out(create_place, actor=request.actor, **arguments)
        if place:
            return go_to(request, "territory:place", "Le lieu est enregistré.", pk=place.pk)
    bounds = box(part_of) if part_of else box_around(own_sectors(request.actor))
    context = {"form": form, "part_of": part_of, "sources": ground(), "bounds": bounds, **_address_context(request)}
    return page(request, "territory/place_create.html", context)


@needs(Verb.PLACE_EDIT)
def change(request: Request, pk: UUID) -> HttpResponse:
    """Change a place; its position stays unless the pin is moved."""
    place = get_object_or_404(Place.objects.visible_to(request.actor), pk=pk)
    require(request.actor, Verb.PLACE_EDIT, place.group_id)
    form = PlaceForm(request.POST or None, actor=request.actor, place=place, initial=_as_initial(place))
    if request.POST and form.is_valid():
        arguments = {**form.arguments, "position": _moved(form, place), "part_of": place.part_of}
        done = form.carry_out(change_place, actor=request.actor, place=place, now=clock.now(), **arguments)
        if done:
            return go_to(request, "territory:place", "Le lieu est modifié.", pk=place.pk)
    note_reading(request, place)
    context = {"form": form, "place": place, "sources": ground(), "bounds": box(place)}
    return page(request, "territory/place_change.html", context)


def _stewards(place: Place) -> QuerySet[Stewardship]:
    """Who owns or manages the place, then who did: the key to many answers."""
    rows = Stewardship.objects.filter(place=place).select_related("organisation")
    return rows.order_by(F("until").desc(nulls_first=True), "kind", "id")


def _moved(form: PlaceForm, place: Place) -> Position | None:
    """The position, unless the pin stayed where it was and nobody answered about the sector."""
    cleaned = form.cleaned_data
    same = (cleaned["geometry"] or None) == place.geometry or (
        cleaned["geometry"] is None and (cleaned["latitude"], cleaned["longitude"]) == (place.latitude, place.longitude)
    )
    return None if same and not cleaned.get("sector") else cleaned["position"]


def _shape_source(place: Place) -> dict[str, Any]:
    shape = (place.geometry or {}).get("type", "Point")
    kind = "point" if shape == "Point" else "line" if "Line" in shape else "area"
    return {
        "url": reverse("territory:place-features", args=[place.pk]),
        "kind": kind,
        "label": "Ce lieu",
        "tone": "warm",
    }


def _part_of(request: Request) -> Place | None:
    wanted = request.GET.get("partie-de", "")
    try:
        pk = UUID(wanted)
    except ValueError:
        return None
    return get_object_or_404(Place.objects.visible_to(request.actor), pk=pk)


def _initial(request: Request) -> dict[str, Any]:
    return {name: request.GET[name] for name in ("address", "latitude", "longitude", "kind") if request.GET.get(name)}


def _as_initial(place: Place) -> dict[str, Any]:
    names = ("kind", "name", "address", "latitude", "longitude", "geometry")
    return {name: getattr(place, name) for name in names}


def _address_context(request: Request) -> dict[str, Any]:
    words = request.GET.get("q", "")
    hits = [(hit, _create_link(hit)) for hit in search_addresses(words)] if words.strip() else []
    may_place = holds_anywhere(request.actor, Verb.PLACE_EDIT)
    return {
        "search": AddressSearchForm({"q": words}),
        "words": words.strip(),
        "hits": hits,
        "may_place": may_place,
        "attribution": ATTRIBUTION,
    }


def _create_link(hit: AddressHit) -> str:
    query = {"address": hit.label}
    if hit.latitude is not None and hit.longitude is not None:
        query |= {"latitude": f"{hit.latitude:.6f}", "longitude": f"{hit.longitude:.6f}"}
    return f"{reverse('territory:place-create')}?{urlencode(query)}"
