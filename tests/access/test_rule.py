"""The reading rule: each level, each relation between a reader and a row; then everything at once against an oracle."""

from types import MappingProxyType
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palier.access.actor import NOBODY, Actor, Seat, program
from palier.access.levels import Level
from palier.access.roles import MANDATE_ROLES, SEAT_ROLES, Role
from palier.cycle.actions.models import Action
from palier.cycle.problems.models import Problem, SealedNote
from palier.partners.models import Group, Organisation
from tests.cast import NOW, TODAY


@pytest.fixture
def third_group(cast):
    return Group.objects.create(
        code="DIG-3", name="GPO 3", district=cast.group.district, created_at=NOW, opened_on=TODAY
    )


def problem(stage, level, *, group=None, named=(), shared=()):
    row = Problem.objects.create(
        reference=uuid4().hex[:20], group=group or stage.cast.group, level=level, title="T", category=stage.category,
        place=stage.place, state="open", state_since=NOW, created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    row.readers.add(*named)
    row.associated_groups.add(*shared)
    return row


def note(row):
    return SealedNote.objects.create(problem=row, group=row.group, text="N", written_at=NOW)


def action(stage, row, level):
    return Action.objects.create(
        problem=row, title="A", organisation=stage.cast.landlord, level=level, first_due=TODAY, due=TODAY,
        state="proposed", state_since=NOW, created_at=NOW,
    )  # fmt: skip


def sees(actor, row):
    return type(row).objects.visible_to(actor).filter(pk=row.pk).exists()


def readers(cast, row):
    return {name for name in cast.users if sees(cast.actor(name), row)}


POLICE = {"alice", "alain", "olivier"}
MEMBERS = POLICE | {"bruno", "claire"}
SEATED = MEMBERS | {"dora", "marc"}


@pytest.mark.parametrize(
    ("level", "expected"),
    [(Level.POPULATION, SEATED), (Level.GROUP, MEMBERS), (Level.NAMED, POLICE), (Level.POLICE, POLICE)],
)
def test_each_level_is_read_by_those_cleared_in_the_owner_group(cast, stage, level, expected):
    assert readers(cast, problem(stage, level)) == expected


def test_mandates_departure_suspension_and_the_unsigned_charter_read_nothing(cast, stage):
    row = problem(stage, Level.POPULATION)
    for name in ("eric", "diane", "agathe", "denis", "fatou", "hugo", "gaelle"):
        assert not sees(cast.actor(name), row)
    assert not sees(NOBODY, row)
    assert not sees(program("Ouvrier"), row)


def test_a_named_organisation_reads_inside_the_group_and_the_others_of_the_group_do_not(cast, stage):
    assert readers(cast, problem(stage, Level.NAMED, named=[cast.landlord])) == POLICE | {"bruno"}


def test_a_named_organisation_reads_from_outside_the_group(cast, stage):
    outside = Organisation.objects.get(name="Durance Logis")
    assert readers(cast, problem(stage, Level.NAMED, named=[outside])) == POLICE | {"dora"}


@pytest.mark.parametrize("level", [Level.POLICE])
def test_being_named_opens_the_level_of_names_only(cast, stage, level):
    assert readers(cast, problem(stage, level, named=[cast.landlord])) == POLICE


def test_an_associated_group_reads_up_to_level_group_its_police_included(cast, stage):
    assert readers(cast, problem(stage, Level.GROUP, shared=[cast.other_group])) == MEMBERS | {"dora", "marc"}
    for level in (Level.NAMED, Level.POLICE):
        assert readers(cast, problem(stage, level, shared=[cast.other_group])) == POLICE


def test_a_clearance_is_never_global(cast, stage):
    row = problem(stage, Level.POLICE, group=cast.other_group)
    assert readers(cast, row) == {"marc"}


def test_a_drawer_is_read_by_name_only(cast, stage):
    row = problem(stage, Level.GROUP)
    assert readers(cast, note(row)) == set()
    stage.open_drawer(row, "olivier")
    assert readers(cast, note(row)) == {"olivier"}


def test_a_drawer_does_not_open_another(cast, stage):
    opened, other = problem(stage, Level.GROUP), problem(stage, Level.GROUP)
    stage.open_drawer(opened, "olivier")
    assert readers(cast, note(other)) == set()


def test_a_child_is_never_more_open_than_its_parent(cast, stage):
    parent = problem(stage, Level.POLICE)
    assert readers(cast, action(stage, parent, Level.POPULATION)) == POLICE


def test_a_child_may_be_stricter_than_its_parent(cast, stage):
    parent = problem(stage, Level.GROUP)
    assert readers(cast, action(stage, parent, Level.POLICE)) == POLICE
    assert readers(cast, action(stage, parent, Level.GROUP)) == MEMBERS


def test_a_row_read_in_two_ways_comes_once(cast, stage, third_group):
    row = problem(stage, Level.GROUP, shared=[cast.other_group, third_group], named=[cast.landlord, cast.town])
    seats = {g.pk: Seat(g.pk, Role.PARTNER, cast.landlord.pk) for g in (cast.group, cast.other_group, third_group)}
    actor = Actor(user_id=uuid4(), label="X", seats=MappingProxyType(seats))
    assert list(Problem.objects.visible_to(actor)) == [row]


def test_what_is_opened_once_for_a_reader_is_its_own_and_read_anew_each_time(cast, stage):
    shut = problem(stage, Level.POLICE)
    alice, bruno = cast.actor("alice"), cast.actor("bruno")
    assert list(Problem.objects.visible_to(alice)) == [shut]
    assert not Problem.objects.visible_to(bruno)
    later = problem(stage, Level.GROUP)
    assert set(Problem.objects.visible_to(alice)) == {shut, later}
    assert list(Problem.objects.visible_to(bruno)) == [later]


def test_the_rows_tied_to_one_row_stay_those_of_that_row(cast, stage):
    first, second = problem(stage, Level.GROUP), problem(stage, Level.GROUP)
    mine = action(stage, first, Level.GROUP)
    action(stage, second, Level.GROUP)
    alice = cast.actor("alice")
    assert Action.objects.visible_to(alice).count() == 2
    assert list(first.actions.visible_to(alice)) == [mine]
    assert Action.objects.visible_to(alice).count() == 2


# -- Everything at once ------------------------------------------------------------------------------------------


def oracle(actor: Actor, row: Problem, level: int, named: set[UUID], shared: set[UUID], *, is_note: bool) -> bool:
    """The rule of decisions 1, 2 and 5, said again in plain Python."""
    if not actor.seats:
        return False
    seat = actor.seats.get(row.group_id)
    ceiling = {Role.PARTNER: Level.GROUP}.get(seat.role, Level.POLICE) if seat else None
    return (
        level == Level.POPULATION
        or (ceiling is not None and level <= ceiling)
        or (not is_note and level == Level.NAMED and bool(named & {s.organisation_id for s in actor.seats.values()}))
        or (not is_note and level <= Level.GROUP and bool(shared & set(actor.seats)))
        or (is_note and level == Level.SEALED and row.pk in actor.drawers and seat is not None)
    )


@pytest.fixture
def everything(cast, stage, third_group):
    """A row for every mix of level, owner, named organisations and associated groups, each with its children."""
    landlord, town = cast.landlord, cast.town
    rows = []
    for level in (Level.POPULATION, Level.GROUP, Level.NAMED, Level.POLICE):
        for owner in (cast.group, cast.other_group):
            for named in ((), (landlord,), (landlord, town)):
                for shared in ((), (third_group,)):
                    row = problem(stage, level, group=owner, named=named, shared=shared)
                    rows.append((row, {o.pk for o in named}, {g.pk for g in shared}))
    for row, _, _ in rows:
        note(row)
        for level in (Level.POPULATION, Level.GROUP, Level.NAMED, Level.POLICE):
            action(stage, row, level)
    return rows


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_rule_agrees_with_a_plain_oracle_for_any_reader(cast, everything, third_group, data):
    actor = data.draw(_actors(cast, third_group, [row.pk for row, _, _ in everything]))
    seen = set(Problem.objects.visible_to(actor).values_list("pk", flat=True))
    actions = set(Action.objects.visible_to(actor).values_list("problem_id", "level"))
    notes = set(SealedNote.objects.visible_to(actor).values_list("problem_id", flat=True))
    for row, named, shared in everything:
        above = oracle(actor, row, row.level, named, shared, is_note=False)
        assert (row.pk in seen) == above
        for level in (Level.POPULATION, Level.GROUP, Level.NAMED, Level.POLICE):
            own = oracle(actor, row, level, named, shared, is_note=False)
            assert ((row.pk, level) in actions) == (own and above)
        assert (row.pk in notes) == (oracle(actor, row, Level.SEALED, named, shared, is_note=True) and above)


def _actors(cast, third_group, drawers):
    organisations = st.sampled_from([cast.landlord.pk, cast.town.pk, cast.police.pk])
    role = st.sampled_from(SEAT_ROLES)
    groups = [cast.group.pk, cast.other_group.pk, third_group.pk]
    one = st.tuples(st.sampled_from(groups), role, organisations).map(lambda drawn: Seat(*drawn))
    return st.builds(
        Actor,
        user_id=st.just(uuid4()),
        label=st.just("X"),
        seats=st.lists(one, max_size=3).map(lambda seats: {seat.group_id: seat for seat in seats}),
        mandates=st.frozensets(st.sampled_from(MANDATE_ROLES)),
        drawers=st.frozensets(st.sampled_from(drawers), max_size=3),
    )
