"""The facts of a problem: what its sources say together, who is missing, what was tried, and nothing more reserved."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.problems import services
from palier.cycle.problems.gates import missing
from palier.cycle.problems.gathering import attempts_of, chairs, gathered, stewards_of
from palier.kernel.errors import NotGranted, Refused
from palier.kernel.moments import said
from palier.partners.models import OrganisationType, Stewardship
from tests.cast import NOW, TODAY


def attach(stage, problem, **values):
    report = stage.report(by=values.pop("by", "alice"), **values)
    services.attach_report(actor=stage.actor("alice"), report=report, problem=problem, now=NOW)


def test_sources_together_suggest_the_hours_the_days_and_the_frequency(stage):
    problem = stage.problem()
    attach(stage, problem, moments=said("evenings"), seen_on=TODAY - timedelta(days=30), frequency="weekly")
    attach(stage, problem, moments=said("weekends"), seen_on=TODAY - timedelta(days=2), frequency="weekly")
    attach(stage, problem, frequency="daily")
    found = gathered(problem)
    assert found.moments == said("evenings", "weekends")
    assert (found.first_seen, found.last_seen) == (TODAY - timedelta(days=30), TODAY - timedelta(days=2))
    assert (found.sources, found.frequency) == (3, "weekly")


def test_a_reserved_source_suggests_nothing(stage):
    """The chief would accept a suggestion that all the readers of the problem then read."""
    problem = stage.problem()
    before = gathered(problem)
    attach(stage, problem, level=Level.POLICE, moments=said("nights"), seen_on=TODAY, frequency="daily")
    assert gathered(problem) == before


def test_who_is_missing_around_the_table_follows_seats_and_promises_that_all_read(stage):
    problem = stage.problem()  # a hall: the landlord and the police
    seen = {chair.label: (chair.is_seated, chair.is_promised) for chair in chairs(problem, TODAY)}
    assert seen == {"Police nationale": (True, False), "Bailleur social": (True, False)}
    stage.action(problem, organisation=stage.cast.police)  # read by the police alone
    stage.action(problem)
    seen = {chair.label: (chair.is_seated, chair.is_promised) for chair in chairs(problem, TODAY)}
    assert seen == {"Police nationale": (True, False), "Bailleur social": (True, True)}


def test_a_type_without_a_seat_is_missing(stage):
    kind, _ = OrganisationType.objects.update_or_create(code="COP", defaults={"label": "Syndic"})
    stage.category.suggested_partners = ["COP", "BAI"]
    seen = {chair.label: chair.is_seated for chair in chairs(stage.problem(), TODAY)}
    assert seen == {kind.label: False, "Bailleur social": True}


def test_the_owner_of_the_place_is_shown_to_those_who_read_the_place(stage):
    Stewardship.objects.create(place=stage.place, organisation=stage.cast.landlord, kind="owner")
    assert [row.organisation for row in stewards_of(stage.actor("bruno"), stage.place)] == [stage.cast.landlord]
    assert stewards_of(stage.actor("agathe"), stage.place) == []


def test_what_was_tried_opens_the_gate_as_a_sentence_does(stage):
    problem, alice = stage.problem(), stage.actor("alice")
    stage.pass_gates(problem, "admit", "plan")
    services.write_diagnosis(actor=alice, problem=problem, now=NOW, tried="", when="", bothered="")
    assert missing(problem, "plan", NOW)
    attempt = services.add_attempt(
        actor=alice, problem=problem, family="presence", text="Rondes : retour dans l’heure.", now=NOW
    )
    values = {"moments": said("evenings").code, "bothered": "residents"}
    services.change_problem(actor=alice, problem=problem, now=NOW, **values)
    assert not missing(problem, "plan", NOW)
    assert attempts_of(stage.actor("bruno"), problem) == [attempt]
    assert attempts_of(stage.actor("dora"), problem) == []
    services.remove_attempt(actor=alice, attempt=attempt, now=NOW)
    assert missing(problem, "plan", NOW)


def test_only_the_chief_writes_what_was_tried(stage):
    problem = stage.problem()
    for other in ("bruno", "olivier", "dora"):
        with pytest.raises(NotGranted):
            services.add_attempt(actor=stage.actor(other), problem=problem, family="works", text="Porte", now=NOW)
    with pytest.raises(Refused):
        services.add_attempt(actor=stage.actor("alice"), problem=problem, family="works", text=" ", now=NOW)
