"""What a list asks of the database is answered by an index: bench/README.md has the figures."""

import re

import pytest
from django.db import connection
from django.http import QueryDict

from palier.config.database import gather_statistics
from palier.web.finding.paging import BoundedPaginator, in_order
from palier.web.finding.subjects import PROBLEMS, REPORTS
from tests.cast import TODAY


@pytest.mark.parametrize(("subject", "name"), [(REPORTS, "report"), (PROBLEMS, "problem")])
def test_the_rows_of_a_group_are_found_by_an_index_of_the_list(ground, subject, name):
    rows = subject.filters(QueryDict("state=toutes"), actor=ground["alice"], today=TODAY).rows()
    alone, whole = {"sqlite": ("COVERING INDEX ", "SCAN {}\n"), "postgresql": ("", "Seq Scan on {} ")}[
        connection.vendor
    ]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # a table of a few rows is read whole, whatever its indexes
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = rows.values_list("pk", flat=True)[:1001].explain()
    assert re.search(rf"{alone}{name}_(of_group|newest|for_all)", plan), plan
    assert whole.format(rows.model._meta.db_table) not in f"{plan}\n", plan


@pytest.mark.parametrize("subject", [REPORTS, PROBLEMS])
def test_what_is_shared_is_gathered_once_and_looked_up(ground, subject):
    """What a partner group or an organisation was let read: keys for an index, never a question asked of each row."""
    plan = subject.filters(QueryDict("state=toutes"), actor=ground["alice"], today=TODAY).rows().explain()
    gathered, of_each = {"sqlite": ("LIST SUBQUERY", "CORRELATED"), "postgresql": ("InitPlan", "SubPlan")}[
        connection.vendor
    ]
    assert gathered in plan, plan
    assert of_each not in plan, plan


@pytest.mark.parametrize("subject", [REPORTS, PROBLEMS])
@pytest.mark.parametrize("sort", ["", "categorie", "gravite", "intitule", "attente"])
def test_a_page_keeps_the_order_of_the_list(ground, subject, sort):
    filters = subject.filters(QueryDict(f"state=toutes&sort={sort}"), actor=ground["alice"], today=TODAY)
    rows = filters.rows()
    paginator = BoundedPaginator(rows, 2, seen=filters.seen())
    pages = [row.pk for number in paginator.page_range for row in paginator.page(number)]
    assert pages == [row.pk for row in rows]


@pytest.mark.parametrize("subject", [REPORTS, PROBLEMS])
def test_the_rows_of_a_page_are_read_by_the_rule_whatever_their_keys(ground, subject):
    keys = [row.pk for row in subject.filters(QueryDict("state=toutes"), actor=ground["alice"], today=TODAY).rows()]
    other = subject.filters(QueryDict(), actor=ground.stage.actor("bruno"), today=TODAY)
    assert [row.pk for row in in_order(other.seen(), keys)] == [key for key in keys if other.seen().filter(pk=key)]
    assert len(in_order(other.seen(), keys)) < len(keys)


def test_the_database_knows_how_its_tables_are_filled(ground):
    """SQLite once told; PostgreSQL by itself, in its own time."""
    known = {"sqlite": "sqlite_stat1 WHERE tbl = 'reports_report'", "postgresql": "pg_stat_user_tables"}
    gather_statistics()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {known[connection.vendor]}")
        assert cursor.fetchone()[0] > 0
