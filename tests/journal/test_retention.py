"""The retention table: durations as data, previews that count what leaves, purges that are journalled."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from palier.access.levels import Level
from palier.journal import retention
from palier.journal.anchoring import anchored
from palier.journal.daily import run_daily
from palier.journal.events import Event
from palier.journal.models import Detail, Entry, Inspection
from palier.journal.retention import Purge, change_retention, forecasts, months_before, purge_now, run_purges
from palier.journal.verification import verify
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW

PARIS = ZoneInfo("Europe/Paris")
OLD = NOW - timedelta(days=400)


@pytest.fixture
def shelf(monkeypatch):
    """A subject of the table made for the test: dated things on a shelf."""
    monkeypatch.setattr(retention, "_registered", dict(retention._registered))
    things = [NOW - timedelta(days=30 * age) for age in range(40)]

    def remove(*, actor, before, now):
        gone = [thing for thing in things if thing < before]
        things[:] = [thing for thing in things if thing >= before]
        return len(gone)

    retention.register(Purge("shelf", "Étagère", 24, lambda before: sum(thing < before for thing in things), remove))
    return things


def line(subject):
    return next(line for line in forecasts(NOW) if line.subject == subject)


def events(event):
    return Entry.objects.unsealed("test").filter(event=event)


@pytest.mark.parametrize(
    ("now", "months", "limit"),
    [
        (datetime(2026, 11, 2, 10, tzinfo=PARIS), 12, datetime(2025, 11, 2, tzinfo=PARIS)),
        (datetime(2026, 3, 31, 10, tzinfo=PARIS), 1, datetime(2026, 2, 28, tzinfo=PARIS)),
        (datetime(2026, 1, 15, 10, tzinfo=PARIS), 1, datetime(2025, 12, 15, tzinfo=PARIS)),
        (datetime(2028, 2, 29, 10, tzinfo=PARIS), 12, datetime(2027, 2, 28, tzinfo=PARIS)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC")), 24, datetime(2025, 1, 1, tzinfo=PARIS)),
    ],
)
def test_months_are_counted_on_the_calendar_of_the_service(now, months, limit):
    assert months_before(now, months) == limit


def test_the_preview_counts_exactly_what_the_purge_removes(cast, shelf):
    expected = line("shelf").count
    assert expected > 0
    outcomes = {outcome.subject: outcome.count for outcome in purge_now(actor=cast.actor("denis"), now=NOW)}
    assert outcomes["shelf"] == expected
    assert line("shelf").count == 0
    purge = events(Event.RETENTION_PURGE).get()
    payload = Detail.objects.unsealed("test").get(pk=purge.pk).payload
    assert payload == {"subject": "shelf", "before": months_before(NOW, 24).isoformat(), "count": expected}


def test_a_purge_that_removes_nothing_writes_nothing(cast, shelf):
    shelf.clear()
    run_purges(actor=cast.actor("denis"), now=NOW)
    assert not Entry.objects.unsealed("test").exists()


def test_the_dpo_changes_a_duration_and_the_next_purge_follows_it(cast, shelf):
    before = line("shelf").count
    change_retention(actor=cast.actor("denis"), subject="shelf", months=12, now=NOW)
    assert line("shelf").months == 12
    assert line("shelf").proposed == 24
    assert line("shelf").count > before
    payload = Detail.objects.unsealed("test").get(pk=events(Event.RETENTION_CHANGE).get().pk).payload
    assert payload == {"subject": "shelf", "from": 24, "to": 12}


@pytest.mark.parametrize("months", [0, 121])
def test_a_duration_out_of_bounds_is_refused_with_the_bounds(cast, shelf, months):
    with pytest.raises(Refused, match="de 1 à 120 mois") as refusal:
        change_retention(actor=cast.actor("denis"), subject="shelf", months=months, now=NOW)
    assert refusal.value.field == "months"


@pytest.mark.parametrize("name", ["agathe", "alice", "bruno", "diane"])
def test_only_the_dpo_purges_and_changes_durations(cast, shelf, name):
    with pytest.raises(NotGranted):
        purge_now(actor=cast.actor(name), now=NOW)
    with pytest.raises(NotGranted):
        change_retention(actor=cast.actor(name), subject="shelf", months=12, now=NOW)


def test_one_subject_that_fails_keeps_no_other_from_being_purged(cast, shelf):
    def fail(*, actor, before, now):
        raise RuntimeError("disque plein")

    retention.register(Purge("aaa", "A", 12, lambda before: 0, fail))
    with pytest.raises(ExceptionGroup, match="purge"):
        run_purges(actor=cast.actor("denis"), now=NOW)
    assert line("shelf").count == 0


def test_old_words_leave_by_kind_of_entry_and_the_chain_still_holds(cast, write):
    write(2, at=OLD)
    write(1, at=OLD, event=Event.PROBLEM_OPEN)
    write(1)
    assert (line("journal").count, line("history").count) == (2, 0)
    purge_now(actor=cast.actor("denis"), now=NOW)
    left = set(Detail.objects.unsealed("test").values_list("entry__event", flat=True))
    assert Event.PROBLEM_OPEN in left
    assert Detail.objects.unsealed("test").filter(pk__in=[1, 2]).count() == 0
    assert verify().intact


def test_sealed_words_are_not_counted_and_wait_for_ordinary_ones(cast, write):
    write(1, at=OLD, level=Level.SEALED)
    assert line("journal").count == 0
    purge_now(actor=cast.actor("denis"), now=NOW)
    assert Detail.objects.unsealed("test").filter(pk=1).exists()
    write(1, at=OLD)
    assert line("journal").count == 1
    purge_now(actor=cast.actor("denis"), now=NOW)
    assert not Detail.objects.unsealed("test").filter(pk__in=[1, 2]).exists()


def test_the_day_s_work_purges_anchors_and_verifies_and_changes_nothing_the_second_time(
    cast, shelf, write, django_capture_on_commit_callbacks
):
    write(2, at=OLD)
    with django_capture_on_commit_callbacks(execute=True):
        first = run_daily(now=NOW)
        count = Entry.objects.unsealed("test").count()
        run_daily(now=NOW)
    assert first.intact
    assert {outcome.subject for outcome in first.outcomes} >= {"shelf", "journal", "history", "consultations"}
    assert Entry.objects.unsealed("test").count() == count
    assert len(anchored()) == 1
    assert Inspection.objects.count() == 2


def test_a_purge_that_fails_does_not_keep_the_day_from_being_anchored(cast, shelf, write):
    def fail(*, actor, before, now):
        raise RuntimeError("disque plein")

    write(1)
    retention.register(Purge("aaa", "A", 12, lambda before: 0, fail))
    with pytest.raises(ExceptionGroup):
        run_daily(now=NOW)
    assert events(Event.HEAD_ANCHOR).count() == 1
    assert Inspection.objects.get().intact
