"""Flat cost: the lists and pages of the cycle ask as many queries for ten rows as for two."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palier.cycle.meetings.services import add_item
from tests.cast import NOW

LISTS = ("reports:list", "reports:mine", "problems:list", "actions:list", "meetings:list")
MAPS = ("finding:report-map", "finding:report-points", "finding:problem-map", "finding:problem-points")
FILES = ("finding:report-csv", "finding:problem-xlsx")


def grow(world, times):
    """More of everything, attached to the same problem and meeting."""
    stage, alice = world.stage, world.stage.actor("alice")
    for number in range(times):
        report = stage.report(text=f"Encore du bruit, {number}")
        other = stage.problem(title=f"Autre hall {number}", report=report)
        stage.action(other)
        stage.action(world["problem"], title=f"Action {number}")
        add_item(actor=alice, meeting=world["meeting"], problem=other, now=NOW)
        stage.meeting(planned_at=NOW + timedelta(days=30 + number))


def cost(client, url):
    """Statements, the one that notes a reading left out: it depends on what the page shows first, not on how much."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    noted = sum('INTO "journal_consultation"' in query["sql"] for query in queries)
    assert noted <= 1, "a page notes its reading once"
    return len(queries) - noted


@pytest.mark.parametrize("name", ["alice", "bruno"])
def test_ten_rows_cost_as_many_queries_as_two(world, client_for, name):
    client = client_for(name)
    pages = [reverse(address) for address in (*LISTS, *MAPS, *FILES)]
    pages.append(reverse("problems:problem", kwargs={"pk": world["problem"].pk}))
    pages.append(reverse("meetings:meeting", kwargs={"pk": world["meeting"].pk}))
    pages.append(reverse("reviews:yearly"))
    pages.append(f"{reverse('reports:known')}?place=lieu:{world.stage.place.pk}")
    pages.append(reverse("reports:new"))
    pages.append(reverse("reports:table"))
    if name == "alice":
        pages.append(reverse("meetings:live", kwargs={"pk": world["meeting"].pk}))
        pages.append(reverse("meetings:proposal", kwargs={"pk": world["meeting"].pk}))
        pages.append(reverse("triage:box"))
        pages.append(reverse("triage:report", kwargs={"pk": world["new_report"].pk}))
    grow(world, 1)
    for page in pages:
        cost(client, page)  # what is filled once per session, or once per process
    before = {page: cost(client, page) for page in pages}
    grow(world, 8)
    assert {page: cost(client, page) for page in pages} == before
