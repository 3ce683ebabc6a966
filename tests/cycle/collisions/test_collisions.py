"""Collisions are told to the readers of the drawer alone: a day and 300 m around, partners’ actions and meetings."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palier.cycle.collisions.queries import collision_of, collisions_for
from palier.cycle.meetings.services import add_item
from palier.cycle.problems.models import SealedNote
from palier.cycle.problems.services import write_sealed_note
from palier.cycle.problems.services.operations import end_operation, erase_past_operations
from palier.kernel.errors import NotGranted, Stale
from palier.territory.models import Place
from tests.cast import NOW, TODAY
from tests.cycle.stage import SOON

DAY = timedelta(days=1)


@pytest.fixture
def problem(stage):
    stage.place.latitude, stage.place.longitude = 44.0938, 6.2402
    stage.place.save()
    made = stage.problem()
    stage.open_drawer(made, "alice", "olivier")
    return made


def operate(stage, problem, day=SOON):
    return write_sealed_note(
        actor=stage.actor("alice"), problem=problem, text="Opération.", planned_on=day, planned_place="Hall", now=NOW
    )


def told(stage, name="alice", problem=None):
    return [(one.planned, one.why) for one in collisions_for(stage.actor(name), TODAY, problem)]


def near(stage, latitude):
    return Place.objects.create(
        kind=stage.place.kind, name=f"Lieu {latitude}", latitude=latitude, longitude=6.2402, created_at=NOW
    )


@pytest.mark.parametrize(
    ("gap", "why"), [(-2, None), (-1, "la veille"), (0, "le même jour"), (1, "le lendemain"), (2, None)]
)
def test_a_day_around(stage, problem, gap, why):
    operate(stage, problem)
    action = stage.action(problem, due=SOON + gap * DAY)
    assert told(stage) == ([(action, f"{why}, même lieu")] if why else [])


def test_three_hundred_metres_around(stage, problem):
    operate(stage, problem)
    close = stage.action(stage.problem(place=near(stage, 44.0956)), due=SOON)
    stage.action(stage.problem(place=near(stage, 44.0966)), due=SOON)
    assert told(stage) == [(close, "le même jour, à 200 m")]


def test_a_meeting_about_the_place_and_not_the_police_themselves(stage, problem):
    operate(stage, problem)
    stage.action(problem, organisation=stage.cast.police, due=SOON)
    meeting = stage.meeting(planned_at=NOW + timedelta(days=13))
    stage.meeting(planned_at=NOW + timedelta(days=14))
    add_item(actor=stage.actor("alice"), meeting=meeting, problem=problem, now=NOW)
    assert [planned for planned, _ in told(stage)] == [meeting]


def test_only_the_readers_of_the_drawer_are_told(stage, problem):
    operate(stage, problem)
    action = stage.action(problem, due=SOON)
    assert told(stage, "olivier") == [(action, "le même jour, même lieu")]
    assert told(stage, "alice", problem)
    assert told(stage, "alice", stage.problem()) == []
    for name in ("alain", "bruno", "dora", "marc"):
        with CaptureQueriesContext(connection) as queries:
            actor = stage.actor(name)
        known = len(queries)
        with CaptureQueriesContext(connection) as queries:
            assert collisions_for(actor, TODAY) == []
            assert collision_of(actor, TODAY, action) is None
        assert (known > 0, len(queries)) == (True, 0)


def test_ten_operations_cost_as_many_readings_as_one(stage, problem):
    def readings():
        actor = stage.actor("alice")
        with CaptureQueriesContext(connection) as queries:
            found = collisions_for(actor, TODAY)
        return len(found), len(queries)

    meeting = stage.meeting(planned_at=NOW + timedelta(days=13))
    add_item(actor=stage.actor("alice"), meeting=meeting, problem=problem, now=NOW)
    stage.action(problem, due=SOON)
    operate(stage, problem)
    assert readings() == (2, 3)
    for _ in range(9):
        operate(stage, problem)
    assert readings() == (20, 3)


def test_once_done_the_day_and_the_place_are_erased(stage, problem):
    note = operate(stage, problem)
    stage.action(problem, due=SOON)
    with pytest.raises(NotGranted):
        end_operation(actor=stage.actor("alain"), note=note, now=NOW)
    version = problem.version
    end_operation(actor=stage.actor("alice"), note=note, now=NOW)
    kept = SealedNote.objects.unsealed("test").get()
    assert (kept.text, kept.planned_on, kept.planned_place) == ("Opération.", None, "")
    problem.refresh_from_db(from_queryset=type(problem).objects.unsealed("test"))
    assert (problem.version, problem.changed_at) == (version, NOW)
    assert told(stage) == []
    with pytest.raises(Stale):
        end_operation(actor=stage.actor("alice"), note=note, now=NOW)


def test_a_day_that_is_past_is_erased_by_itself(stage, problem):
    operate(stage, problem, day=TODAY)
    operate(stage, problem, day=TODAY + 2 * DAY)
    later = {"actor": stage.actor("alice"), "now": NOW}
    assert erase_past_operations(today=TODAY + DAY, **later) == 0
    assert erase_past_operations(today=TODAY + 2 * DAY, **later) == 1
    assert erase_past_operations(today=TODAY + 2 * DAY, **later) == 0
