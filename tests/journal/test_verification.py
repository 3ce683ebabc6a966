"""Every way of tampering with the record, with the guards taken away, is found where it was done."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q

from palier.journal import guards
from palier.journal.anchoring import anchor_head, anchored, head
from palier.journal.chain import ORIGIN, hash_of
from palier.journal.consultations import close_finished_months, log_register_reading, purge_expired
from palier.journal.erasure import erase_words
from palier.journal.inspections import inspect
from palier.journal.models import Consultation, Detail, Entry, Tombstone
from palier.journal.verification import Break, Reason, verify
from tests.cast import NOW


@pytest.fixture
def history(write):
    """Six entries, and the guards taken away: what an administrator of the database can always do."""
    write(6)
    guards.remove(connection)
    yield
    guards.install(connection)


def entries():
    return Entry.objects.unsealed("forging")


def words():
    return Detail.objects.unsealed("forging")


def drop(seq: int) -> None:
    words().filter(pk=seq).delete()
    entries().filter(pk=seq)._raw_delete("default")


def rewrite_hash(seq: int) -> None:
    entries().filter(pk=seq).update(hash=hash_of(entries().get(pk=seq)))


def broken(**options) -> tuple[int, Reason] | None:
    found = verify(**options).broken
    return (found.seq, found.reason) if found else None


def test_an_empty_and_an_untouched_record_are_intact(write):
    assert verify().intact
    assert verify().head == ORIGIN
    write(3)
    verdict = verify()
    assert verdict.intact
    assert verdict.entries == 3
    assert verdict.head == head()
    assert verdict.missing_guards == []


def test_an_altered_entry_is_found_with_its_date(history):
    entries().filter(pk=4).update(event="problem:problem:open")
    assert verify().broken == Break(4, Reason.HASH, NOW + timedelta(minutes=3))


@pytest.mark.parametrize("column", ["actor_id", "group_id", "subject_id"])
def test_an_altered_id_is_found(history, cast, column):
    entries().filter(pk=2).update(**{column: cast.town.pk})
    assert broken() == (2, Reason.HASH)


def test_an_altered_date_is_found(history):
    entries().filter(pk=2).update(at=NOW - timedelta(days=30))
    assert broken() == (2, Reason.HASH)


def test_an_altered_level_is_found(history):
    entries().filter(pk=2).update(level=10)
    assert broken() == (2, Reason.HASH)


def test_an_entry_altered_with_its_hash_breaks_the_next_link(history):
    entries().filter(pk=4).update(event="problem:problem:open")
    rewrite_hash(4)
    assert broken() == (5, Reason.LINK)


def test_an_entry_deleted_in_the_middle_is_found(history):
    drop(3)
    assert broken() == (3, Reason.MISSING)


def test_an_entry_deleted_at_the_beginning_is_found(history):
    drop(1)
    assert broken() == (1, Reason.MISSING)


def test_an_entry_deleted_with_the_next_ones_moved_up_is_found(history):
    drop(3)
    for seq in (4, 5, 6):
        entries().filter(pk=seq).update(seq=seq - 1)
        words().filter(pk=seq).update(entry_id=seq - 1)
    assert broken() == (3, Reason.LINK)


def test_two_entries_that_changed_places_are_found(history):
    for seq, other in ((2, 99), (3, 2), (99, 3)):
        entries().filter(pk=seq).update(seq=other)
        words().filter(pk=seq).update(entry_id=other)
    assert broken() == (2, Reason.LINK)


def test_a_forged_entry_put_in_is_found(history):
    forged = entries().get(pk=3)
    for seq in (6, 5, 4):
        entries().filter(pk=seq).update(seq=seq + 1)
        words().filter(pk=seq).update(entry_id=seq + 1)
    forged.seq, forged.previous = 4, forged.hash
    forged.hash = hash_of(forged)
    forged.save(force_insert=True)
    Detail(entry=forged, salt="", actor_label="", subject_label="").save(force_insert=True)
    assert broken() == (4, Reason.DIGEST)


def test_altered_words_are_found(history):
    words().filter(pk=5).update(actor_label="Quelqu’un d’autre")
    assert broken() == (5, Reason.DIGEST)


def test_altered_payload_is_found(history):
    words().filter(pk=5).update(payload={"rank": 12})
    assert broken() == (5, Reason.DIGEST)


def test_words_gone_without_a_purge_are_found(history):
    words().filter(pk=5).delete()
    assert broken() == (5, Reason.ERASED)


def test_a_tail_cut_is_seen_by_the_anchor_only(history, cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        anchor = anchor_head(actor=cast.actor("denis"), now=NOW)
    assert anchored() == [anchor.hash] == [head()]
    assert broken(anchors=anchored()) is None
    drop(7)
    drop(6)
    assert broken() is None
    assert broken(anchors=anchored()) == (6, Reason.ANCHOR)
    assert not inspect(now=NOW).intact


def test_a_chain_rewritten_from_the_middle_is_seen_by_the_anchor(history):
    anchor = head()
    entries().filter(pk=3).update(event="problem:problem:open")
    for seq in range(3, 7):
        entries().filter(pk=seq).update(previous=entries().get(pk=seq - 1).hash)
        rewrite_hash(seq)
    assert broken() is None
    assert broken(anchors=[anchor]) == (7, Reason.ANCHOR)


class TestErasure:
    """Lawful erasure keeps the chain; an unlawful one is told apart."""

    def erase(self, cast, *seqs):
        return erase_words(actor=cast.actor("denis"), which=Q(seq__in=seqs), reason="test", now=NOW)

    def test_a_lawful_erasure_leaves_tombstones_and_an_intact_chain(self, write, cast):
        write(6)
        assert self.erase(cast, 2, 4) == 2
        assert verify().intact
        assert not words().filter(pk__in=[2, 4]).exists()
        assert entries().count() == 7

    def test_words_already_erased_are_not_erased_twice(self, write, cast):
        write(3)
        self.erase(cast, 2)
        assert self.erase(cast, 2) == 0
        assert entries().count() == 4

    def test_the_words_of_an_erasure_can_be_erased_in_turn(self, write, cast):
        write(3)
        self.erase(cast, 2)
        self.erase(cast, 4)
        assert verify().intact

    def test_a_word_added_to_a_lawful_erasure_is_found(self, history, cast):
        self.erase(cast, 2)
        Tombstone.objects.create(entry_id=3, erasure_id=7)
        words().filter(pk=3).delete()
        assert broken() == (7, Reason.ERASURE)

    def test_a_tombstone_that_names_an_ordinary_entry_is_found(self, history):
        Tombstone.objects.create(entry_id=3, erasure_id=6)
        words().filter(pk=3).delete()
        assert broken() == (6, Reason.ERASURE)

    def test_a_tombstone_on_words_still_there_is_found(self, history):
        Tombstone.objects.create(entry_id=3, erasure_id=6)
        assert broken() == (3, Reason.ERASURE)

    def test_an_erasure_older_than_what_it_erases_is_found(self, history):
        Tombstone.objects.create(entry_id=3, erasure_id=2)
        words().filter(pk=3).delete()
        assert broken() == (3, Reason.ERASURE)


class TestMonthsOfConsultations:
    """A closed month of readings is covered by the chain."""

    @pytest.fixture
    def month(self, write, cast):
        write(1)
        for _ in range(3):
            log_register_reading(actor=cast.actor("denis"), register="audit", now=NOW)
        [segment] = close_finished_months(actor=cast.actor("denis"), now=NOW + timedelta(days=40))
        guards.remove(connection)
        yield segment
        guards.install(connection)

    def rows(self):
        return Consultation.objects.unsealed("forging")

    def test_an_untouched_month_holds(self, month):
        assert verify().intact
        assert month.size == 3

    def test_an_altered_reading_is_found(self, month):
        self.rows().filter(pk=self.rows().first().pk).update(actor_label="Personne")
        assert broken() == (2, Reason.SEGMENT)

    def test_a_deleted_reading_is_found(self, month):
        self.rows().filter(pk=self.rows().first().pk).delete()
        assert broken() == (2, Reason.SEGMENT)

    def test_a_month_dropped_without_a_purge_is_found(self, month):
        self.rows().delete()
        month.delete()
        assert broken() == (2, Reason.SEGMENT)

    def test_a_journalled_purge_holds(self, month, cast):
        later = NOW + timedelta(days=400)
        assert purge_expired(actor=cast.actor("denis"), before=later, now=later) == 3
        assert verify().intact
        assert not self.rows().exists()


def test_a_missing_guard_is_told_though_the_chain_is_intact(history):
    verdict = verify()
    assert verdict.intact
    assert "journal_entry_refuses_update" in verdict.missing_guards
