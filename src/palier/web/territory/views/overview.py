"""The territory as a tree and a map; one commune; one sector."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb, holds_anywhere
from palier.territory.models import Commune, Sector
from palier.territory.queries import places_for_list, places_in, territory_tree
from palier.web.shell.access import needs
from palier.web.shell.pages import page
from palier.web.shell.requests import Request
from palier.web.territory.layers import box, ground, source

PER_PAGE = 25


@needs(Verb.TERRITORY_READ)
def tree(request: Request) -> HttpResponse:
    """Départements, circonscriptions and sectors; the list is whole without the map."""
    context = {
        "departments": territory_tree(),
        "sources": ground(),
        "may_edit": holds_anywhere(request.actor, Verb.TERRITORY_EDIT),
        "may_place": holds_anywhere(request.actor, Verb.PLACE_EDIT),
    }
    return page(request, "territory/overview.html", context)


@needs(Verb.TERRITORY_READ)
def commune(request: Request, insee: str) -> HttpResponse:
    """One commune: where it belongs, and the reader's places there."""
    found = get_object_or_404(Commune.objects.select_related("department", "district"), pk=insee)
    places = Paginator(places_for_list(request.actor).filter(commune=found).order_by("search_words", "pk"), PER_PAGE)
    rows = [
        ("Code INSEE", found.insee),
        ("Département", found.department.name),
        ("Circonscription", found.district.name if found.district else "Hors circonscription de police"),
        ("Population", f"{found.population:,} habitants".replace(",", " ") if found.population else ""),
    ]
    context = {
        "unit": found,
        "rows": rows,
        "words": "",
        "page": places.get_page(request.GET.get("page")),
        "sources": [*ground(), source("lieux", "point", "Lieux", tone="warm", attribution="")],
        "bounds": box(found),
    }
    return page(request, "territory/unit.html", context)


@needs(Verb.TERRITORY_READ)
def sector(request: Request, pk: UUID) -> HttpResponse:
    """One sector: its circonscription, and the reader's places there."""
    found = get_object_or_404(Sector.objects.select_related("district__department"), pk=pk)
    places = Paginator(places_in(request.actor, found), PER_PAGE)
    rows = [
        ("Code", found.code),
        ("Circonscription", found.district.name),
        ("Département", found.district.department.name),
        ("Contour", "Fictif (démonstration)" if found.is_fictional else "Importé"),
    ]
    context = {
        "unit": found,
        "rows": rows,
        "words": "",
        "page": places.get_page(request.GET.get("page")),
        "sources": [*ground(), source("lieux", "point", "Lieux", tone="warm", attribution="")],
        "bounds": box(found),
    }
    return page(request, "territory/unit.html", context)
