"""A message has its own readers, and the list printed above the box is exactly who reads it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palier.access.levels import Level
from palier.cycle.actions.queries import actions_of
from palier.cycle.discussion.models import Remark
from palier.cycle.discussion.queries import levels_for, own_among_named, readers_at, remarks_of
from palier.cycle.discussion.services import correct_remark, withdraw_remark, write_remark
from palier.cycle.problems.models import Problem
from palier.cycle.problems.services import associate_group
from palier.cycle.relations.services import merge_problems
from palier.journal.models import Detail
from palier.journal.queries import timeline
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.models import Contact
from tests.cast import NOW, TODAY

EVERYBODY = ("alice", "alain", "olivier", "bruno", "claire", "dora", "marc", "fatou", "gaelle", "hugo")


def write(stage, subject, by="bruno", **values):
    content = {"text": "La porte tient depuis lundi.", "level": Level.GROUP, "now": NOW}
    return write_remark(actor=stage.actor(by), subject=subject, **{**content, **values})


def who_reads(stage, remark):
    return [name for name in EVERYBODY if Remark.objects.visible_to(stage.actor(name)).filter(pk=remark.pk).exists()]


@pytest.mark.parametrize("kind", ["problem", "action", "police action", "named problem"])
@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("level", [Level.GROUP, Level.NAMED, Level.POLICE])
def test_the_list_above_the_box_is_who_reads(stage, kind, shared, level):
    named = kind == "named problem"
    subject = problem = stage.problem(**({"level": Level.NAMED, "readers": [stage.cast.landlord]} if named else {}))
    if "action" in kind:
        police = {"organisation": stage.cast.police, "level": Level.POLICE}
        subject = stage.action(problem, **(police if "police" in kind else {}))
    if shared and not named:
        associate_group(actor=stage.actor("alice"), problem=problem, group=stage.cast.other_group, now=NOW)
    if level not in levels_for(stage.actor("alice"), subject):
        with pytest.raises(Refused):
            write(stage, subject, by="alice", level=level)
        return
    readers = [stage.cast.landlord] if level == Level.NAMED else []
    remark = write(stage, subject, by="alice", level=level, readers=readers)
    told = readers_at(subject, [level], named=[one.pk for one in readers], today=TODAY)[0]
    reading = who_reads(stage, remark)
    assert told.people == len(reading)
    speaking = Contact.objects.unsealed("test").filter(user__in=[stage.cast.users[name] for name in reading])
    assert {one.name for one, _ in told.organisations} == {one.organisation.name for one in speaking}


def test_the_list_costs_the_same_whoever_reads(stage):
    problem = stage.problem()
    associate_group(actor=stage.actor("alice"), problem=problem, group=stage.cast.other_group, now=NOW)
    counts = []
    for levels in ([Level.GROUP], [Level.GROUP, Level.NAMED, Level.POLICE]):
        with CaptureQueriesContext(connection) as queries:
            readers_at(problem, levels, today=TODAY)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_a_message_touches_neither_the_problem_nor_its_history(stage):
    problem = stage.problem()
    before = timeline(stage.actor("bruno"), problem).lines
    write(stage, problem, by="alice", level=Level.POLICE)
    write(stage, problem)
    known = Problem.objects.unsealed("test").get(pk=problem.pk)
    assert (known.version, known.changed_at) == (problem.version, problem.changed_at)
    assert timeline(stage.actor("bruno"), problem).lines == before
    assert [one.level for one in remarks_of(stage.actor("bruno"), problem)] == [Level.GROUP]
    words = [str(one.payload) + one.subject_label for one in Detail.objects.unsealed("test")]
    assert not any("porte tient" in text for text in words)


def test_who_may_write_and_at_which_level(stage):
    problem = stage.problem()
    assert levels_for(stage.actor("bruno"), problem) == [Level.GROUP, Level.NAMED]
    for name, level, error in (
        ("bruno", Level.POLICE, Refused),
        ("dora", Level.GROUP, NotGranted),
        ("fatou", Level.GROUP, NotGranted),
        ("eric", Level.GROUP, NotGranted),
    ):
        with pytest.raises(error):
            write(stage, problem, by=name, level=level)
    with pytest.raises(NotGranted):
        write(stage, stage.police_problem())
    with pytest.raises(Refused):
        write(stage, problem, level=Level.NAMED, readers=[stage.cast.landlord])
    with pytest.raises(Refused):
        write(stage, problem, text="  ")
    associate_group(actor=stage.actor("alice"), problem=problem, group=stage.cast.other_group, now=NOW)
    assert write(stage, problem, by="dora").organisation.name == "Durance Logis"
    with pytest.raises(Refused):
        write(stage, problem, by="dora", level=Level.NAMED, readers=[stage.cast.landlord])


def test_named_organisations_read_and_the_author_s_own(stage):
    problem = stage.problem()
    remark = write(stage, problem, by="claire", level=Level.NAMED, readers=[stage.cast.police])
    assert who_reads(stage, remark) == ["alice", "alain", "olivier", "claire"]


def test_the_list_counts_the_author_s_own_organisation(stage):
    problem, bruno = stage.problem(), stage.actor("bruno")
    remark = write(stage, problem, level=Level.NAMED, readers=[stage.cast.town])
    named = own_among_named(bruno, problem) | {stage.cast.town.pk}
    assert readers_at(problem, [Level.NAMED], named=named, today=TODAY)[0].people == len(who_reads(stage, remark))
    assert own_among_named(stage.actor("alice"), problem) == set()


def test_corrected_by_its_author_for_twenty_minutes(stage):
    remark = write(stage, stage.problem())
    with pytest.raises(NotGranted):
        correct_remark(actor=stage.actor("alice"), remark=remark, text="Autre.", now=NOW)
    correct_remark(actor=stage.actor("bruno"), remark=remark, text="Depuis mardi.", now=NOW + timedelta(minutes=20))
    known = Remark.objects.unsealed("test").get()
    assert (known.text, known.edited_at) == ("Depuis mardi.", NOW + timedelta(minutes=20))
    with pytest.raises(NotGranted):
        correct_remark(actor=stage.actor("bruno"), remark=remark, text="Tard.", now=NOW + timedelta(minutes=21))


def test_withdrawn_the_words_go_and_the_trace_stays(stage):
    problem = stage.problem()
    remark = write(stage, problem)
    with pytest.raises(NotGranted):
        withdraw_remark(actor=stage.actor("claire"), remark=remark, now=NOW)
    stale = Remark.objects.unsealed("test").get()
    withdraw_remark(actor=stage.actor("alice"), remark=remark, now=NOW)
    known = remarks_of(stage.actor("claire"), problem).get()
    assert (known.text, known.withdrawn_at) == ("", NOW)
    with pytest.raises(Stale):
        correct_remark(actor=stage.actor("bruno"), remark=stale, text="Encore.", now=NOW)


def test_the_discussion_of_an_action_follows_it(stage):
    problem, into = stage.problem(), stage.problem(title="L’autre")
    write(stage, stage.action(problem))
    merge_problems(actor=stage.actor("alice"), problem=problem, into=into, now=NOW)
    action = actions_of(stage.actor("bruno"), into).get()
    assert remarks_of(stage.actor("bruno"), action).get().problem == into
