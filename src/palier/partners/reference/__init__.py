"""The words the house starts with, as files (TOML), and the loader that writes what is missing. Edited on screen after.

Nothing already there is touched: loading twice is loading once, and a label edited by a service stays.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.db import transaction

from palier.access.actor import program
from palier.access.levels import Level
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.partners.models import Charter, OrganisationType, Page, Term


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows a loading wrote."""

    types: int
    terms: int
    pages: int
    charters: int

    @property
    def total(self) -> int:
        """Rows written in all; zero when everything was there."""
        return self.types + self.terms + self.pages + self.charters


def load_reference(now: datetime) -> Loaded:
    """Write the types of partner, the terms, the sharing rules and the first charter that are missing."""
    with transaction.atomic():
        loaded = Loaded(_load_types(), _load_terms(), _load_sharing_rules(now), _load_charter(now))
        if loaded.total:
            payload = {"types": loaded.types, "terms": loaded.terms, "pages": loaded.pages, "charters": loaded.charters}
            subject = Subject("reference", None, "Données de référence des partenaires", None, Level.GROUP)
            record_event(Event.REFERENCE_LOAD, actor=program("Installation"), at=now, subject=subject, payload=payload)
    return loaded


def page_key(attachment: str) -> str:
    """The key of the editable page that holds the sharing rule of an attachment."""
    return f"sharing-{attachment}"


def sharing_rule_of(attachment: str) -> dict[str, str]:
    """The sharing rule as first written, for a service that has not loaded or has lost its page."""
    return next(entry for entry in read("sharing_rules")["rule"] if entry["attachment"] == attachment)


def read(name: str) -> dict[str, Any]:
    """One reference file, parsed."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _load_types() -> int:
    rows = [
        OrganisationType(rank=rank, **entry) for rank, entry in enumerate(read("organisation_types")["type"], start=1)
    ]
    known = set(OrganisationType.objects.values_list("code", flat=True))
    return len(OrganisationType.objects.bulk_create([row for row in rows if row.code not in known]))


def _load_terms() -> int:
    known = set(Term.objects.values_list("key", flat=True))
    rows = [
        Term(key=entry["key"], **label)
        for entry in read("terms")["term"]
        if entry["key"] not in known
        for label in entry["labels"]
    ]
    return len(Term.objects.bulk_create(rows))


def _load_sharing_rules(now: datetime) -> int:
    rows = [
        Page(key=page_key(entry["attachment"]), title=entry["title"], text=entry["text"].strip(), changed_at=now)
        for entry in read("sharing_rules")["rule"]
    ]
    known = set(Page.objects.values_list("key", flat=True))
    return len(Page.objects.bulk_create([row for row in rows if row.key not in known]))


def _load_charter(now: datetime) -> int:
    """Version 1, in force at once: without a published charter nobody could sign, hence nobody could read."""
    if Charter.objects.exists():
        return 0
    first = read("charter")
    Charter.objects.create(version=1, title=first["title"], text=first["text"].strip(), published_at=now)
    return 1
