"""The one door: what it applies, what it refuses, and that a refusal changes nothing at all."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palier.cycle.meetings.models import Meeting
from palier.journal.events import Event
from palier.journal.models import Detail, Entry
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.workflow import engine
from palier.workflow.engine import advance, moves
from tests.cast import NOW
from tests.workflow.conftest import KITE, Kite
from tests.workflow.pairs import pairs

LATER = NOW + timedelta(hours=1)
GIVEN = {"place": "chêne"}


def row(record) -> dict:
    return Meeting.objects.unsealed("test").filter(pk=record.pk).values().get()


def entries() -> list[Entry]:
    return list(Entry.objects.unsealed("test"))


def refused(error, cast, record, move, *, who="alice", changes=None):
    """The move raises `error`, and neither the row, the record in hand nor the journal changed."""
    before, in_hand = row(record), dict(vars(record))
    with pytest.raises(error) as caught:
        advance(record, KITE, move, actor=cast.actor(who), now=LATER, changes=changes)
    assert row(record) == before
    assert vars(record) == in_hand
    assert entries() == []
    return caught.value


@pytest.mark.parametrize(("state", "move", "allowed"), list(pairs(KITE)))
def test_every_pair_is_applied_or_refused(cast, kite, state, move, allowed):
    record = kite(state)
    if not allowed:
        error = refused(Refused, cast, record, move, changes=GIVEN)
        assert error.message == (f"« {KITE.steps[move].label} » n’est pas possible à l’état « {Kite(state).label} ».")
        return
    advance(record, KITE, move, actor=cast.actor("alice"), now=LATER, changes=GIVEN)
    kept = row(record)
    assert (kept["state"], kept["version"], kept["state_since"]) == (KITE.steps[move].target, 2, LATER)
    assert kept["place"] == "chêne"
    assert (record.state, record.version, record.state_since) == (kept["state"], 2, LATER)


def test_a_move_is_written_in_the_journal_with_its_states_and_what_it_changed(cast, kite):
    record = advance(kite(Kite.FLYING), KITE, "catch", actor=cast.actor("alice"), now=LATER, changes=GIVEN)
    [entry] = entries()
    assert (entry.event, entry.at, entry.subject_id, entry.group_id) == (
        Event.MEETING_MOVE,
        LATER,
        record.pk,
        cast.group.pk,
    )
    payload = Detail.objects.unsealed("test").get().payload
    changes = [["lieu", "pré", "chêne"]]
    assert payload == {"move": "catch", "from": "open", "to": "closed", "changes": changes}


def test_a_role_without_the_verb_is_refused_before_anything_else(cast, kite):
    assert "rôle" in refused(NotGranted, cast, kite(Kite.LOST), "fly", who="bruno").message


@pytest.mark.parametrize("who", ["dora", "marc", "agathe", "denis", "eric", "gaelle", "fatou", "hugo"])
def test_a_role_held_elsewhere_or_cut_gives_nothing_here(cast, kite, who):
    refused(NotGranted, cast, kite(), "fly", who=who)


@pytest.mark.parametrize("given", [None, {}, {"place": ""}, {"place": None}])
def test_a_value_that_is_asked_and_absent_is_named(cast, kite, given):
    assert refused(Refused, cast, kite(Kite.FLYING), "catch", changes=given).field == "place"


def test_a_guard_that_says_no_is_heard(cast, kite):
    error = refused(Refused, cast, kite(place="cave"), "fly")
    assert (error.message, error.field) == ("Pas de vent ici. Sortez.", "place")


def test_a_move_decided_on_an_old_version_is_stale(cast, kite):
    first = kite(Kite.FLYING)
    second = Meeting.objects.unsealed("test").get(pk=first.pk)
    advance(first, KITE, "fold", actor=cast.actor("bruno"), now=LATER)
    with pytest.raises(Stale, match="Rechargez"):
        advance(second, KITE, "catch", actor=cast.actor("alice"), now=LATER, changes=GIVEN)
    assert row(first)["state"] == Kite.FOLDED
    assert (second.state, second.version) == (Kite.FLYING, 1)
    assert len(entries()) == 1


def test_the_same_state_with_another_version_is_stale_too(cast, kite):
    record = kite(Kite.FLYING)
    Meeting.objects.unsealed("test").filter(pk=record.pk).update(version=2)
    refused(Stale, cast, record, "fold")


def test_a_record_that_is_gone_is_stale(cast, kite):
    record = kite(Kite.FLYING)
    Meeting.objects.unsealed("test").filter(pk=record.pk).delete()
    with pytest.raises(Stale):
        advance(record, KITE, "fold", actor=cast.actor("bruno"), now=LATER)
    assert entries() == []


def test_a_move_that_cannot_be_written_in_the_journal_is_not_made(cast, kite, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("journal")

    record = kite(Kite.FLYING)
    monkeypatch.setattr(engine, "record_event", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        advance(record, KITE, "fold", actor=cast.actor("bruno"), now=LATER)
    assert row(record)["state"] == Kite.FLYING


def test_an_unknown_move_is_a_bug_and_not_a_refusal(cast, kite):
    with pytest.raises(KeyError):
        advance(kite(), KITE, "swim", actor=cast.actor("alice"), now=LATER)


@pytest.mark.parametrize(
    ("who", "state", "expected"),
    [
        ("alice", Kite.FLYING, {"catch", "fold", "lose"}),
        ("bruno", Kite.FLYING, {"fold"}),
        ("bruno", Kite.FOLDED, set()),
        ("alice", Kite.LOST, set()),
        ("dora", Kite.FLYING, set()),
        ("denis", Kite.FLYING, set()),
    ],
)
def test_the_buttons_are_those_the_role_may_press_now(cast, kite, who, state, expected):
    assert set(moves(kite(state), KITE, cast.actor(who))) == expected


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tries=st.lists(
        st.tuples(st.sampled_from(sorted(KITE.steps)), st.sampled_from(["alice", "bruno", "dora"])), max_size=12
    )
)
def test_whatever_is_tried_the_version_counts_the_moves_and_the_journal_tells_them_all(cast, kite, tries):
    Meeting.objects.unsealed("test").delete()  # one open meeting at most in a group
    record, told = kite(), len(entries())
    state, applied = Kite.FOLDED, 0
    for move, who in tries:
        step = KITE.steps[move]
        may = (who == "alice" or (who == "bruno" and move == "fold")) and state in step.sources
        try:
            advance(record, KITE, move, actor=cast.actor(who), now=LATER, changes=GIVEN)
        except Refused:
            assert not may
        else:
            assert may
            state, applied = step.target, applied + 1
    kept = row(record)
    assert (kept["state"], kept["version"]) == (state, 1 + applied)
    assert len(entries()) == told + applied
