"""The sealed drawer and the judicial status: read by those named or cleared, betrayed by nothing."""

import pytest
from django.db import IntegrityError, transaction

from palier.cycle.problems import queries, services
from palier.cycle.problems.models import JudicialStatus, Problem, SealedNote
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted
from tests.cast import NOW


def test_the_drawer_opens_by_name_and_not_by_role(stage):
    problem = stage.problem()
    with pytest.raises(NotGranted):
        services.write_sealed_note(actor=stage.actor("alice"), problem=problem, text="Note", now=NOW)
    stage.open_drawer(problem, "alice")
    services.write_sealed_note(actor=stage.actor("alice"), problem=problem, text="Note", now=NOW)
    readers = {name for name in stage.cast.users if queries.sealed_notes_of(stage.actor(name), problem).exists()}
    assert readers == {"alice"}


def test_writing_in_the_drawer_touches_nothing_that_others_read(stage):
    problem = stage.problem()
    stage.open_drawer(problem, "alice")
    before = Problem.objects.unsealed("test").values().get(pk=problem.pk)
    entries = Entry.objects.visible_to(stage.actor("alain")).count()
    services.write_sealed_note(actor=stage.actor("alice"), problem=problem, text="Note", now=NOW)
    assert Problem.objects.unsealed("test").values().get(pk=problem.pk) == before
    assert Entry.objects.visible_to(stage.actor("alain")).count() == entries
    assert Entry.objects.visible_to(stage.actor("alice")).count() == entries + 1


def test_an_officer_with_a_grant_reads_but_does_not_write(stage):
    problem = stage.problem()
    stage.open_drawer(problem, "alice", "olivier")
    services.write_sealed_note(actor=stage.actor("alice"), problem=problem, text="Note", now=NOW)
    assert queries.sealed_notes_of(stage.actor("olivier"), problem).exists()
    with pytest.raises(NotGranted):
        services.write_sealed_note(actor=stage.actor("olivier"), problem=problem, text="Autre", now=NOW)


def test_the_judicial_status_is_read_by_the_police_alone_and_moves_no_date(stage):
    problem = stage.problem()
    before = Problem.objects.unsealed("test").values().get(pk=problem.pk)
    services.set_judicial_status(actor=stage.actor("alice"), problem=problem, status="ongoing", now=NOW)
    assert Problem.objects.unsealed("test").values().get(pk=problem.pk) == before
    readers = {name for name in stage.cast.users if JudicialStatus.objects.visible_to(stage.actor(name)).exists()}
    assert readers == {"alice", "alain", "olivier"}
    assert not Entry.objects.visible_to(stage.actor("bruno")).filter(event="problem:problem:change").exists()


def test_a_note_is_never_anything_but_sealed(stage):
    problem = stage.problem()
    note = SealedNote(problem=problem, group=problem.group, level=20, text="Note", written_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        note.save()
