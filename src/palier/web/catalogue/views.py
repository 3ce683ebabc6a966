"""The catalogue of components."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import get_template, render_to_string

from palier.web.catalogue.samples import FAMILIES, Sample
from palier.web.shell.pages import page
from palier.web.shell.requests import Request

SECTOR = [[6.215, 44.085], [6.245, 44.083], [6.25, 44.1], [6.23, 44.106], [6.213, 44.098], [6.215, 44.085]]
PLACES = {"Parking de la gare": [6.222, 44.089], "Hall B, résidence des Tilleuls": [6.236, 44.097]}


@login_not_required
def index(request: Request) -> HttpResponse:
    """The families of components."""
    return page(request, "catalogue/index.html", {"families": FAMILIES})


@login_not_required
def family(request: Request, key: str) -> HttpResponse:
    """The components of one family, each with its sample and the lines that draw it."""
    if key not in FAMILIES:
        raise Http404
    found = FAMILIES[key]
    samples = [_drawn(request, sample) for sample in found.samples]
    return page(request, "catalogue/family.html", {"title": found.title, "samples": samples})


@login_not_required
def sample_sector(request: Request) -> HttpResponse:
    """An invented outline for the sample map."""
    return _geojson([_feature("Secteur d’exemple", {"type": "Polygon", "coordinates": [SECTOR]})])


@login_not_required
def sample_places(request: Request) -> HttpResponse:
    """Invented places for the sample map."""
    return _geojson([_feature(name, {"type": "Point", "coordinates": at}) for name, at in PLACES.items()])


def _drawn(request: Request, sample: Sample) -> dict[str, Any]:
    source = get_template(sample.template).template.source.strip()  # type: ignore[attr-defined]  # Django's own engine
    drawing = render_to_string(sample.template, dict(sample.context()), request)
    return {"title": sample.title, "key": sample.key, "drawing": drawing, "source": source}


def _feature(name: str, geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"name": name, "detail": "Exemple"}, "geometry": geometry}


def _geojson(features: list[dict[str, Any]]) -> JsonResponse:
    collection = {"type": "FeatureCollection", "features": features}
    return JsonResponse(collection, content_type="application/geo+json")
