"""Loading what the package ships: what is missing is added with its links, what the service edited is kept."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction

from palier.cycle.catalogue.models import (
    Answer,
    Category,
    Dated,
    Family,
    GravityLevel,
    KnowledgeCard,
    LegalReference,
    WhyNotCard,
)
from palier.cycle.catalogue.reference import FIRST_EDITION, cards, day, table

Values = dict[str, Any]
Links = dict[str, list[str]]


def load_catalogue() -> dict[str, int]:
    """Add what the data files of the package hold and the tables lack; how many of each were added.

    Loading twice is the same as loading once.
    """
    with transaction.atomic():
        return {
            "families": _load_families(),
            "gravity": _load_gravity(),
            "legal_references": _load_legal_references(),
            "answers": _load(Answer, table("answers"), _answer),
            "knowledge_cards": _load(KnowledgeCard, cards("knowledge"), _knowledge_card),
            "categories": _load(Category, table("categories"), _category),
            "why_not_cards": _load(WhyNotCard, cards("why_not"), _why_not_card),
        }


def _load_families() -> int:
    known = set(Family.objects.values_list("pk", flat=True))
    return len(Family.objects.bulk_create(Family(**row) for row in table("families") if row["code"] not in known))


def _load_gravity() -> int:
    known = set(GravityLevel.objects.values_list("rank", flat=True))
    rows = [{**row, "rank": int(row["rank"])} for row in table("gravity")]
    return len(GravityLevel.objects.bulk_create(GravityLevel(**row) for row in rows if row["rank"] not in known))


def _load_legal_references() -> int:
    rows = list(table("legal_references"))
    added = _load(LegalReference, rows, _legal_reference)
    if added:
        successors = {row["code"]: row["replaced_by"] for row in rows if row["replaced_by"]}
        olds = list(LegalReference.objects.filter(pk__in=successors, replaced_by=None))
        for old in olds:
            old.replaced_by_id = successors[old.pk]
        LegalReference.objects.bulk_update(olds, ["replaced_by"])
    return added


def _load(
    model: type[Dated], rows: Iterable[Mapping[str, Any]], read: Callable[[Mapping[str, Any]], tuple[Values, Links]]
) -> int:
    """Add the rows whose code the table lacks, in as many statements whatever their number."""
    known = set(model._default_manager.values_list("pk", flat=True))
    entries: list[Dated] = []
    linked: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if row["code"] not in known:
            values, links = read(row)
            entries.append(model(**{"code": row["code"], "valid_from": FIRST_EDITION, **values}))
            for name, codes in links.items():
                linked.setdefault(name, []).extend((row["code"], code) for code in codes)
    model._default_manager.bulk_create(entries)
    for name, pairs in linked.items():
        _link(model, name, pairs)
    return len(entries)


def _link(model: type[Dated], name: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Link entries of `model` to those of another table, as (its code, the other's code)."""
    field: Any = model._meta.get_field(name)
    through = field.remote_field.through
    here, there = (f"{near}_id" for near in (field.m2m_field_name(), field.m2m_reverse_field_name()))
    through._default_manager.bulk_create(through(**{here: code, there: other}) for code, other in pairs)


def _legal_reference(row: Mapping[str, Any]) -> tuple[Values, Links]:
    told = {name: row[name] for name in ("label", "meaning")}
    dates = {name: day(row[name]) for name in ("valid_from", "deprecated_on")}
    return {**told, **dates, "to_verify": row["to_verify"] == "1"}, {}


def _answer(row: Mapping[str, Any]) -> tuple[Values, Links]:
    told = {name: row[name] for name in ("label", "family", "partner_type", "precondition")}
    flags = {name: row[name] == "1" for name in ("to_verify", "concerns_person")}
    return {**told, **flags}, {"legal_references": row["legal_references"].split()}


def _category(row: Mapping[str, Any]) -> tuple[Values, Links]:
    values = {
        "label": row["label"],
        "family_id": row["family"],
        "usual_place": row["usual_place"],
        "suggested_partners": row["suggested_partners"].split(),
        "individuals_likely": row["individuals_likely"] == "1",
        "card_id": row["card"] or None,
    }
    return values, {"suggested_answers": row["suggested_answers"].split()}


def _knowledge_card(row: Mapping[str, Any]) -> tuple[Values, Links]:
    return {"title": row["title"], "text": row["text"].strip(), "to_verify": row.get("verify", False)}, {}


def _why_not_card(row: Mapping[str, Any]) -> tuple[Values, Links]:
    values = {"question": row["question"], "text": row["text"].strip(), "to_verify": row.get("verify", False)}
    links = {name: row.get(name, []) for name in ("categories", "answers")}
    return values, {**links, "legal_references": row.get("references", [])}
