"""A hand-over: proposed by one chief, answered by the other; what was sealed stays with those named."""

import pytest

from palier.access.levels import Level
from palier.cycle.problems.models import Problem, Source
from palier.cycle.problems.queries import sealed_notes_of
from palier.cycle.problems.services import attach_report, set_judicial_status, write_sealed_note
from palier.cycle.relations.models import Handover
from palier.cycle.relations.queries import handovers_for, handovers_to_answer, neighbours_to_ask
from palier.cycle.relations.services import (
    accept_handover,
    decline_handover,
    keep_alone,
    propose_handover,
    withdraw_handover,
)
from palier.cycle.reports.queries import reports_for
from palier.journal.models import Entry
from palier.journal.queries import timeline
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.services.drawers import grant_drawer
from palier.territory.models import Sector
from tests.cast import NOW, TODAY


def propose(stage, problem, by="alice", **values):
    content = {"group": stage.cast.other_group, "reason": "Le trouble a passé l’avenue.", "keeps_reading": True}
    return propose_handover(actor=stage.actor(by), problem=problem, now=NOW, **{**content, **values})


def seen(stage, name, problem):
    return Problem.objects.visible_to(stage.actor(name)).filter(pk=problem.pk).exists()


def test_accepted_the_owner_changes_and_the_reference_stays(stage):
    problem = stage.problem()
    reference = problem.reference
    handover = propose(stage, problem)
    assert not seen(stage, "dora", problem)
    assert not seen(stage, "marc", problem)
    assert list(handovers_to_answer(stage.actor("marc"))) == [handover]
    accept_handover(actor=stage.actor("marc"), handover=handover, now=NOW)
    known = Problem.objects.unsealed("test").get(pk=problem.pk)
    assert (known.group, known.reference, known.version) == (stage.cast.other_group, reference, 2)
    assert seen(stage, "dora", problem)
    assert seen(stage, "bruno", problem)
    assert "a repris, pour son groupe" in timeline(stage.actor("dora"), known).lines[0].text
    with pytest.raises(Stale):
        withdraw_handover(actor=stage.actor("alice"), handover=handover, now=NOW)


def test_without_a_place_among_the_readers_the_former_group_sees_it_no_more(stage):
    problem = stage.problem()
    accept_handover(actor=stage.actor("marc"), handover=propose(stage, problem, keeps_reading=False), now=NOW)
    assert not seen(stage, "bruno", problem)
    assert not seen(stage, "alice", problem)
    assert not handovers_for(stage.actor("alice")).exists()
    assert handovers_for(stage.actor("marc")).exists()


def test_the_reports_that_all_read_follow_it_and_their_authors_go_on_reading_them(stage):
    alice = stage.actor("alice")
    shared, kept, linked = stage.report(), stage.report("olivier", level=Level.POLICE), stage.report()
    problem = stage.problem(report=shared)
    attach_report(actor=alice, report=kept, problem=problem, now=NOW)
    attach_report(actor=alice, report=linked, problem=problem, now=NOW)
    Source.objects.unsealed("test").filter(report=linked).update(level=Level.POLICE)
    accept_handover(actor=stage.actor("marc"), handover=propose(stage, problem, keeps_reading=False), now=NOW)
    assert [report.pk for report in reports_for(stage.actor("marc"))] == [shared.pk]
    assert reports_for(stage.actor("dora")).get().state == "attached"
    assert {report.pk for report in reports_for(stage.actor("bruno"))} == {shared.pk, linked.pk}
    assert {report.pk for report in reports_for(alice)} == {shared.pk, kept.pk, linked.pk}
    assert not seen(stage, "bruno", problem)


def test_declined_with_a_reason_or_withdrawn_it_stays(stage):
    problem = stage.problem()
    handover = propose(stage, problem)
    with pytest.raises(Refused):
        decline_handover(actor=stage.actor("marc"), handover=handover, answer=" ", now=NOW)
    decline_handover(actor=stage.actor("marc"), handover=handover, answer="Le lieu est à vous.", now=NOW)
    assert not handovers_for(stage.actor("marc")).exists()
    withdraw_handover(actor=stage.actor("alice"), handover=propose(stage, problem), now=NOW)
    assert not seen(stage, "marc", problem)
    assert {one.ending for one in handovers_for(stage.actor("alice"))} == {"declined", "withdrawn"}


def test_partners_learn_nothing_of_a_proposal(stage):
    problem = stage.problem()
    before = timeline(stage.actor("bruno"), problem).lines
    propose(stage, problem)
    assert not handovers_for(stage.actor("bruno")).exists()
    assert timeline(stage.actor("bruno"), problem).lines == before
    assert Problem.objects.unsealed("test").get(pk=problem.pk).version == problem.version


def test_only_its_own_chief_proposes_and_only_the_other_answers(stage):
    problem = stage.problem()
    for name in ("olivier", "bruno", "marc"):
        with pytest.raises(NotGranted):
            propose(stage, problem, by=name)
    handover = propose(stage, problem)
    for name in ("alice", "dora"):
        with pytest.raises(NotGranted):
            accept_handover(actor=stage.actor(name), handover=handover, now=NOW)
    with pytest.raises(Refused):
        propose(stage, problem)


def test_what_is_reserved_or_promised_by_the_absent_is_not_handed_over(stage):
    with pytest.raises(Refused):
        propose(stage, stage.police_problem())
    with pytest.raises(Refused):
        propose(stage, stage.problem(level=Level.NAMED, readers=[stage.cast.landlord]))
    problem = stage.problem()
    stage.action(problem)
    with pytest.raises(Refused, match="Bléone Habitat"):
        propose(stage, problem)
    assert not Handover.objects.unsealed("test").exists()


def test_the_sealed_drawer_stays_with_those_named_by_the_former_group(stage):
    problem = stage.problem()
    stage.open_drawer(problem, "alice")
    alice = stage.actor("alice")
    write_sealed_note(actor=alice, problem=problem, text="Opération mardi.", now=NOW, planned_on=TODAY)
    set_judicial_status(actor=alice, problem=problem, status="ongoing", now=NOW)
    accept_handover(actor=stage.actor("marc"), handover=propose(stage, problem), now=NOW)
    problem = Problem.objects.unsealed("test").get(pk=problem.pk)
    # The chief of the new group opens a drawer of its own: it is empty, and its history too.
    whom = {"user": stage.cast.users["marc"], "reason": "Reprend la suite."}
    grant_drawer(actor=stage.actor("marc"), group=problem.group, drawer=problem.pk, now=NOW, **whom)
    marc = stage.actor("marc")
    assert problem.pk in marc.drawers
    assert not sealed_notes_of(marc, problem).exists()
    sealed = Entry.objects.visible_to(marc).filter(subject_id=problem.pk, level=Level.SEALED)
    assert {entry.event for entry in sealed} == {"partners:drawer:grant"}
    assert sealed_notes_of(stage.actor("alice"), problem).get().text == "Opération mardi."
    assert not sealed_notes_of(stage.actor("alain"), problem).exists()


def test_a_place_on_a_boundary_asks_until_it_is_answered(stage):
    cast = stage.cast
    sectors = [
        Sector.objects.create(district=group.district, code=f"S{number}", name=f"Secteur {number}")
        for number, group in enumerate((cast.group, cast.other_group))
    ]
    for sector, group in zip(sectors, (cast.group, cast.other_group), strict=True):
        group.sectors.add(sector)
    stage.place.sector, stage.place.second_sector = sectors
    stage.place.save()
    problem, alice = stage.problem(), stage.actor("alice")
    assert neighbours_to_ask(alice, problem) == [cast.other_group]
    assert neighbours_to_ask(stage.actor("olivier"), problem) == []
    keep_alone(actor=alice, problem=problem, now=NOW)
    assert neighbours_to_ask(alice, problem) == []
    other = stage.problem()
    propose(stage, other)
    assert neighbours_to_ask(alice, other) == []
