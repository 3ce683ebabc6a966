"""The timeline of an object and the audit: what each reader finds, and what it never finds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from palier.access.levels import Level
from palier.journal.consultations import log_register_reading
from palier.journal.erasure import erase_words_about
from palier.journal.events import Event
from palier.journal.queries import AuditFilters, audit, consultations, timeline
from palier.journal.services import Subject, record_event, subject_of
from palier.journal.wording import ERASED
from palier.kernel.errors import NotGranted
from palier.territory.models import Place, PlaceKind
from tests.cast import NOW

EVERYTHING = AuditFilters()


@pytest.fixture
def place(cast):
    """A place of Digne 1 at a level, with one entry written about it at that level."""

    def make(level, event=Event.PLACE_CREATE):
        kind, _ = PlaceKind.objects.get_or_create(code="HALL", defaults={"label": "Hall"})
        made = Place.objects.create(kind=kind, name="Hall B", level=level, group_id=cast.group.pk, created_at=NOW)
        note(cast, made, event)
        return made

    return make


def note(cast, place, event=Event.PLACE_CHANGE, level=None, at=NOW):
    subject = subject_of(place)
    record_event(event, actor=cast.actor("alice"), at=at, subject=replace(subject, level=level or subject.level))


def texts(actor, record):
    return [line.text for line in timeline(actor, record).lines]


@pytest.mark.parametrize(
    ("level", "readers"),
    [
        (Level.POPULATION, {"alice", "olivier", "bruno", "dora", "marc"}),
        (Level.GROUP, {"alice", "olivier", "bruno"}),
        (Level.POLICE, {"alice", "olivier"}),
        (Level.SEALED, set()),
    ],
)
def test_a_timeline_is_read_by_those_who_read_the_record(cast, place, level, readers):
    made = place(level)
    found = {name for name in ("alice", "olivier", "bruno", "dora", "marc", "agathe", "denis", "eric")
             if texts(cast.actor(name), made)}  # fmt: skip
    assert found == readers


def test_a_timeline_says_who_did_what_newest_first(cast, place):
    made = place(Level.GROUP)
    note(cast, made, at=NOW + timedelta(hours=1))
    first, second = timeline(cast.actor("bruno"), made).lines
    assert (first.who, first.text, first.at) == ("Alice", "a modifié le lieu", NOW + timedelta(hours=1))
    assert second.text == "a créé le lieu"


def test_an_entry_above_the_reader_is_absent_and_leaves_no_gap(cast, place):
    made = place(Level.GROUP)
    note(cast, made, level=Level.POLICE)
    note(cast, made, level=Level.SEALED)
    assert texts(cast.actor("bruno"), made) == ["a créé le lieu"]
    assert texts(cast.actor("olivier"), made) == ["a modifié le lieu", "a créé le lieu"]
    shown = timeline(cast.actor("bruno"), made)
    assert shown.page.paginator.count == 1
    assert "seq" not in repr(shown.lines)


def test_the_holder_of_the_drawer_reads_its_entries(cast, place):
    made = place(Level.GROUP)
    note(cast, made, level=Level.SEALED)
    assert len(texts(cast.actor("alice"), made)) == 1
    holder = replace(cast.actor("alice"), drawers=frozenset({made.pk}))
    assert len(texts(holder, made)) == 2


def test_what_was_written_before_the_record_was_opened_to_partners_stays_with_the_police(cast, place):
    made = place(Level.POLICE)
    made.level = Level.GROUP
    made.save()
    note(cast, made)
    assert texts(cast.actor("bruno"), made) == ["a modifié le lieu"]
    assert len(texts(cast.actor("alice"), made)) == 2


def test_a_record_without_a_level_shows_its_entries_up_to_the_group(cast, write):
    write(1, level=Level.GROUP)
    write(1, level=Level.POLICE)
    assert len(texts(cast.actor("agathe"), cast.group)) == 1
    assert len(texts(cast.actor("eric"), cast.group)) == 1
    assert len(texts(cast.actor("alice"), cast.group)) == 2
    assert texts(cast.actor("dora"), cast.group) == []


def test_a_long_timeline_is_given_by_pages_at_a_flat_cost(cast, place, django_assert_num_queries):
    made = place(Level.GROUP)
    for rank in range(30):
        note(cast, made, at=NOW + timedelta(minutes=rank))
    bruno = cast.actor("bruno")
    with django_assert_num_queries(4):
        shown = timeline(bruno, made, page=1, per_page=10)
    assert (len(shown.lines), shown.page.paginator.num_pages) == (10, 4)
    with django_assert_num_queries(4):
        timeline(bruno, made, page=1, per_page=30)


def test_erased_words_leave_a_line_without_a_name(cast, place, write):
    made = place(Level.GROUP)
    erase_words_about(actor=cast.actor("denis"), subject_ids=[made.pk], reason="test", now=NOW)
    [line] = timeline(cast.actor("bruno"), made).lines
    assert (line.who, line.text) == (ERASED, "a créé le lieu")
    assert "effacé" in line.detail


@pytest.mark.parametrize("name", ["alice", "bruno", "eric", "diane", "dora"])
def test_the_audit_is_for_the_administrator_and_the_dpo(cast, name):
    with pytest.raises(NotGranted):
        audit(cast.actor(name), EVERYTHING)
    with pytest.raises(NotGranted):
        consultations(cast.actor(name), EVERYTHING)


@pytest.mark.parametrize("name", ["agathe", "denis"])
def test_the_audit_holds_metadata_and_no_word_of_what_it_is_about(cast, place, name):
    made = place(Level.POLICE)
    [line] = audit(cast.actor(name), EVERYTHING).lines
    assert (line.who, line.what, line.kind) == ("Alice", "a créé le lieu", "Lieu")
    assert (line.subject_id, line.group_id) == (made.pk, cast.group.pk)
    assert "Hall B" not in repr(line)


def test_the_audit_shows_neither_sealed_entries_nor_their_number(cast, place):
    place(Level.SEALED)
    assert audit(cast.actor("denis"), EVERYTHING).page.paginator.count == 0


def test_the_audit_is_filtered_by_day_scope_person_and_object(cast, place, write):
    made = place(Level.GROUP)
    write(1, at=NOW - timedelta(days=10), actor="bruno")
    denis = cast.actor("denis")

    def found(**filters):
        return [line.kind for line in audit(denis, AuditFilters(**filters)).lines]

    assert found() == ["Groupe", "Lieu"]
    assert found(scope="territory") == ["Lieu"]
    assert found(until=date(2026, 10, 31)) == ["Groupe"]
    assert found(since=date(2026, 11, 2), until=date(2026, 11, 2)) == ["Lieu"]
    assert found(person_id=cast.users["bruno"].pk) == ["Groupe"]
    assert found(subject_id=made.pk) == ["Lieu"]


def test_the_log_of_readings_is_filtered_like_the_audit(cast):
    for name, days in (("denis", 0), ("agathe", 5)):
        log_register_reading(actor=cast.actor(name), register="audit", now=NOW + timedelta(days=days))
    denis = cast.actor("denis")
    assert [row.actor_label for row in consultations(denis, EVERYTHING)] == ["Agathe", "Denis"]
    assert consultations(denis, AuditFilters(person_id=denis.user_id)).count() == 1
    assert consultations(denis, AuditFilters(since=date(2026, 11, 7))).count() == 1
    assert consultations(denis, AuditFilters(subject_id=cast.group.pk)).count() == 0


@pytest.mark.parametrize(("name", "count"), [("bruno", 1), ("agathe", 1), ("denis", 0), ("gaelle", 0)])
def test_what_is_not_sealed_shows_its_history_to_those_who_read_the_directory(cast, name, count):
    for level in (Level.GROUP, Level.POLICE):
        about = Subject("organisation", cast.landlord.pk, "Bléone Habitat", None, level)
        record_event(Event.ORGANISATION_CHANGE, actor=cast.actor("agathe"), at=NOW, subject=about)
    assert len(texts(cast.actor(name), cast.landlord)) == count
