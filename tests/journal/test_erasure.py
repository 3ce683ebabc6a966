"""Erasing the words of a record, or of a person."""

from django.db.models import Q

from palier.journal.erasure import erase_words_about, erase_words_by
from palier.journal.events import Event
from palier.journal.models import Detail, Entry
from palier.journal.verification import verify
from tests.cast import NOW


def left():
    return set(Detail.objects.unsealed("test").values_list("pk", flat=True))


def test_a_purged_record_takes_the_words_about_it(cast, write):
    write(2)
    write(2, subject_id=cast.town.pk)
    count = erase_words_about(actor=cast.actor("denis"), subject_ids=[cast.town.pk], reason="problem", now=NOW)
    assert count == 2
    assert left() == {1, 2, 5}
    assert verify().intact


def test_an_erased_person_takes_the_words_it_wrote_and_those_about_it(cast, write):
    write(1, actor="bruno")
    write(1, actor="claire")
    write(1, subject_id=cast.users["bruno"].pk)
    person = cast.users["bruno"].pk
    assert erase_words_by(actor=cast.actor("denis"), person_id=person, reason="account", now=NOW) == 2
    assert left() == {2, 4}


def test_nothing_to_erase_writes_no_entry(cast, write):
    write(1)
    assert erase_words_about(actor=cast.actor("denis"), subject_ids=[cast.town.pk], reason="x", now=NOW) == 0
    assert not Entry.objects.unsealed("test").filter(Q(event=Event.WORDS_ERASE)).exists()


def test_many_records_are_erased_in_several_entries(cast, write, monkeypatch):
    write(3)
    monkeypatch.setattr("palier.journal.erasure._CHUNK", 1)
    ids = [cast.group.pk, cast.town.pk]
    assert erase_words_about(actor=cast.actor("denis"), subject_ids=ids, reason="x", now=NOW) == 3
    assert verify().intact
