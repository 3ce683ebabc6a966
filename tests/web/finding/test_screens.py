"""What the lists and the maps say: chips, what to loosen, numbers gathered on the map, pages with a bound."""

import re
from html import unescape

import pytest
from django.http import QueryDict

from palier.cycle.problems.services import attach_report
from palier.web.finding import paging, points
from tests.cast import NOW, TODAY
from tests.web.finding.outputs import SUBJECTS, drawn, listed

PROBLEMS, REPORTS = SUBJECTS["problems"], SUBJECTS["reports"]


def chips_in(text):
    return {
        unescape(label): unescape(address)
        for address, label in re.findall(r'<a class="fr-tag fr-tag--sm palier-chip[^"]*" href="([^"]*)">([^<]*)<', text)
    }


def test_each_criterion_is_a_chip_that_removes_it(ground, client_for):
    text = client_for("alice").get("/problematiques/?state=open&state=reported&kind=parking&sort=gravite").text
    assert chips_in(text) == {
        "État : Ouvert (diagnostic)": "/problematiques/?state=reported&kind=parking&sort=gravite",
        "État : Signalé": "/problematiques/?state=open&kind=parking&sort=gravite",
        "Type de lieu : Parking": "/problematiques/?state=open&state=reported&sort=gravite",
    }


def test_near_a_place_says_which_place_was_understood(ground, client_for):
    text = client_for("alice").get("/problematiques/?near=parking+0&metres=100").text
    assert chips_in(text) == {"À moins de 100 m de Parking 0": "/problematiques/"}


def test_a_criterion_that_nobody_understands_is_told_and_left_aside(ground, client_for):
    client = client_for("bruno")
    everything = listed(client, PROBLEMS, "")
    for query in ("where=secteur:00000000-0000-0000-0000-000000000000", "category=Z9", "since=hier"):
        text = client.get(f"/problematiques/?{query}").text
        assert "critère non compris, laissé de côté" in text
        assert listed(client, PROBLEMS, query) == everything


def test_a_place_that_one_does_not_see_is_a_place_that_does_not_exist(ground, client_for):
    client = client_for("bruno")
    hidden, nowhere = ground["police_place"], "00000000-0000-0000-0000-000000000000"
    part = {"HX-Request": "true"}  # without the form and its token
    answers = [client.get("/problematiques/", {"near": f"lieu:{pk}"}, headers=part).text for pk in (hidden.pk, nowhere)]
    assert answers[0].replace(str(hidden.pk), nowhere) == answers[1]
    assert "introuvable" in answers[0]


def test_an_empty_list_says_what_to_loosen(ground, client_for):
    text = client_for("alice").get("/problematiques/?kind=parking&gravity=4").text
    assert "sans « Gravité : Emprise durable »" in text
    assert "sans « Type de lieu : Parking »" not in text


def test_the_map_gathers_what_is_at_one_place(ground, client_for):
    found = {point["name"]: point["number"] for point in drawn(client_for("alice"), REPORTS, "kind=parking")}
    assert found == {f"Parking {number}": 2 for number in range(3)}
    found = [(point["name"], point["number"]) for point in drawn(client_for("bruno"), REPORTS, "kind=parking")]
    assert ("Parking 1", 2) not in found


def test_the_map_keeps_to_the_box_it_shows(ground, client_for):
    found = drawn(client_for("alice"), PROBLEMS, "kind=parking&bbox=6.2,44.1,6.3,44.2")
    assert [point["detail"] for point in found] == ["Parking 2"]
    for unread in ("6.3,44.1,6.2,44.2", "a,b,c,d", "1,2,3", "nan,0,1,1"):
        assert len(drawn(client_for("alice"), PROBLEMS, f"kind=parking&bbox={unread}")) == 3


def test_many_rows_are_gathered_by_cells_with_the_same_total(ground, monkeypatch):
    rows = PROBLEMS.filters(QueryDict("kind=parking"), actor=ground["alice"], today=TODAY).rows()
    monkeypatch.setattr(points, "MOST_POINTS", 2)
    found = [feature["properties"] for feature in points.features(rows, None, PROBLEMS.wording)]
    assert sum(point["number"] for point in found) == 3
    assert {"name", "number"} == set(found[0])


def test_cells_are_few_whatever_the_box_and_lose_nothing(ground, monkeypatch):
    monkeypatch.setattr(points, "MOST_POINTS", 2)
    rows = PROBLEMS.filters(QueryDict("kind=parking"), actor=ground["alice"], today=TODAY).rows()
    for box in ((5.0, 43.0, 8.0, 45.0), (-180.0, -90.0, 180.0, 90.0), (6.0, 44.0, 6.5, 44.2)):
        found = points.features(rows, box, PROBLEMS.wording)
        assert sum(feature["properties"]["number"] for feature in found) == 3
    many = [points.Cell(rank % 240, rank // 240, 1, rank % 240, rank // 240) for rank in range(240 * 240)]
    larger = list(points._larger(many))
    assert len(larger) == points.CELLS_ACROSS**2
    assert sum(cell.number for cell in larger) == len(many)


def test_pages_stop_at_a_bound_and_say_so(ground, client_for, monkeypatch):
    monkeypatch.setattr(paging, "MOST_LISTED", 2)
    text = client_for("alice").get("/problematiques/").text
    assert "Plus de 2 problématiques" in text
    assert "mènent aux suivantes" in text


@pytest.mark.parametrize("address", ["/problematiques/sur-la-carte/", "/signalements/sur-la-carte/"])
def test_the_map_page_lists_the_same_rows_and_says_what_has_no_position(ground, client_for, address):
    text = client_for("bruno").get(address).text
    assert "Sans position, donc dans la liste seulement" in text
    assert 'scope="row"' in text


def test_the_police_see_beside_a_report_the_problem_that_others_do_not_know(world, client_for):
    """To its reporter it still reads as received; the chief tells it from those that wait (decision 3)."""
    followed = world["police_problem"]
    report = world.stage.report("bruno", text="Moteurs la nuit")
    attach_report(actor=world.stage.actor("alice"), report=report, problem=followed, now=NOW)
    address = "/signalements/?state=received"
    assert followed.reference in client_for("alice").get(address).content.decode()
    told = client_for("bruno").get(address).content.decode()
    assert followed.reference not in told
    assert str(followed.pk) not in told
