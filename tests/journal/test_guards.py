"""The database refuses to change the record, on the engine of the suite, and on both engines as installed."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from palier.journal import guards
from palier.journal.consultations import close_finished_months, log_register_reading
from palier.journal.erasure import erase_words
from palier.journal.models import Consultation, Entry, Segment
from tests.cast import NOW

NEXT_MONTH = NOW.replace(month=12)


@pytest.fixture
def record(cast, write):
    """One row at least in each table: an entry with words, one without, a closed month of consultations."""
    write(3)
    erase_words(actor=cast.actor("denis"), which=Q(seq=1), reason="test", now=NOW)
    log_register_reading(actor=cast.actor("denis"), register="audit", now=NOW)
    close_finished_months(actor=cast.actor("denis"), now=NEXT_MONTH)


REFUSED = {
    "change an entry": "UPDATE journal_entry SET event = 'x' WHERE seq = 2",
    "delete an entry": "DELETE FROM journal_entry WHERE seq = 2",
    "delete every entry": "DELETE FROM journal_entry",
    "change words": "UPDATE journal_detail SET actor_label = 'Personne' WHERE entry_id = 2",
    "delete words without a purge": "DELETE FROM journal_detail WHERE entry_id = 2",
    "delete all words": "DELETE FROM journal_detail",
    "move a tombstone": "UPDATE journal_tombstone SET entry_id = 2",
    "delete a tombstone": "DELETE FROM journal_tombstone",
    "a tombstone that no erasure announced": "INSERT INTO journal_tombstone (entry_id, erasure_id) VALUES (2, 3)",
    "a tombstone on a later entry": "INSERT INTO journal_tombstone (entry_id, erasure_id) VALUES (5, 4)",
    "change a reading": "UPDATE journal_consultation SET actor_label = 'Personne'",
    "delete a reading": "DELETE FROM journal_consultation",
    "change a closed month": "UPDATE journal_segment SET month = '2000-01'",
    "delete a closed month": "DELETE FROM journal_segment",
    "write over an entry": "INSERT INTO journal_entry SELECT * FROM journal_entry WHERE seq = 2",
    "write over words": "INSERT INTO journal_detail SELECT * FROM journal_detail WHERE entry_id = 2",
}


@pytest.mark.parametrize("attempt", REFUSED)
def test_the_database_refuses_to(record, attempt):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(REFUSED[attempt])


def test_a_reading_cannot_join_a_closed_month(record, cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        log_register_reading(actor=cast.actor("denis"), register="audit", now=NOW)


def test_the_orm_is_refused_like_anybody(record):
    for rows in (Entry.objects.unsealed("test"), Consultation.objects.unsealed("test"), Segment.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.filter(pk=rows.first().pk)._raw_delete("default")


def test_no_guard_is_missing_after_the_migrations(db):
    assert guards.missing(connection) == []


def test_a_guard_taken_away_is_missed_and_set_again(db):
    with connection.cursor() as cursor:
        on = " ON journal_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER journal_entry_refuses_update{on}")
    assert guards.missing(connection) == ["journal_entry_refuses_update"]
    guards.install(connection)
    assert guards.missing(connection) == []


def test_the_migration_that_sets_the_guards_can_be_reversed(db):
    guards.remove(connection)
    assert len(guards.missing(connection)) >= len(guards.GUARDS)
    guards.install(connection)
    assert guards.missing(connection) == []


RAW = """
from django.db import connection, transaction, IntegrityError
from palier.access.actor import program
from palier.journal import events, services
from palier.kernel import clock
for rank in range(3):
    services.record_event(events.Event.REFERENCE_LOAD, actor=program("Essai"), at=clock.now(),
                          subject=services.Subject("reference", None, "Essai"))
truncate = [f"TRUNCATE {table} CASCADE" for table in ("journal_entry", "journal_detail", "journal_consultation")]
replace = ["REPLACE INTO journal_entry SELECT * FROM journal_entry WHERE seq = 2"]
for sql in REFUSED + (truncate if connection.vendor == "postgresql" else replace):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError:
        continue
    print("accepted:", sql)
print("tried on", connection.vendor)
"""


@pytest.mark.postgres
def test_an_installed_product_refuses_on_both_engines(product):
    attempts = [
        "UPDATE journal_entry SET event = 'x'",
        "DELETE FROM journal_entry WHERE seq = 3",
        "UPDATE journal_detail SET actor_label = 'Personne'",
        "DELETE FROM journal_detail",
    ]
    said = product.python(f"REFUSED = {attempts!r}\n{RAW}")
    assert said in ("tried on sqlite", "tried on postgresql")
