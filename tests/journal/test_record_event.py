"""Appending to the chain."""

from palier.journal.chain import ORIGIN, digest_of, hash_of
from palier.journal.events import Event
from palier.journal.models import Detail, Entry
from palier.journal.services import Subject, record_event
from tests.cast import NOW


def test_entries_are_chained_and_the_hash_survives_a_reload(cast):
    subject = Subject("group", cast.group.pk, str(cast.group), cast.group.pk)
    first = record_event(Event.GROUP_CREATE, actor=cast.actor("alice"), at=NOW, subject=subject)
    second = record_event(Event.GROUP_CHANGE, actor=cast.actor("alice"), at=NOW, subject=subject, payload={"é": 1})
    assert first.previous == ORIGIN
    assert second.previous == first.hash
    for entry in Entry.objects.unsealed("test"):
        assert hash_of(entry) == entry.hash
        assert digest_of(Detail.objects.unsealed("test").get(pk=entry.pk)) == entry.digest
