"""The gates: each says what is missing and where to write it, and opens once it is there."""

from datetime import timedelta

import pytest

from palier.cycle.problems import queries, services
from palier.cycle.problems.criteria import Criterion
from palier.cycle.problems.gates import Incomplete, Mending, missing
from palier.cycle.problems.models import ObservationRule, Problem
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW, TODAY

YES = services.Answered(is_met=True, evidence="Sept soirées relevées par la gardienne.")
NO = services.Answered(is_met=False, evidence="Un seul fait connu.")
LATER = NOW + timedelta(days=61)


def answer(stage, problem, **answers):
    services.answer_admission(actor=stage.actor("alice"), problem=problem, answers=answers, now=NOW)


def admit(stage, problem):
    return services.admit_problem(actor=stage.actor("alice"), problem=problem, now=NOW)


def witness(stage, problem, kind, by="alice", at=LATER, **values):
    content = {"witness": kind, "effect": "better", "text": "Plus de porte bloquée.", "observed_on": at.date()}
    return services.write_evidence(
        actor=stage.actor(by), problem=problem, now=at, today=at.date(), **{**content, **values}
    )


def observed(stage):
    problem = stage.problem()
    stage.action(problem)
    return stage.lead(problem, "admit", "plan", "start", "observe")


def test_admission_says_which_criteria_wait_and_refuses(stage):
    problem = stage.problem()
    answer(stage, problem, **dict.fromkeys(set(Criterion) - {Criterion.HARM, Criterion.SOLVABLE}, YES))
    with pytest.raises(Incomplete) as refusal:
        admit(stage, problem)
    assert refusal.value.message == "Le test d’admission attend une réponse : Dommage et Faisable."
    assert [lack.mending for lack in refusal.value.lacks] == [Mending.ADMISSION]
    assert Problem.objects.unsealed("test").get(pk=problem.pk).state == "to_qualify"


@pytest.mark.parametrize(
    ("criterion", "told"),
    [("partnership", "Service ordinaire"), ("solvable", "CLSPD"), ("recurrent", "À surveiller"), ("harm", "Précisez")],
)
def test_an_unmet_criterion_closes_the_gate_and_says_where_it_leads(stage, criterion, told):
    problem = stage.problem()
    answer(stage, problem, **dict.fromkeys(Criterion, YES) | {criterion: NO})
    (lack,) = missing(problem, "admit", NOW)
    assert told in lack.what
    with pytest.raises(Incomplete):
        admit(stage, problem)


def test_the_answers_are_kept_when_the_problem_is_refused(stage):
    problem = stage.problem()
    answer(stage, problem, recurrent=NO)
    services.decline_problem(actor=stage.actor("alice"), problem=problem, reason="Fait isolé.", now=NOW)
    assert [row.evidence for row in queries.admission_of(stage.actor("bruno"), problem)] == [NO.evidence]
    with pytest.raises(Refused):
        answer(stage, problem, recurrent=YES)


def test_an_answer_asks_for_its_evidence(stage):
    with pytest.raises(Refused) as refusal:
        answer(stage, stage.problem(), harm=services.Answered(is_met=True, evidence="  "))
    assert refusal.value.field == "harm_evidence"


@pytest.mark.parametrize(
    ("name", "told"),
    [("where", "le lieu"), ("when", "les moments"), ("facts", "les faits"), ("bothered", "qui est"), ("tried", "déjà")],
)
def test_no_plan_without_each_part_of_the_diagnosis(stage, name, told):
    problem = stage.lead(stage.problem(), "admit")
    stage.pass_gates(problem, "plan")
    assert not missing(problem, "plan", NOW)
    services.write_diagnosis(actor=stage.actor("alice"), problem=problem, now=NOW, **{name: " "})
    (lack,) = missing(problem, "plan", NOW)
    assert told in lack.what
    assert lack.mending is Mending.DIAGNOSIS
    with pytest.raises(Incomplete):
        services.plan_problem(actor=stage.actor("alice"), problem=problem, now=NOW)


@pytest.mark.parametrize(
    "name", ["objective", "indicator", "starting_value", "starting_value_on", "starting_value_source"]
)
@pytest.mark.parametrize("move", ["plan", "start"])
def test_no_plan_and_no_work_without_each_part_of_the_measure(stage, name, move):
    problem = stage.pass_gates(stage.problem(), "admit", "plan", "start")
    blank = None if name in ("starting_value", "starting_value_on") else ""
    Problem.objects.unsealed("test").filter(pk=problem.pk).update(**{name: blank})
    problem.refresh_from_db()
    (lack,) = missing(problem, move, NOW)
    assert lack.mending is Mending.OBJECTIVE


def test_a_measure_is_not_of_tomorrow_nor_below_zero(stage):
    ask = {"actor": stage.actor("alice"), "problem": stage.problem(), "now": NOW, "today": TODAY}
    words = {"objective": "Moins d’une soirée", "indicator": "Soirées", "starting_value_source": "Gardien"}
    with pytest.raises(Refused) as tomorrow:
        services.set_objective(**ask, **words, starting_value=5, starting_value_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused) as negative:
        services.set_objective(**ask, **words, starting_value=-1, starting_value_on=TODAY)
    assert (tomorrow.value.field, negative.value.field) == ("starting_value_on", "starting_value")


def test_what_was_taken_over_meets_the_gates_at_its_next_move(stage):
    content = {"title": "Repris", "category": stage.category, "place": stage.place, "opened_on": TODAY, "now": NOW}
    problem = services.take_over_problem(actor=stage.actor("alice"), group=stage.cast.group, state="planned", **content)
    assert problem.state == "planned"
    with pytest.raises(Incomplete) as refusal:
        services.start_problem(actor=stage.actor("alice"), problem=problem, now=NOW)
    assert {lack.mending for lack in refusal.value.lacks} == {Mending.OBJECTIVE}


def test_resolved_asks_for_sixty_days_and_two_sources_one_of_them_outside_the_police(stage):
    problem = observed(stage)
    ask = {"actor": stage.actor("alice"), "problem": problem, "outcome": "gone"}
    early = [lack.mending for lack in missing(problem, "resolve", NOW + timedelta(days=59))]
    assert early == [Mending.TIME, Mending.EVIDENCE]
    witness(stage, problem, "police")
    witness(stage, problem, "police")
    witness(stage, problem, "municipal", by="claire")
    with pytest.raises(Incomplete) as refusal:
        services.resolve_problem(**ask, now=LATER)
    assert "extérieure à la police" in refusal.value.message
    witness(stage, problem, "school", effect="same")
    assert missing(problem, "resolve", LATER)
    witness(stage, problem, "residents", by="bruno")
    services.resolve_problem(**ask, now=LATER)
    assert problem.state == "resolved"


def test_what_was_seen_before_the_observation_does_not_count(stage):
    problem = observed(stage)
    witness(stage, problem, "residents", observed_on=TODAY - timedelta(days=1))
    witness(stage, problem, "police")
    assert [lack.mending for lack in missing(problem, "resolve", LATER)] == [Mending.EVIDENCE]


def test_resuming_starts_the_observation_anew(stage):
    problem = observed(stage)
    witness(stage, problem, "residents", at=NOW)
    witness(stage, problem, "police", at=NOW)
    stage.lead(problem, "resume", "observe", at=LATER)
    needs = [lack.mending for lack in missing(problem, "resolve", LATER + timedelta(days=5))]
    assert needs == [Mending.TIME, Mending.EVIDENCE]


def test_a_department_sets_its_own_length(stage):
    problem, agathe = observed(stage), stage.actor("agathe")
    department = stage.cast.group.district.department
    services.set_observation_days(actor=agathe, department=department, days=30, now=NOW)
    again = Problem.objects.unsealed("test").select_related("group__district__department").get(pk=problem.pk)
    day = NOW + timedelta(days=29)
    assert "30 jours" in missing(again, "resolve", day)[0].what
    assert [lack.mending for lack in missing(again, "resolve", day + timedelta(days=1))] == [Mending.EVIDENCE]
    for days in (13, 181):
        with pytest.raises(Refused):
            services.set_observation_days(actor=agathe, department=department, days=days, now=NOW)
    with pytest.raises(NotGranted):
        services.set_observation_days(actor=stage.actor("alice"), department=department, days=30, now=NOW)
    assert ObservationRule.objects.get().days == 30


def test_an_outcome_that_counts_as_solved_is_not_closed_without_being_resolved(stage):
    problem = observed(stage)
    ask = {"actor": stage.actor("alice"), "problem": problem, "now": NOW, "today": TODAY}
    with pytest.raises(Refused) as refusal:
        services.close_problem(**ask, outcome="reduced")
    assert refusal.value.field == "outcome"
    services.close_problem(**ask, outcome="managed")
    assert problem.state == "closed"


def test_evidence_is_written_during_the_observation_by_members_alone(stage):
    problem = observed(stage)
    row = witness(stage, problem, "caretaker", by="bruno")
    assert row.organisation == stage.cast.landlord
    assert [one.pk for one in queries.evidence_of(stage.actor("claire"), problem)] == [row.pk]
    for outsider in ("dora", "eric", "agathe"):
        with pytest.raises(NotGranted):
            witness(stage, problem, "residents", by=outsider)
        assert not queries.evidence_of(stage.actor(outsider), problem).exists()
    with pytest.raises(Refused):
        witness(stage, problem, "residents", observed_on=LATER.date() + timedelta(days=1))
    with pytest.raises(Refused):
        witness(stage, stage.problem(), "residents")
