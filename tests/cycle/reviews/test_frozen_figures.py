"""The count of a past year is the same before and after the purge, for every reader (asks 45 and 65 of the field)."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.actions.services import accept_action, complete_action
from palier.cycle.problems import services as problems
from palier.cycle.problems.lifecycle import PROBLEM_LIFECYCLE, Outcome, State
from palier.cycle.problems.models import Problem
from palier.cycle.reviews.models import FrozenFigure
from palier.cycle.reviews.queries import yearly_count, years_counted
from palier.journal.retention import run_purges
from palier.partners.models import Contact, Seat
from tests.cast import ARRIVED, NOW, TODAY
from tests.cycle.closing import LATER, PURGE, close, whole_file
from tests.cycle.reviews.test_yearly_count import random_life

pytestmark = pytest.mark.long

READERS = ("alice", "alain", "olivier", "bruno", "claire", "dora", "marc", "eric", "diane", "agathe", "denis")
YEARS = range(2022, 2031)


def everything(stage):
    """All that anyone may count: each year for each reader, all groups and each alone, and the years offered."""
    groups = [stage.cast.group.pk, stage.cast.other_group.pk]
    return {
        (name, year, tuple(ids)): yearly_count(stage.actor(name), ids, year)
        for name in READERS
        for year in YEARS
        for ids in (groups, groups[:1])
    } | {name: years_counted(stage.actor(name), TODAY) for name in READERS}


def purge(at=LATER):
    return {outcome.subject: outcome.count for outcome in run_purges(actor=PURGE, now=at)}["problems"]


def promised(stage, problem, **values):
    action = stage.action(problem, **values)
    owner = {stage.cast.police: "alice", stage.cast.town: "claire"}.get(action.organisation, "bruno")
    accept_action(actor=stage.actor(owner), action=action, now=NOW, today=TODAY)
    return action


def named(stage, *readers, **values):
    return stage.problem(level=Level.NAMED, readers=readers, **values)


def test_each_reader_counts_the_same_after_the_purge(stage):
    cast = stage.cast
    whole_file(stage)
    problems_at = [
        stage.problem(),
        stage.problem(level=Level.POPULATION),
        stage.police_problem(),
        named(stage, cast.landlord),
        named(stage, cast.town),
        named(stage, cast.town, cast.landlord),
    ]
    for problem in problems_at:
        promised(stage, problem, level=Level(problem.level), **stage.reader_of(problem))
        promised(stage, problem, organisation=cast.police, level=Level.POLICE)
        close(stage, problem, outcome=Outcome.MOVED)
    still_there = stage.problem()
    stage.lead(still_there, "admit")
    declined = stage.problem(level=Level.NAMED, readers=[cast.town])
    stage.lead(declined, "decline", reason="Isolé")
    before = everything(stage)
    seen = {before[name, 2026, (cast.group.pk,)].problems_identified for name in ("alice", "bruno", "dora")}
    assert len(seen) == 3
    assert purge() == 8
    assert everything(stage) == before
    assert set(Problem.objects.unsealed("test").values_list("state", flat=True)) == {"open", "merged"}
    assert purge() == 0


def test_whoever_comes_later_counts_as_much_as_with_the_rows(stage):
    """A figure follows the seal of its row, not the readers of the day it was frozen."""
    close(stage, named(stage, stage.cast.town))
    close(stage, stage.police_problem())
    purge()
    assert yearly_count(stage.actor("bruno"), [stage.cast.group.pk], 2026).problems_identified == 0
    contact = Contact.objects.unsealed("test").get(user=stage.cast.users["claire"])
    assert yearly_count(stage.actor("claire"), [stage.cast.group.pk], 2026).problems_identified == 1
    Seat.objects.unsealed("test").filter(contact=contact).update(role="officer", since=ARRIVED)
    assert yearly_count(stage.actor("claire"), [stage.cast.group.pk], 2026).problems_identified == 2


@pytest.mark.parametrize("seed", [3, 4])
def test_whatever_happened_no_year_changes(stage, seed):
    dice = random.Random(seed)
    for _ in range(12):
        random_life(stage, dice)
    before = everything(stage)
    # Some years of purges, one after the other.
    gone = [purge(datetime(year, 6, 1, tzinfo=UTC)) for year in range(2027, 2034)]
    assert sum(gone) >= 2
    after = everything(stage)
    assert after == before
    over = PROBLEM_LIFECYCLE.finals
    assert not Problem.objects.unsealed("test").filter(state__in=over).exists()
    assert all(count.problems.balances for count in after.values() if not isinstance(count, list))


def test_a_promise_kept_is_counted_in_its_own_year_and_in_time_or_not(stage):
    bruno, problem = stage.actor("bruno"), stage.problem()
    for days in (0, 20, 100):
        action = promised(stage, problem)
        day = TODAY + timedelta(days=days)
        complete_action(actor=bruno, action=action, observation="Fait.", now=NOW, today=day)
    close(stage, problem)
    before = everything(stage)
    assert before["bruno", 2027, (stage.cast.group.pk,)].actions_kept == 1
    purge()
    assert everything(stage) == before


def test_no_figure_holds_a_word_nor_a_drawer(stage):
    whole_file(stage)
    purge()
    rows = FrozenFigure.objects.unsealed("test")
    assert not rows.filter(level=Level.SEALED).exists()
    assert {field.name for field in FrozenFigure._meta.fields} == {
        "id", "group", "level", "year", "figure", "category", "outcome", "count",
    }  # fmt: skip
    solved = rows.get(figure="solved")
    assert (solved.outcome, solved.category_id, solved.count) == ("gone", stage.category.pk, 1)


def test_a_year_in_which_something_happened_is_still_offered(stage):
    """Even when nothing of it counts: a problem told, and not retained."""
    problems.take_over_problem(
        actor=stage.actor("alice"),
        group=stage.cast.group,
        title="Repris",
        category=stage.category,
        place=stage.place,
        opened_on=date(2024, 9, 17),
        state=State.DECLINED,
        now=NOW,
    )
    before = everything(stage)
    assert before["bruno"] == [2026, 2025, 2024]
    assert purge() == 1
    assert everything(stage) == before
