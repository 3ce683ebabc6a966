"""The index follows what is written, says what it lacks, and is made anew without stopping anybody."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from palier.access.levels import Level
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.models import Evidence, Problem
from palier.cycle.problems.services import add_attempt, decline_problem
from palier.cycle.reports import retention
from palier.cycle.reports.models import Report
from palier.cycle.reports.services import decline_report
from palier.cycle.triage.passing import pass_report
from palier.search import feeding, rebuilding
from palier.search.asking import read
from palier.search.models import Line
from palier.search.queries import answering, question
from palier.territory.models import Place
from palier.territory.services.places import change_place, create_place
from tests.cast import NOW, TODAY


def lines():
    return Line.objects.unsealed("test")


def found(actor, words: str) -> list[Report]:
    return list(Report.objects.visible_to(actor).filter(answering(actor, "report", question(words))))


def test_a_write_that_fails_leaves_no_line(stage):
    with transaction.atomic():
        stage.report(text="Baobab")
        assert lines().filter(words__contains="baobab").exists()
        transaction.set_rollback(True)
    assert not lines().filter(words__contains="baobab").exists()


def test_a_problem_is_found_by_what_was_answered_tried_and_seen(stage):
    alice, problem = stage.actor("alice"), stage.problem()
    stage.pass_gates(problem, "admit", words="Cadenas sectionné")
    add_attempt(actor=alice, problem=problem, family=Answer.Kind.PRESENCE, text="Îlotage du samedi", now=NOW)
    Evidence.objects.create(
        problem=problem, witness="residents", effect="better", text="Trottoir dégagé", observed_on=TODAY, written_at=NOW
    )
    decline_problem(actor=alice, problem=problem, reason="Chantier terminé", now=NOW)
    for words in ("cadenas", "ilotage", "trottoir", "chantier"):
        seen = Problem.objects.visible_to(alice).filter(answering(alice, "problem", question(words)))
        assert list(seen) == [problem], words


def test_a_renamed_place_is_found_by_its_new_name_wherever_it_is_named(stage, monkeypatch):
    alice = stage.actor("alice")
    place = create_place(
        actor=alice, group_id=stage.cast.group.pk, kind=stage.place.kind, name="Kiosque", now=NOW,
        position=None, part_of=stage.place, level=Level.GROUP,
    )  # fmt: skip
    report = stage.report(place=place)
    for at_once, name in ((300, "Belvédère"), (0, "Rotonde")):
        monkeypatch.setattr(feeding, "AT_ONCE", at_once)
        place = change_place(
            actor=alice, place=Place.objects.unsealed("test").get(pk=place.pk), kind=place.kind, name=name,
            now=NOW + timedelta(minutes=1 if at_once else 2), part_of=stage.place,
        )  # fmt: skip
        assert rebuilding.is_behind() == (not at_once)
        rebuilding.catch_up()
        assert found(alice, name) == [report]
        assert not found(alice, "kiosque")


def test_a_group_that_passed_a_report_on_goes_on_finding_it(stage):
    report = stage.report(text="Baobab")
    other = stage.cast.other_group
    pass_report(actor=stage.actor("alice"), report=report, group=other, reason="Son secteur", now=NOW)
    assert found(stage.actor("bruno"), "baobab") == [report]
    assert found(stage.actor("dora"), "baobab") == [report]


def test_what_is_purged_leaves_the_index(stage):
    report = stage.report(text="Baobab")
    decline_report(actor=stage.actor("alice"), report=report, reason="Fait isolé", now=NOW)
    later = NOW + timedelta(days=1)
    retention.remove_expired(actor=stage.actor("alice"), before=later, now=later)
    assert not lines().filter(words__contains="baobab").exists()
    assert rebuilding.count_behind() == 1  # the place of the stage, which no service wrote


def test_the_index_is_made_anew_by_batches_and_goes_on_where_it_stopped(stage, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    for _ in range(5):
        stage.report(text="Baobab")
    awaited = lines().count() + 1  # the place of the stage, which no service wrote
    lines().all().delete()
    assert rebuilding.count_behind() == awaited

    def stop(done: int, total: int) -> None:
        assert total == awaited
        if done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.catch_up(say=stop)
    assert 0 < rebuilding.count_behind() < awaited
    rebuilding.catch_up()
    assert rebuilding.count_behind() == 0
    assert len(found(stage.actor("bruno"), "baobab")) == 5


def test_the_full_text_index_answers(stage):
    """Of the words alone: among a handful of rows the planner rightly takes any other path."""
    stage.report(text="Baobab")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "search_words" in lines().filter(words__answers=read("baobab")).explain()
