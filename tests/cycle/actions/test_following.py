"""What recurs is ticked, a joint operation is counted, an answer about a person is yes or no, a plan is looked at."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.actions import services
from palier.cycle.actions.lifecycle import Agreement, Rhythm
from palier.cycle.actions.models import Action, JointOperation, OutsideMeasure, Tick
from palier.cycle.actions.precedents import families_left_out, tried_alike
from palier.cycle.actions.queries import operations_of, outside_measures_of, ticks_of
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.lifecycle import Outcome
from palier.cycle.problems.lifecycle import State as ProblemState
from palier.cycle.problems.models import Problem
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.models import Contact
from tests.cast import NOW, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def patrol(stage):
    return stage.action(
        stage.problem(),
        title="Passer le soir",
        agreement=Agreement.GIVEN,
        every_days=Rhythm.WEEKLY,
        due=TODAY + 60 * DAY,
    )


def answer_of(family, **more):
    return Answer.objects.filter(family=family, **{"concerns_person": False, **more}).first()


def test_what_recurs_is_ticked_once_a_day_and_unticked(stage, patrol):
    bruno = stage.actor("bruno")
    patrol.created_at = NOW - 40 * DAY
    ask = {"actor": bruno, "action": patrol, "now": NOW, "today": TODAY}
    services.tick(day=TODAY, note="Rien à signaler", **ask)
    with pytest.raises(Refused):
        services.tick(day=TODAY, **ask)
    for day in (TODAY + DAY, TODAY - 32 * DAY):
        with pytest.raises(Refused):
            services.tick(day=day, **ask)
    services.tick(day=TODAY - 3 * DAY, **ask)
    assert [one.day for one in ticks_of(stage.actor("claire"), patrol)] == [TODAY, TODAY - 3 * DAY]
    services.untick(actor=bruno, ticked=ticks_of(bruno, patrol)[0], now=NOW)
    assert Tick.objects.unsealed("test").count() == 1
    with pytest.raises(NotGranted):
        services.tick(day=TODAY, **{**ask, "actor": stage.actor("claire")})


def test_what_is_done_once_is_not_ticked(stage):
    action = stage.action(stage.problem(), agreement=Agreement.GIVEN)
    with pytest.raises(Refused):
        services.tick(actor=stage.actor("bruno"), action=action, day=TODAY, now=NOW, today=TODAY)
    assert services.expected_ticks(action, today=TODAY + 30 * DAY) == 0


def test_how_many_ticks_are_expected_is_counted_from_the_promise_to_its_end(patrol):
    assert [services.expected_ticks(patrol, today=TODAY + days * DAY) for days in (0, 6, 7, 21, 300)] == [0, 0, 1, 3, 8]


def test_a_joint_operation_is_written_in_counts_once_held(stage, patrol):
    cast, bruno = stage.cast, stage.actor("bruno")
    ask = {"actor": bruno, "action": patrol, "now": NOW, "today": TODAY}
    staff = {cast.landlord: 2, cast.town: 3, cast.police: 0}
    with pytest.raises(Refused):
        services.record_operation(held_on=TODAY + DAY, staff=staff, results={}, **ask)
    with pytest.raises(Refused):
        services.record_operation(held_on=TODAY, staff={cast.landlord: 2}, results={}, **ask)
    with pytest.raises(Refused):
        services.record_operation(held_on=TODAY, staff=staff, results={"checks": 1000}, **ask)
    assert not JointOperation.objects.unsealed("test").exists()
    services.record_operation(held_on=TODAY, staff=staff, results={"checks": 14, "fines": 0}, **ask)
    [held] = operations_of(stage.actor("claire"), patrol)
    assert sorted(str(one) for one in held.staff.all()) == ["Bléone Habitat : 2", "Ville de Digne : 3"]
    assert [str(one) for one in held.results.all()] == ["Contrôles : 14"]
    assert not operations_of(stage.actor("dora"), patrol)


def test_an_answer_about_a_person_is_yes_or_no(stage):
    problem, notice = stage.problem(), Answer.objects.filter(concerns_person=True, partner_type="MAI").first()
    say = {"problem": problem, "answer": notice, "now": NOW, "today": TODAY}
    services.mark_outside(actor=stage.actor("claire"), is_engaged=True, seen=None, **say)
    for behind in (None, False):
        with pytest.raises(Stale):
            services.mark_outside(actor=stage.actor("alice"), is_engaged=False, seen=behind, **say)
    with pytest.raises(Stale):
        services.mark_outside(actor=stage.actor("alice"), is_engaged=None, seen=False, **say)
    services.mark_outside(actor=stage.actor("alice"), is_engaged=False, seen=True, **say)
    assert [str(one) for one in outside_measures_of(stage.actor("bruno"), problem)] == [f"{notice} : non"]
    with pytest.raises(NotGranted):
        services.mark_outside(actor=stage.actor("bruno"), is_engaged=True, seen=False, **say)
    with pytest.raises(Refused):
        services.mark_outside(
            actor=stage.actor("alice"), is_engaged=True, seen=None, **{**say, "answer": answer_of(Answer.Kind.WORKS)}
        )
    names = {field.name for field in OutsideMeasure._meta.get_fields()}
    assert names == {"id", "problem", "answer", "is_engaged"}, "no room for whom it concerns"


def test_a_person_of_the_organisation_carries_it(stage):
    action = stage.action(stage.problem())
    mine = Contact.objects.unsealed("test").get(user=stage.cast.users["bruno"])
    other = Contact.objects.unsealed("test").get(user=stage.cast.users["claire"])
    services.assign_action(actor=stage.actor("bruno"), action=action, contact=mine, now=NOW)
    with pytest.raises(Refused):
        services.assign_action(actor=stage.actor("bruno"), action=action, contact=other, now=NOW)
    with pytest.raises(NotGranted):
        services.assign_action(actor=stage.actor("claire"), action=action, contact=None, now=NOW)
    assert Action.objects.unsealed("test").get(pk=action.pk).contact == mine


def test_a_plan_of_presence_alone_is_told_what_it_leaves_out(stage):
    problem = stage.problem()
    assert families_left_out([]) == []
    presence = stage.action(problem, answer=answer_of(Answer.Kind.PRESENCE))
    assert "Aménagement, technique" in families_left_out([presence])
    works = stage.action(problem, answer=answer_of(Answer.Kind.WORKS))
    assert families_left_out([presence, works]) == []
    assert families_left_out([presence, stage.action(problem)]) == [], "an answer of no known family may be of any"


def test_the_precedents_counts_what_was_tried_alike_and_how_it_ended(stage):
    works = answer_of(Answer.Kind.WORKS)
    for outcome in (Outcome.GONE, Outcome.NO_EFFECT):
        tried = stage.problem()
        stage.action(tried, answer=works, agreement=Agreement.GIVEN)
        rows = Problem.objects.unsealed("test").filter(pk=tried.pk)
        rows.update(state=ProblemState.CLOSED, outcome=outcome)
    stage.action(stage.problem(), answer=works)
    found = tried_alike(stage.actor("bruno"), stage.problem())
    [row] = found.tried
    assert found.is_same_category
    assert (row.answer, row.problems, row.done, row.ended, row.solved) == (works.label, 2, 0, 2, 1)


def test_the_precedents_counts_nothing_that_its_reader_does_not_see(stage):
    hidden = stage.problem(level=Level.POLICE)
    stage.action(hidden, organisation=stage.cast.police, answer=answer_of(Answer.Kind.WORKS),
                 agreement=Agreement.GIVEN)  # fmt: skip
    stage.action(stage.problem(), organisation=stage.cast.police, answer=answer_of(Answer.Kind.PRESENCE),
                 agreement=Agreement.GIVEN)  # fmt: skip
    problem = stage.problem()
    assert tried_alike(stage.actor("bruno"), problem).tried == []
    assert len(tried_alike(stage.actor("alice"), problem).tried) == 2


def test_an_operation_is_written_once_a_day_and_may_be_taken_away(stage, patrol):
    ask = {"actor": stage.actor("bruno"), "action": patrol, "now": NOW, "today": TODAY, "held_on": TODAY}
    ask |= {"staff": {stage.cast.landlord: 2, stage.cast.town: 3}, "results": {}}
    held = services.record_operation(**ask)
    with pytest.raises(Refused):
        services.record_operation(**ask)
    with pytest.raises(NotGranted):
        services.remove_operation(actor=stage.actor("claire"), operation=held, now=NOW)
    services.remove_operation(actor=stage.actor("bruno"), operation=held, now=NOW)
    services.record_operation(**ask)
    with pytest.raises(Refused):
        services.record_operation(**{**ask, "held_on": TODAY - 400 * DAY})


def test_no_date_is_further_than_a_year_and_the_chief_alone_brings_one_forward(stage, patrol):
    bruno, alice = stage.actor("bruno"), stage.actor("alice")
    ask = {"action": patrol, "now": NOW, "today": TODAY}
    for move in (
        lambda: services.postpone_action(actor=bruno, due=TODAY + 400 * DAY, reason="Devis", **ask),
        lambda: services.hold_action(actor=bruno, until=TODAY + 400 * DAY, **ask),
        lambda: services.postpone_action(actor=bruno, due=TODAY + 5 * DAY, reason="Plus tôt", **ask),
    ):
        with pytest.raises(Refused):
            move()
    services.postpone_action(actor=alice, due=TODAY + 5 * DAY, reason="Faute de frappe", **ask)
    assert patrol.due == TODAY + 5 * DAY
