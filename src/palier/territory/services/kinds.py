"""Kinds of place: loaded from the packaged list, renamed or retired on screen, never deleted."""

import tomllib
from datetime import date, datetime
from importlib import resources

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused
from palier.kernel.text import words_of
from palier.territory.models import PlaceKind

LONGEST_LABEL = 100


def load_place_kinds() -> int:
    """Add the packaged kinds that are missing and say how many; what was edited on screen is left alone."""
    text = resources.files("palier.territory").joinpath("data/place_kinds.toml").read_text(encoding="utf-8")
    kinds = tomllib.loads(text)["kind"]
    known = set(PlaceKind.objects.values_list("code", flat=True))
    missing = [
        PlaceKind(
            code=kind["code"],
            label=kind["label"],
            is_building_part=kind.get("part", False),
            rank=10 * rank,
            valid_from=kind["since"],
        )
        for rank, kind in enumerate(kinds, start=1)
        if kind["code"] not in known
    ]
    PlaceKind.objects.bulk_create(missing)
    return len(missing)


def create_place_kind(
    *, actor: Actor, label: str, code: str = "", is_building_part: bool = False, today: date, now: datetime
) -> PlaceKind:
    """Add a kind of place; without a code, one is made from the label."""
    require(actor, Verb.NOMENCLATURE_EDIT)
    label = _free_label(label)
    code = "-".join(words_of(code or label))[:20].strip("-")
    if not code:
        raise Refused("Le code est vide. Donnez un libellé avec des lettres ou des chiffres.", field="code")
    with transaction.atomic():
        if PlaceKind.objects.filter(code=code).exists():
            raise Refused(
                f"Le code « {code} » est déjà pris. Un code ne sert qu’une fois : choisissez-en un autre.", field="code"
            )
        last = PlaceKind.objects.order_by("-rank").first()
        kind = PlaceKind.objects.create(
            code=code,
            label=label,
            is_building_part=is_building_part,
            rank=(last.rank if last else 0) + 10,
            valid_from=today,
        )
        _record(actor, now, kind, "create")
    return kind


def rename_place_kind(*, actor: Actor, kind: PlaceKind, label: str, now: datetime) -> PlaceKind:
    """Change the words of a kind; its code and its past uses stay."""
    require(actor, Verb.NOMENCLATURE_EDIT)
    label = _free_label(label, besides=kind)
    with transaction.atomic():
        PlaceKind.objects.filter(pk=kind.pk).update(label=label)
        kind.label = label
        _record(actor, now, kind, "rename")
    return kind


def deprecate_place_kind(*, actor: Actor, kind: PlaceKind, today: date, now: datetime) -> PlaceKind:
    """Retire a kind from the lists offered; places that have it keep it."""
    return _set_deprecation(actor, kind, today, now)


def restore_place_kind(*, actor: Actor, kind: PlaceKind, now: datetime) -> PlaceKind:
    """Offer a retired kind again."""
    return _set_deprecation(actor, kind, None, now)


def _set_deprecation(actor: Actor, kind: PlaceKind, day: date | None, now: datetime) -> PlaceKind:
    require(actor, Verb.NOMENCLATURE_EDIT)
    with transaction.atomic():
        PlaceKind.objects.filter(pk=kind.pk).update(deprecated_on=day)
        kind.deprecated_on = day
        _record(actor, now, kind, "deprecate" if day else "restore")
    return kind


def _free_label(label: str, besides: PlaceKind | None = None) -> str:
    label = " ".join(label.split())
    if not label:
        raise Refused("Le libellé est vide. Écrivez le nom de ce type de lieu.", field="label")
    if len(label) > LONGEST_LABEL:
        message = f"Le libellé a {len(label)} caractères, {LONGEST_LABEL} au plus. Raccourcissez-le."
        raise Refused(message, field="label")
    others = PlaceKind.objects.exclude(pk=besides.pk) if besides else PlaceKind.objects.all()
    if any(words_of(other.label) == words_of(label) for other in others):
        raise Refused(f"« {label} » existe déjà dans la liste. Choisissez un autre libellé.", field="label")
    return label


def _record(actor: Actor, now: datetime, kind: PlaceKind, change: str) -> None:
    subject = Subject("placekind", None, kind.label, None, Level.POPULATION)
    record_event(
        Event.PLACE_KIND_CHANGE, actor=actor, at=now, subject=subject, payload={"code": kind.code, "change": change}
    )
