"""Who opened what restricted content, when: written once per opening, closed by months, read by few."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from palier.access.levels import Level
from palier.journal.consultations import (
    close_finished_months,
    count_expired,
    expired_months,
    log_consultation,
    log_register_reading,
    month_of,
    purge_expired,
)
from palier.journal.events import Event
from palier.journal.models import Consultation, Entry
from palier.territory.models import Place, PlaceKind
from tests.cast import NOW


@pytest.fixture
def place(cast):
    def make(level):
        kind, _ = PlaceKind.objects.get_or_create(code="HALL", defaults={"label": "Hall"})
        return Place.objects.create(kind=kind, name="Hall B", level=level, group_id=cast.group.pk, created_at=NOW)

    return make


def rows():
    return Consultation.objects.unsealed("test")


@pytest.mark.parametrize("level", [Level.POPULATION, Level.GROUP, Level.NAMED])
def test_opening_what_is_not_restricted_leaves_no_trace(cast, place, level):
    assert log_consultation(actor=cast.actor("alice"), record=place(level), now=NOW) is None
    assert not rows().exists()


@pytest.mark.parametrize("level", [Level.POLICE, Level.SEALED])
def test_opening_restricted_content_is_noted_without_its_label(cast, place, level):
    hall = place(level)
    row = log_consultation(actor=cast.actor("alice"), record=hall, now=NOW)
    assert (row.actor_label, row.subject_type, row.subject_id) == ("Alice", "place", hall.pk)
    assert (row.group_id, row.level, row.month) == (cast.group.pk, level, "2026-11")
    assert "Hall B" not in str(vars(row))


def test_the_month_is_that_of_the_service_s_time_zone():
    assert month_of(datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC"))) == "2027-01"


@pytest.mark.parametrize("name", ["alice", "bruno", "eric", "diane", "dora"])
def test_nobody_else_reads_the_log(cast, place, name):
    log_consultation(actor=cast.actor("alice"), record=place(Level.POLICE), now=NOW)
    assert not Consultation.objects.visible_to(cast.actor(name)).exists()


@pytest.mark.parametrize("name", ["agathe", "denis"])
def test_the_administrator_and_the_dpo_read_it_without_the_sealed_readings(cast, place, name):
    log_consultation(actor=cast.actor("alice"), record=place(Level.SEALED), now=NOW)
    assert not Consultation.objects.visible_to(cast.actor(name)).exists()
    log_consultation(actor=cast.actor("alice"), record=place(Level.POLICE), now=NOW)
    assert Consultation.objects.visible_to(cast.actor(name)).count() == 1


def test_only_finished_months_are_closed_once_each_by_an_entry_of_the_chain(cast):
    denis = cast.actor("denis")
    log_register_reading(actor=denis, register="audit", now=NOW)
    assert close_finished_months(actor=denis, now=NOW) == []
    [segment] = close_finished_months(actor=denis, now=NOW + timedelta(days=30))
    assert close_finished_months(actor=denis, now=NOW + timedelta(days=30)) == []
    closing = Entry.objects.unsealed("test").get(event=Event.SEGMENT_CLOSE)
    assert closing.subject_id == segment.pk


def test_a_month_leaves_whole_and_only_once_it_is_entirely_past(cast, place):
    denis = cast.actor("denis")
    log_register_reading(actor=denis, register="audit", now=NOW)
    log_consultation(actor=cast.actor("alice"), record=place(Level.SEALED), now=NOW + timedelta(days=20))
    close_finished_months(actor=denis, now=NOW + timedelta(days=60))
    inside, after = NOW + timedelta(days=25), NOW + timedelta(days=31)
    assert expired_months(inside) == []
    assert purge_expired(actor=denis, before=inside, now=after) == 0
    assert count_expired(after) == 1  # the sealed reading leaves with the others and is not counted
    assert purge_expired(actor=denis, before=after, now=after) == 2
    assert not rows().exists()
    assert purge_expired(actor=denis, before=after, now=after) == 0


def test_an_open_month_is_never_dropped(cast):
    log_register_reading(actor=cast.actor("denis"), register="audit", now=NOW)
    late = NOW + timedelta(days=900)
    assert purge_expired(actor=cast.actor("denis"), before=late, now=late) == 0
    assert rows().count() == 1
