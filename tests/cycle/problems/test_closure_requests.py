"""Asking to close is not closing: any member asks, the chief decides, and says why not."""

import pytest

from palier.access.levels import Level
from palier.cycle.problems import queries, services
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW, TODAY


def observed(stage):
    problem = stage.problem()
    stage.action(problem)
    return stage.lead(problem, "admit", "plan", "start", "observe")


def ask(stage, problem, by="bruno", outcome="managed"):
    return services.ask_closure(
        actor=stage.actor(by), problem=problem, outcome=outcome, reason="Plus d’appel depuis six semaines.", now=NOW
    )


def test_a_partner_asks_and_the_problem_stays_as_it_was(stage):
    problem = observed(stage)
    before = (problem.state, problem.version)
    request = ask(stage, problem)
    problem.refresh_from_db()
    assert (problem.state, problem.version) == before
    assert (request.organisation, request.asked_by) == (stage.cast.landlord, stage.cast.users["bruno"])
    assert list(queries.closures_to_decide(stage.actor("alice"))) == [request]
    for other in ("bruno", "olivier", "dora", "marc", "agathe"):
        assert not queries.closures_to_decide(stage.actor(other)).exists()


def test_one_request_waits_at_a_time(stage):
    problem = observed(stage)
    ask(stage, problem)
    with pytest.raises(Refused):
        ask(stage, problem, by="claire")


def test_accepting_is_closing(stage):
    problem = observed(stage)
    request = ask(stage, problem)
    services.close_problem(actor=stage.actor("alice"), problem=problem, outcome="managed", now=NOW, today=TODAY)
    request.refresh_from_db()
    assert (request.decision, request.decided_at) == ("accepted", NOW)


def test_declining_says_why_and_leaves_room_for_another_request(stage):
    problem = observed(stage)
    request, alice = ask(stage, problem), stage.actor("alice")
    with pytest.raises(Refused):
        services.decline_closure(actor=alice, request=request, reason=" ", now=NOW)
    services.decline_closure(actor=alice, request=request, reason="L’observation n’est pas finie.", now=NOW)
    assert (request.decision, problem.state) == ("declined", "observed")
    with pytest.raises(Refused):
        services.decline_closure(actor=alice, request=request, reason="Encore.", now=NOW)
    ask(stage, problem)
    (_, first) = queries.closure_requests_of(stage.actor("claire"), problem).order_by("decided_at")[:2][::-1]
    assert queries.closure_requests_of(stage.actor("claire"), problem).count() == 2
    assert first is not None


def test_leaving_by_another_way_answers_the_request(stage):
    problem = observed(stage)
    request = ask(stage, problem)
    services.abandon_problem(actor=stage.actor("alice"), problem=problem, reason="Bâtiment démoli.", now=NOW)
    request.refresh_from_db()
    assert request.decision == "moot"


def test_only_members_who_read_it_ask_and_only_the_chief_decides(stage):
    problem, hidden = observed(stage), stage.police_problem()
    for outsider in ("dora", "eric", "diane", "agathe", "denis"):
        with pytest.raises(NotGranted):
            ask(stage, problem, by=outsider)
    with pytest.raises(NotGranted):
        ask(stage, stage.lead(hidden, "admit"), by="bruno")
    request = ask(stage, problem)
    for other in ("bruno", "olivier", "marc"):
        with pytest.raises(NotGranted):
            services.decline_closure(actor=stage.actor(other), request=request, reason="Non.", now=NOW)
    assert Level(problem.level) is Level.GROUP


def test_an_associated_group_asks_too(stage):
    problem = observed(stage)
    services.associate_group(actor=stage.actor("alice"), problem=problem, group=stage.cast.other_group, now=NOW)
    assert ask(stage, problem, by="dora").organisation.name == "Durance Logis"


def test_what_is_not_admitted_yet_or_over_is_not_asked_to_be_closed(stage):
    with pytest.raises(Refused):
        ask(stage, stage.problem())
