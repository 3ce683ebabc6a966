"""Sealed facts change nothing in the logs (decision 6, ADR 0010): same bytes, same number of queries."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palier.access.levels import Level
from palier.journal.consultations import close_finished_months, log_consultation
from palier.journal.events import Event
from palier.journal.inspections import inspect
from palier.journal.services import Subject, record_event
from palier.kernel import clock
from palier.territory.models import Place, PlaceKind

CSRF = re.compile(rb'(name="csrfmiddlewaretoken" value="|"X-CSRFToken": ?")[^"]+"')
PAGES = ("journal:audit", "journal:integrity", "journal:retention", "journal:purge", "journal:consultations")


@pytest.fixture(autouse=True)
def anchor_file(settings, tmp_path):
    settings.ANCHOR_FILE = tmp_path / "anchors.txt"


def hide(world) -> None:
    """Sealed entries and sealed readings, of today and older than any retention."""
    kind, _ = PlaceKind.objects.get_or_create(code="hall", defaults={"label": "Hall"})
    group = world.cast.group
    for age in (0, 1500):
        at = clock.now() - timedelta(days=age)
        drawer = Place.objects.create(kind=kind, name="Tiroir", level=Level.SEALED, group_id=group.pk, created_at=at)
        about = Subject("problem", drawer.pk, "Tiroir", group.pk, Level.SEALED)
        for event in (Event.PROBLEM_SEAL, Event.DRAWER_GRANT, Event.PROBLEM_MOVE):
            record_event(event, actor=world.cast.actor("alice"), at=at, subject=about)
        log_consultation(actor=world.cast.actor("alice"), record=drawer, now=at)


@pytest.mark.parametrize("reader", ["denis", "agathe"])
@pytest.mark.parametrize("name", PAGES)
def test_a_sealed_fact_changes_no_byte_and_no_query_of_the_registers(client_for, world, reader, name):
    client, past = client_for(reader), {"until": "31/12/2025"}

    def answer():
        # The log of readings grows with each reading of this test: its filter looks at what came before.
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse(name), past if name == "journal:consultations" else {})
        return response.status_code, CSRF.sub(b"csrf", response.content), len(queries)

    inspect(now=clock.now())
    answer()
    before = answer()
    hide(world)
    assert answer() == before


def test_a_month_of_sealed_readings_alone_is_closed_like_any_other(world):
    """Its closing shows a month, not that a drawer exists: the registers' own readings fill every month."""
    hide(world)
    denis = world.cast.actor("denis")
    assert len(close_finished_months(actor=denis, now=clock.now())) == 1
