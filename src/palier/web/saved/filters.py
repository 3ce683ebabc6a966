"""Keeping, renaming and deleting one's own filters; what each finds today.

They are a person's working notes, as a bookmark is: nothing happens to any record, and the journal says nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from palier.access.actor import Actor
from palier.kernel.errors import Refused
from palier.partners.models import User
from palier.partners.personal_data import Facts
from palier.screening import find_spans
from palier.web.finding.chips import query_of
from palier.web.finding.paging import MOST_LISTED, bounded_count
from palier.web.finding.subjects import PROBLEMS, REPORTS, Subject
from palier.web.saved.models import LONGEST, SavedFilter

MOST = 30
SUBJECTS: dict[str, Subject] = {subject.slug: subject for subject in (PROBLEMS, REPORTS)}
TAKEN = "Un de vos filtres porte déjà ce nom dans cette liste : choisissez-en un autre."


@dataclass(frozen=True, slots=True)
class Shown:
    """A filter, the address of its list, and how many rows this reader finds there today."""

    row: SavedFilter
    address: str
    count: str


def filters_of_mine(actor: Actor) -> QuerySet[SavedFilter]:
    """The filters that this person keeps, by list then by name."""
    return SavedFilter.objects.visible_to(actor).order_by("subject", "name", "id")


def address_of(row: SavedFilter) -> str:
    """The list that the filter opens."""
    address = reverse(SUBJECTS[row.subject].list_url)
    return f"{address}?{row.query}" if row.query else address


def counted(actor: Actor, rows: Iterable[SavedFilter], today: date) -> list[Shown]:
    """These filters with the count of the very rows that the list behind shows."""
    return [Shown(row, address_of(row), _count(actor, row, today)) for row in rows]


def save_filter(*, actor: Actor, user: User, subject: str, name: str, query: str, now: datetime) -> SavedFilter:
    """Keep the criteria of a list under a name. Words that seem to name somebody are not kept."""
    criteria = query_of(QueryDict(query))
    if any(find_spans(word) for key in ("words", "near") for word in criteria.getlist(key)):
        raise Refused("Les mots cherchés semblent désigner une personne : retirez-les, puis enregistrez le filtre.")
    row = SavedFilter(user=user, subject=subject, name=_named(name), query=criteria.urlencode(), saved_at=now)
    if len(row.query) > LONGEST:
        raise Refused("Ce filtre a trop de critères pour être enregistré : retirez-en.")
    if filters_of_mine(actor).count() >= MOST:
        raise Refused(f"{MOST} filtres au plus : supprimez-en un d’abord.")
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(TAKEN, field="name") from error
    return row


def rename_filter(*, row: SavedFilter, name: str) -> SavedFilter:
    """Give it another name."""
    row.name = _named(name)
    try:
        with transaction.atomic():
            row.save(update_fields=["name"])
    except IntegrityError as error:
        raise Refused(TAKEN, field="name") from error
    return row


def delete_filter(*, actor: Actor, pk: UUID) -> None:
    """Keep it no longer."""
    filters_of_mine(actor).filter(pk=pk).delete()


def collect_filters(user: User) -> Facts:
    """A person's filters, for the export of its data."""
    rows = SavedFilter.objects.unsealed("own data").filter(user=user)
    return [
        {
            "liste": row.get_subject_display(),
            "nom": row.name,
            "critères": row.query,
            "enregistré le": row.saved_at.isoformat(),
        }
        for row in rows
    ]


def erase_filters(user: User) -> None:
    """They leave with the account."""
    SavedFilter.objects.unsealed("erasure").filter(user=user).delete()


def _count(actor: Actor, row: SavedFilter, today: date) -> str:
    filters = SUBJECTS[row.subject].filters(QueryDict(row.query), actor=actor, today=today)
    count = bounded_count(filters.rows(), MOST_LISTED)
    return f"plus de {MOST_LISTED}" if count > MOST_LISTED else str(count)


def _named(name: str) -> str:
    return " ".join(name.split())
