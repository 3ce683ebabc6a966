"""Today's words, and the words of another day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from palier.partners.models import Group, OrganisationType, Page, Term
from palier.partners.reference import page_key, sharing_rule_of


def term(key: str, on: date) -> str:
    """The word for `key` on that day; the oldest one for a day before any, the key itself when it is unknown."""
    labels = Term.objects.filter(key=key)
    found = labels.filter(valid_from__lte=on).order_by("-valid_from").first() or labels.order_by("valid_from").first()
    return found.label if found else key


def terms(keys: Iterable[str], on: date) -> dict[str, str]:
    """Several words at once, in one query (for a document)."""
    wanted = list(keys)
    found: dict[str, str] = {}
    for row in Term.objects.filter(key__in=wanted).order_by("key", "valid_from"):
        if row.key not in found or row.valid_from <= on:
            found[row.key] = row.label
    return {key: found.get(key, key) for key in wanted}


def types_offered(on: date) -> QuerySet[OrganisationType]:
    """The types of partner that a new organisation may take on that day."""
    return OrganisationType.objects.exclude(deprecated_on__lte=on)


def sharing_rule(group: Group) -> Page:
    """What the members of this group may tell each other, as its attachment decides: title and text."""
    kept = Page.objects.filter(key=page_key(group.attachment)).first()
    if kept:
        return kept
    first = sharing_rule_of(group.attachment)
    return Page(key=page_key(group.attachment), title=first["title"], text=first["text"].strip())


def types_in_order() -> QuerySet[OrganisationType]:
    """Every type in its order, withdrawn ones last."""
    return OrganisationType.objects.order_by(F("deprecated_on").asc(nulls_first=True), "rank", "code")


@dataclass(frozen=True, slots=True)
class DatedTerm:
    """One term: its key, the word of the day, and every word it had or will have, newest first."""

    key: str
    current: Term | None
    rows: list[Term]


def dated_terms(on: date) -> list[DatedTerm]:
    """Every term with its words through time."""
    rows: dict[str, list[Term]] = {}
    for row in Term.objects.order_by("key", "-valid_from"):
        rows.setdefault(row.key, []).append(row)
    return [
        DatedTerm(key, next((row for row in found if row.valid_from <= on), None), found) for key, found in rows.items()
    ]
