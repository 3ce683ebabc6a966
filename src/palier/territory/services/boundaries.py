"""Writing boundaries: what a preview announced, all of it or nothing, and circonscriptions drawn from communes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.geo.shapes import Shape, union_of
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused, Stale
from palier.territory.boundaries import LABELS, Feature, Kind, Preview
from palier.territory.models import DRAWN_FIELDS, Commune, Department, District, Sector

Unit = Department | District | Commune | Sector
T = TypeVar("T", Department, District, Commune, Sector)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many boundaries were added, rewritten, or found already the same."""

    created: int
    changed: int
    unchanged: int


def confirm_boundaries(*, actor: Actor, preview: Preview, now: datetime, is_fictional: bool = False) -> Imported:
    """Write every accepted boundary of the preview in one transaction; refused ones were announced and stay out."""
    require(actor, Verb.TERRITORY_EDIT)
    if not preview.accepted:
        raise Refused("Aucun contour du fichier ne peut être importé. Corrigez-le et recommencez.", field="file")
    with transaction.atomic():
        outcomes = [_write(preview.kind, feature, is_fictional=is_fictional) for feature in preview.accepted]
        result = Imported(outcomes.count("created"), outcomes.count("changed"), outcomes.count("unchanged"))
        subject = Subject("boundaries", None, f"{LABELS[preview.kind]} : {preview.file_name}", None, Level.POPULATION)
        payload = {
            "kind": preview.kind.value,
            "digest": preview.digest,
            "created": result.created,
            "changed": result.changed,
            "refused": len(preview.refused),
        }
        if result.created or result.changed:
            record_event(Event.TERRITORY_IMPORT, actor=actor, at=now, subject=subject, payload=payload)
    return result


def assign_communes(*, actor: Actor, district: District, communes: Iterable[Commune], now: datetime) -> District:
    """Say which communes make a circonscription; its boundary becomes their union (decision 30)."""
    require(actor, Verb.TERRITORY_EDIT)
    codes = sorted(commune.pk for commune in communes)
    if not codes:
        raise Refused("Une circonscription a au moins une commune. Choisissez-en une.", field="communes")
    with transaction.atomic():
        _draw_from_communes(district, codes)
        subject = Subject("district", district.pk, district.name, None, Level.POPULATION)
        record_event(Event.TERRITORY_IMPORT, actor=actor, at=now, subject=subject, payload={"communes": codes})
    return district


def _write(kind: Kind, feature: Feature, *, is_fictional: bool) -> str:
    if kind is Kind.DEPARTMENT:
        return _save(
            _existing(Department.objects.filter(code=feature.code), feature) or Department(code=feature.code),
            feature,
            {},
        )
    if kind is Kind.COMMUNE:
        commune = _existing(Commune.objects.filter(pk=feature.code), feature) or Commune(insee=feature.code)
        columns: dict[str, object] = {"department_id": Department.objects.get(code=feature.parent).pk}
        if feature.population is not None:
            columns["population"] = feature.population
        return _save(commune, feature, columns)
    if kind is Kind.DISTRICT:
        district = _existing(District.objects.filter(code=feature.code), feature) or District(code=feature.code)
        columns = {"department_id": Department.objects.get(code=feature.parent).pk}
        outcome = _save(district, feature, columns)
        if feature.communes and _draw_from_communes(district, list(feature.communes)) and outcome == "unchanged":
            return "changed"
        return outcome
    sector = _existing(Sector.objects.filter(code=feature.code), feature) or Sector(code=feature.code)
    columns = {"district_id": District.objects.get(code=feature.parent).pk, "is_fictional": is_fictional}
    return _save(sector, feature, columns)


def _existing(rows: QuerySet[T], feature: Feature) -> T | None:
    """The row that the preview saw; `Stale` when one appeared since."""
    found = rows.first()
    if (found is not None) != feature.is_known:
        raise Stale("Ces contours ont été importés entre-temps. Relisez l’aperçu avant de confirmer.")
    return found


def _save(unit: Unit, feature: Feature, columns: Mapping[str, object]) -> str:
    before = _values(unit, columns)
    unit.name = feature.name
    for column, value in columns.items():
        setattr(unit, column, value)
    if feature.shape is not None:
        unit.draw(feature.shape)
    if not feature.is_known:
        unit.save(force_insert=True)
        return "created"
    if _values(unit, columns) == before:
        return "unchanged"
    unit.save(update_fields=["name", *columns, *DRAWN_FIELDS])
    return "changed"


def _values(unit: Unit, columns: Mapping[str, object]) -> list[object]:
    return [unit.name, unit.geometry, *(getattr(unit, column) for column in columns)]


def _draw_from_communes(district: District, codes: list[str]) -> bool:
    """Give the circonscription these communes and their union as boundary; False when both were so already."""
    before = district.geometry
    moved = Commune.objects.filter(district=district).exclude(pk__in=codes).update(district=None)
    joining = Commune.objects.filter(pk__in=codes).filter(Q(district__isnull=True) | ~Q(district=district))
    moved += joining.update(district=district)
    shapes: list[Shape] = [
        commune.shape for commune in Commune.objects.filter(pk__in=codes) if commune.shape is not None
    ]
    district.draw(union_of(shapes) if shapes else None)
    district.save(update_fields=list(DRAWN_FIELDS))
    return bool(moved) or district.geometry != before
