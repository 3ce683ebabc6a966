"""Loading and editing the catalogue."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from importlib import resources

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.catalogue.models import Answer, Category, Family
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused

# In use long before any report: history taken over from a tracker finds its code.
FIRST_EDITION = date(2019, 4, 15)


def load_catalogue() -> dict[str, int]:
    """Add what the data files of the package hold and the tables lack; how many of each were added.

    Loading twice is the same as loading once, and a label edited by the service is kept.
    """
    with transaction.atomic():
        return {"families": _load_families(), "categories": _load_categories(), "answers": _load_answers()}


def change_category(
    *, actor: Actor, category: Category, label: str, deprecated_on: date | None, now: datetime
) -> Category:
    """Reword a category or withdraw it from a date. Its code and its past records stay."""
    require(actor, Verb.NOMENCLATURE_EDIT)
    if deprecated_on and deprecated_on < category.valid_from:
        start = category.valid_from.strftime("%d/%m/%Y")
        raise Refused(f"Le retrait ne peut pas précéder la mise en usage ({start}).", field="deprecated_on")
    category.label, category.deprecated_on = label, deprecated_on
    with transaction.atomic():
        category.save(update_fields=["label", "deprecated_on"])
        subject = Subject("category", None, f"{category.code} {category.label}", level=Level.POPULATION)
        record_event(Event.CATEGORY_CHANGE, actor=actor, at=now, subject=subject, payload={"code": category.code})
    return category


def _load_families() -> int:
    return sum(Family.objects.get_or_create(code=row.pop("code"), defaults=row)[1] for row in _rows("families"))


def _load_categories() -> int:
    added = 0
    for row in _rows("categories"):
        values = {
            "label": row["label"],
            "family_id": row["family"],
            "usual_place": row["usual_place"],
            "suggested_partners": row["suggested_partners"].split(),
            "individuals_likely": row["individuals_likely"] == "1",
            "valid_from": FIRST_EDITION,
        }
        added += Category.objects.get_or_create(code=row["code"], defaults=values)[1]
    return added


def _load_answers() -> int:
    added = 0
    for row in _rows("answers"):
        flags = {name: row.pop(name) == "1" for name in ("to_verify", "concerns_person")}
        values = {**row, **flags, "valid_from": FIRST_EDITION}
        added += Answer.objects.get_or_create(code=values.pop("code"), defaults=values)[1]
    return added


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files(__package__).joinpath("reference", f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
