"""« Nous savons déjà »: what is near, in which order, and why; never what the reader may not see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palier.access.levels import Level
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.nearby import Spot, known_near
from palier.cycle.problems.services import Sighting, decline_problem, join_problem, join_report
from palier.cycle.reports.services import decline_report
from palier.kernel.moments import said
from palier.territory.models import Place
from tests.cast import NOW, TODAY

NORTH_80_M = 80 / 111_320


@pytest.fixture
def here(stage):
    stage.place.latitude, stage.place.longitude = 44.1, 6.2
    stage.place.save()
    return stage


def near(stage, by="bruno", **spot):
    content = {"place": stage.place, "category": stage.category, **spot}
    return known_near(stage.actor(by), Spot(**content), now=NOW, metres=250, days=90)


def place(stage, metres, name="Square"):
    latitude = 44.1 + NORTH_80_M * metres / 80
    kind = stage.place.kind
    return Place.objects.create(kind=kind, name=name, latitude=latitude, longitude=6.2, created_at=NOW)


def test_the_same_category_comes_first_then_the_nearest_each_with_its_reasons(here):
    family = here.category.family
    neighbour = Category.objects.filter(family=family).exclude(pk=here.category.pk).first()
    stranger = Category.objects.exclude(family=family).first()
    far = here.problem(title="Même fait, au square", place=place(here, 80))
    other = here.problem(title="Autre fait, ici", category=stranger)
    close = here.problem(title="Fait voisin, ici", category=neighbour)
    here.problem(title="Trop loin", place=place(here, 400, "Gare"))
    found = near(here)
    assert [known.record for known in found] == [far, close, other]
    assert [known.reasons for known in found] == [
        ("à 80 m", "même catégorie"),
        ("même lieu", "catégorie voisine"),
        ("même lieu",),
    ]


def test_moments_are_compared_with_those_of_the_sources(here):
    problem = here.problem(report=here.report(moments=said("evenings")))
    sighting = Sighting(moments=said("nights"))
    join_problem(actor=here.actor("claire"), problem=problem, sighting=sighting, now=NOW, today=TODAY)
    (known,) = near(here, moments=said("evenings"))
    assert known.reasons == ("même lieu", "même catégorie", "mêmes moments")
    assert (known.organisations, known.may_join) == (2, True)


def test_a_report_shows_with_those_who_confirmed_it_and_only_for_ninety_days(here):
    first = here.report(by="bruno")
    join_report(actor=here.actor("claire"), report=first, sighting=Sighting(), now=NOW, today=TODAY)
    (known,) = near(here)
    assert (known.record, known.organisations, known.may_join) == (first, 2, True)
    later = NOW + timedelta(days=91)
    assert not known_near(here.actor("bruno"), Spot(place=here.place), now=later, metres=250, days=90)


def test_what_was_answered_no_is_told_and_not_joined_and_what_is_over_is_not_told(here):
    declined = decline_report(actor=here.actor("alice"), report=here.report(), reason="Isolé.", now=NOW)
    decline_problem(actor=here.actor("alice"), problem=here.problem(), reason="Isolé.", now=NOW)
    (known,) = near(here)
    assert (known.record, known.may_join) == (declined, False)


@pytest.mark.parametrize("spot", [{}, {"place": None, "latitude": 44.1, "longitude": 6.2}])
def test_hidden_rows_change_neither_the_answer_nor_its_cost(here, spot):
    here.problem(report=here.report())

    def answer(by):
        with CaptureQueriesContext(connection) as queries:
            found = near(here, by=by, **spot)
        return [(known.record.pk, known.reasons, known.organisations) for known in found], len(queries)

    before = {name: answer(name) for name in ("bruno", "dora", "eric")}
    police = here.problem(level=Level.POLICE, title="Suivi", report=here.report("olivier", level=Level.POLICE))
    here.problem(level=Level.NAMED, readers=[here.cast.town], title="Désignées")
    here.report("olivier", level=Level.POLICE)
    assert {name: answer(name) for name in before} == before
    assert police.pk in [known.record.pk for known in near(here, by="olivier", **spot)]


def test_ten_rows_cost_as_many_queries_as_two(here):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            near(here)
        return len(queries)

    here.problem(report=here.report())
    here.report()
    before = cost()
    for _ in range(9):
        here.problem(report=here.report())
        here.report()
    assert cost() == before


def test_a_spot_without_place_nor_position_knows_nothing(here):
    here.problem()
    assert near(here, place=None) == []
