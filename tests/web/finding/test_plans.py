"""What a list asks of the database is answered by an index: bench/README.md has the figures."""

import pytest
from django.db import connection
from django.http import QueryDict

from palier.config.database import gather_statistics
from palier.web.finding.paging import BoundedPaginator
from palier.web.finding.subjects import PROBLEMS, REPORTS
from tests.cast import TODAY

embedded = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans tables of a few rows")


@embedded
@pytest.mark.parametrize(("subject", "index"), [(REPORTS, "report_of_group"), (PROBLEMS, "problem_of_group")])
def test_the_rows_of_a_group_are_ordered_without_reading_them(ground, subject, index):
    rows = subject.filters(QueryDict("state=toutes"), actor=ground["alice"], today=TODAY).rows()
    plan = rows.values_list("pk", flat=True)[:1001].explain()
    assert f"COVERING INDEX {index}" in plan, plan
    assert f"SCAN {rows.model._meta.db_table}\n" not in f"{plan}\n"


@pytest.mark.parametrize("subject", [REPORTS, PROBLEMS])
@pytest.mark.parametrize("sort", ["", "categorie", "gravite", "intitule", "attente"])
def test_a_page_keeps_the_order_of_the_list(ground, subject, sort):
    rows = subject.filters(QueryDict(f"state=toutes&sort={sort}"), actor=ground["alice"], today=TODAY).rows()
    paginator = BoundedPaginator(rows, 2)
    pages = [row.pk for number in paginator.page_range for row in paginator.page(number)]
    assert pages == [row.pk for row in rows]


@embedded
def test_the_embedded_database_knows_how_its_tables_are_filled(ground):
    gather_statistics()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'reports_report'")
        assert cursor.fetchone()[0] > 0
