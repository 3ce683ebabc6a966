"""The sources of the maps: which layers, how drawn, with which attribution, and where they open."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from palier.access.actor import Actor
from palier.territory.models import ATTRIBUTION, Located, Sector

BOUNDARIES = "Limites : © IGN, INSEE (Licence Ouverte 2.0)"
STREETS_FILE = settings.DATA_DIR / "fond" / "voies.geojson"  # a background given by the operator


def ground(*, frame: str = "secteurs") -> list[dict[str, Any]]:
    """The background of every map: communes, streets when the operator gave some, sectors."""
    sources = [source("communes", "area", "Communes", tone="muted")]
    if STREETS_FILE.exists():
        sources.append(source("voies", "line", "Voies (tracé schématique)", tone="muted", attribution=ATTRIBUTION))
    sources.append(source("secteurs", "area", "Secteurs", names=True))
    for found in sources:
        found["frame"] = found["url"] == reverse("territory:features", args=[frame])
    return sources


def source(layer: str, kind: str, label: str, *, attribution: str = BOUNDARIES, **more: Any) -> dict[str, Any]:
    """One layer served by `territory:features`."""
    url = reverse("territory:features", args=[layer])
    return {"url": url, "kind": kind, "label": label, "attribution": attribution, "tone": "accent", **more}


def own_sectors(actor: Actor) -> list[Sector]:
    """The sectors of the groups where this reader sits, or which a mandate oversees."""
    groups = actor.group_ids | actor.overseen_group_ids
    return list(Sector.objects.filter(groups__in=groups).defer("geometry").distinct())


def box_around(units: Iterable[Located]) -> list[float]:
    """The box that holds these units; empty when none is drawn: the map then opens on everything."""
    boxes = [found for found in map(box, units) if found]
    if not boxes:
        return []
    west, south, east, north = zip(*boxes, strict=True)
    return [min(west), min(south), max(east), max(north)]


def box(unit: Located) -> list[float]:
    """The box of a unit for the `bounds` of a map; empty when it is not drawn."""
    if unit.west is None or unit.south is None or unit.east is None or unit.north is None:
        return []
    margin = 0.002 if unit.west == unit.east else 0.0
    return [unit.west - margin, unit.south - margin, unit.east + margin, unit.north + margin]
