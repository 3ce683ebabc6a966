"""One state of filters, the same rows everywhere: list, map and count, for each reader."""

import pytest
from django.http import QueryDict

from tests.web.finding.outputs import SUBJECTS, drawn, listed, rows_of

READERS = ("alice", "bruno", "dora")
BOTH = ("", "where=commune:04070&kind=parking", "near=parking+0&metres=250", "level=40", "words=moteurs", "late=on")
QUERIES = {
    "problems": (*BOTH, "state=toutes&gravity=2&sort=gravite"),
    "reports": (*BOTH, "state=attached&state=received&dated=faits&since=01/11/2026"),
}
CASES = [(name, query) for name, queries in QUERIES.items() for query in queries]


@pytest.mark.parametrize("reader", READERS)
def test_list_map_and_count_hold_the_same_rows(ground, client_for, reader):
    client, actor, wrong = client_for(reader), ground.stage.actor(reader), {}
    for name, query in CASES:
        subject = SUBJECTS[name]
        rows = rows_of(actor, subject, QueryDict(query))
        on_list, count = listed(client, subject, query)
        placed = rows_of(actor, subject, QueryDict(query)) & _placed(ground, name)
        on_map = sum(point["number"] for point in drawn(client, subject, query))
        if not (rows == on_list and len(rows) == count and len(placed) == on_map):
            wrong[name, query] = (len(rows), len(on_list), count, len(placed), on_map)
    assert not wrong, f"(function, list, count, with a position, map): {wrong}"


def _placed(ground, name):
    """The rows, whoever reads, of the places that have a position."""
    model = SUBJECTS[name].filters(QueryDict(), actor=ground["alice"], today=ground.stage.today)._base().model
    rows = model.objects.unsealed("test").filter(place__latitude__isnull=False)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


@pytest.mark.parametrize(
    ("name", "query", "number"),
    [
        ("problems", "kind=parking", 3),
        ("problems", "near=parking+0&metres=100", 2),
        ("problems", "near=parking+0&metres=3000", 3),
        ("problems", "near=parking+2&metres=100", 1),
        ("problems", "level=40&kind=parking", 1),
        ("problems", "words=moteurs&group=", 3),
        ("problems", "state=closed", 0),
        ("problems", "where=commune:04070", 3),
        ("reports", "kind=parking", 6),
        ("reports", "dated=faits&since=01/11/2026", 3),
        ("reports", "state=attached&kind=parking", 3),
    ],
)
def test_each_criterion_narrows_the_rows(ground, name, query, number):
    assert len(rows_of(ground["alice"], SUBJECTS[name], QueryDict(query))) == number


def test_a_whole_family_holds_its_categories(ground):
    problems = SUBJECTS["problems"]
    family = ground["other_category"].family_id
    assert len(rows_of(ground["alice"], problems, QueryDict(f"category=famille:{family}"))) == 3
    assert len(rows_of(ground["alice"], problems, QueryDict(f"category={ground['other_category'].pk}"))) == 3


def test_a_report_is_found_by_the_number_that_somebody_quotes(ground):
    report = ground["new_report"]
    assert rows_of(ground["alice"], SUBJECTS["reports"], QueryDict(f"words={report.number}")) == {str(report.pk)}


def test_the_level_is_not_a_criterion_for_a_partner(ground, client_for):
    """Naming it changes nothing: neither the rows, nor what the page says."""
    assert "Confidentialité" not in client_for("bruno").get("/problematiques/?level=40").text
    assert rows_of(ground.stage.actor("bruno"), SUBJECTS["problems"], QueryDict("level=40")) == rows_of(
        ground.stage.actor("bruno"), SUBJECTS["problems"], QueryDict()
    )
