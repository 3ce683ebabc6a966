"""A word left unfinished, spelled out by what the index holds."""

import pytest
from django.db import connection

from palier.cycle.reports.models import Report
from palier.search import vocabulary
from palier.search.asking import Way, read
from palier.search.queries import answering, question

ON_SQLITE = {"sqlite": True, "postgresql": False}


def ways(text: str) -> set[Way]:
    return {way for one in question(text).wanted for way in one}


@pytest.fixture
def said(stage):
    for text in ("Digicode en panne", "Digicodes arrachés", "Baobab"):
        stage.report(text=text)
    return stage


def test_a_beginning_becomes_the_words_that_begin_so_where_it_costs_less(said):
    assert any(way.begins for one in read("digi").wanted for way in one)
    assert any(way.begins for way in ways("digi")) is not ON_SQLITE[connection.vendor]
    if ON_SQLITE[connection.vendor]:
        assert Way("digicod") in ways("digi")
        assert not any("baobab" in way.token for way in ways("digi"))


@pytest.mark.parametrize(("typed", "number"), [("digi", 2), ("digicode", 2), ("baob", 1), ("baobabs", 1), ("zzz", 0)])
def test_the_same_rows_are_found(said, typed, number):
    bruno = said.actor("bruno")
    assert Report.objects.visible_to(bruno).filter(answering(bruno, "report", question(typed))).count() == number


def test_a_beginning_of_too_many_words_stays_one(said, monkeypatch):
    monkeypatch.setattr(vocabulary, "MOST_SPELLED", 1)
    bruno = said.actor("bruno")
    assert any(way.begins for way in ways("digi"))
    assert Report.objects.visible_to(bruno).filter(answering(bruno, "report", question("digi"))).count() == 2


def test_it_costs_one_statement_at_most(said, django_assert_num_queries):
    with django_assert_num_queries(1 if ON_SQLITE[connection.vendor] else 0):
        question("moteurs bruit digi")
    with django_assert_num_queries(0):
        assert question("  ") is None
