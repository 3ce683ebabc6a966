"""Short ways to reach the cast's contacts and seats, and what the journal kept."""

import pytest

from palier.journal.models import Entry
from palier.partners.models import Contact, Seat


@pytest.fixture
def contact(cast):
    def find(name: str) -> Contact:
        return Contact.objects.unsealed("test").get(user=cast.users[name])

    return find


@pytest.fixture
def seat(cast):
    def find(name: str) -> Seat:
        return Seat.objects.unsealed("test").get(contact__user=cast.users[name], until__isnull=True)

    return find


@pytest.fixture
def events(db):
    def kept() -> list[str]:
        return list(Entry.objects.unsealed("test").order_by("seq").values_list("event", flat=True))

    return kept
