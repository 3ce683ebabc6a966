"""The unread notices of the home page: all counted, by what they are about, at a cost that does not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palier.access.levels import Level
from palier.cycle.problems.models import Problem
from palier.notifications.models import Notice
from palier.web.home.promised import PromisedActions
from palier.web.home.waiting import SHOWN, waiting_for
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


def tell(stage, problem, *, entry):
    told = {"kind": "closure_asked", "recipient": stage.cast.users["bruno"], "created_at": NOW}
    return Notice.objects.create(entry=-entry, problem=problem, **told)


@pytest.fixture
def problems(stage):
    made = [stage.problem(title=f"Hall {number}") for number in range(102)]
    Notice.objects.unsealed("test").all().delete()
    for number, problem in enumerate(made[:100], start=1):
        tell(stage, problem, entry=number)
    return made


def unread(stage):
    actor = stage.actor("bruno")
    [found] = [
        one for one in waiting_for(actor, TODAY, PromisedActions(actor, TODAY, shown=SHOWN)) if "Avis" in one.title
    ]
    return found


def test_beyond_ninety_nine_it_says_so_and_below_it_counts_them(stage, problems):
    found = unread(stage)
    assert (found.count_label, found.all_label) == ("plus de 99 non lus", "Tout voir")
    rows = Notice.objects.unsealed("test")
    rows.filter(problem=problems[0]).delete()
    tell(stage, problems[1], entry=200)
    found = unread(stage)
    assert (found.count_label, found.all_label) == ("99 non lus", "Voir les 99"), "two about one thing are one"
    Problem.objects.unsealed("test").filter(pk__in=[one.pk for one in problems[50:]]).update(level=Level.POLICE)
    assert unread(stage).count == 49, "what is hidden since is not counted"


def test_it_costs_no_more_at_a_hundred_than_at_forty(stage, problems):
    with CaptureQueriesContext(connection) as many:
        unread(stage)
    Notice.objects.unsealed("test").filter(problem__in=problems[40:]).delete()
    with CaptureQueriesContext(connection) as few:
        unread(stage)
    assert len(few) == len(many)
