"""« Saisie en tableau », without script: every line checked, told cell by cell, all filed at once or none."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palier.access.levels import Level
from palier.cycle.reports.models import Report
from palier.journal.events import Event
from palier.journal.models import Detail, Entry
from palier.kernel import clock
from palier.kernel.ids import new_id
from palier.kernel.moments import said
from palier.territory.models import Place
from palier.web.reports.table_form import MOST_LINES
from tests.territory.ground import make_ground

TABLE = "/signalements/tableau/"
LINE = {
    "place": "hall du 12 RUE des lilas",
    "category": "a1",
    "text": "Dix personnes dans le hall.",
    "seen_on": "hier",
    "moments": "soirs, week-end",
    "frequency": "chaque semaine",
    "channel": "habitant",
}


def typed(world, *lines, **common):
    """A table as it is sent, what is known at the place of the stage having been shown (`test_table_known`)."""
    data = {"lines": str(max(len(lines), 8)), "group": str(world.cast.group.pk), "filing_key": str(new_id())}
    for number, line in enumerate(lines, start=1):
        data |= {f"l{number}-{name}": value for name, value in line.items()}
        data[f"l{number}-known_for"] = f"lieu:{world.stage.place.pk}"
    return data | common


def reports():
    return Report.objects.unsealed("test")


def entries():
    return Entry.objects.unsealed("test").count()


@pytest.fixture(autouse=True)
def grounded(world):
    """The group has a sector, where new names stand."""
    west, _ = make_ground()
    world.cast.group.sectors.add(west)


def messages_of(answer):
    return {key.removeprefix("id_"): message for key, _, message in answer.context["sheet"].mistakes}


def test_each_line_is_filed_as_the_form_would_file_it(world, client_for):
    bruno, before = client_for("bruno"), reports().count()
    other = {"place": "Square du Breuil", "kind": "hall", "category": "D8", "text": "Sacs déposés.", "seen_on": ""}
    answer = bruno.post(TABLE, typed(world, LINE, {}, other))
    assert answer.status_code == 303, messages_of(answer)
    assert reports().count() == before + 2
    first = reports().get(text=LINE["text"], place=world.stage.place)
    assert (first.category_id, first.channel, first.frequency) == ("A1", "resident", "weekly")
    assert first.moments == said("evenings", "weekends").code
    assert first.seen_on == clock.today() - timedelta(days=1)
    assert first.reporter_organisation == world["report"].reporter_organisation
    second = reports().get(text="Sacs déposés.")
    assert (second.place.name, second.place.level, second.seen_on) == ("Square du Breuil", Level.GROUP, None)
    read = bruno.get(answer.url).text
    assert first.number in read
    assert second.number in read
    assert client_for("claire").get(answer.url).status_code == 404


def test_one_wrong_cell_files_nothing_and_keeps_what_was_typed(world, client_for):
    before = reports().count(), Place.objects.unsealed("test").count(), entries()
    wrong = {**LINE, "category": "zinzin", "seen_on": "32/13/2026", "moments": "parfois", "text": ""}
    new = {**LINE, "place": "Square du Breuil"}
    answer = client_for("bruno").post(TABLE, typed(world, LINE, wrong, new))
    assert answer.status_code == 200
    told = messages_of(answer)
    assert set(told) == {"l2-category", "l2-seen_on", "l2-moments", "l2-text", "l3-kind"}
    assert "« zinzin » n’est pas dans la liste" in told["l2-category"]
    page = answer.text
    for kept in ("zinzin", "32/13/2026", "parfois", "Square du Breuil"):
        assert kept in page
    assert (reports().count(), Place.objects.unsealed("test").count(), entries()) == before


def test_a_refusal_of_the_service_undoes_the_lines_before_it(world, client_for):
    before = reports().count(), Place.objects.unsealed("test").count(), entries()
    new = {**LINE, "place": "Square du Breuil", "kind": "hall"}
    future = {**LINE, "seen_on": f"{clock.today() + timedelta(days=3):%d/%m/%Y}"}
    answer = client_for("bruno").post(TABLE, typed(world, new, future))
    assert messages_of(answer) == {"l2-seen_on": "La date des faits est dans l’avenir : indiquez un jour passé."}
    assert (reports().count(), Place.objects.unsealed("test").count(), entries()) == before


def test_the_same_table_sent_twice_is_filed_once(world, client_for):
    bruno, data, before = client_for("bruno"), typed(world, LINE, LINE), reports().count()
    first, second = bruno.post(TABLE, data), bruno.post(TABLE, data)
    assert first.url == second.url
    assert reports().count() == before + 2


@pytest.mark.parametrize("change", [{"text": "Quinze personnes."}, {"category": "D8"}, None])
def test_a_table_filled_otherwise_and_sent_again_says_that_it_is_not_filed(world, client_for, change):
    bruno, data = client_for("bruno"), typed(world, LINE)
    assert bruno.post(TABLE, data).status_code == 303
    count = reports().count()
    changed = {f"l1-{name}": value for name, value in change.items()} if change else {"l2-" + k: LINE[k] for k in LINE}
    answer = bruno.post(TABLE, data | changed)
    assert answer.status_code == 200
    assert "Ce tableau est déjà enregistré" in answer.content.decode()
    assert reports().count() == count


@pytest.mark.parametrize("pasted", ["a" * 200_000 + "\tb", '"' + "a\tb\n" * 50_000])
def test_a_cell_without_end_is_refused_and_kept(world, client_for, pasted):
    answer = client_for("bruno").post(TABLE, typed(world, LINE, repartir="1", pasted=pasted))
    assert "Une cellule est trop longue" in answer.content.decode()
    assert answer.context["sheet"].lines[0].typed["text"] == LINE["text"]


def test_a_passage_about_a_person_is_shown_then_reworded_or_maintained(world, client_for):
    bruno, before = client_for("bruno"), reports().count()
    named = {**LINE, "text": "Karim Benali insulte les passants."}
    data = typed(world, LINE, named)
    answer = bruno.post(TABLE, data)
    assert set(messages_of(answer)) == {"l2-text"}
    notice = answer.context["sheet"].lines[1].notices["text"]
    assert 'name="l2-text-maintained"' in answer.text
    reworded = bruno.post(TABLE, {**data, "reword": "l2-text"})
    assert notice.rewording in reworded.context["sheet"].lines[1]["text"].value()
    assert reports().count() == before
    maintained = {"l2-text-maintained": "1", "l2-text-seal": notice.seal, "l2-text-reason": "nobody"}
    assert bruno.post(TABLE, data | maintained).status_code == 303
    detail = Detail.objects.unsealed("test").filter(entry__event=Event.TEXT_JUSTIFY).latest("entry")
    assert (detail.payload["field"], detail.payload["reason"]) == ("text", "nobody")
    assert "Benali" not in str(detail.payload)


def test_the_name_of_a_new_place_is_screened_and_that_of_a_known_one_is_not(world, client_for):
    Place.objects.unsealed("test").filter(pk=world.stage.place.pk).update(
        name="Chez Karim Benali", search_words="chez karim benali"
    )
    known = client_for("bruno").post(TABLE, typed(world, {**LINE, "place": "chez Karim Benali"}))
    assert known.status_code == 303
    new = {**LINE, "place": "Devant chez Karim Benali", "kind": "hall"}
    assert "l1-place" in messages_of(client_for("bruno").post(TABLE, typed(world, new)))


def test_a_place_that_is_not_read_is_a_new_name_like_any_other(world, client_for):
    hidden = {**LINE, "place": world["police_place"].name}
    unheard = {**LINE, "place": "Cave inconnue"}
    told = messages_of(client_for("bruno").post(TABLE, typed(world, hidden, unheard)))
    assert told["l1-kind"] == told["l2-kind"]


def test_a_name_that_several_places_bear_asks_for_the_address(world, client_for):
    old = world.stage.place
    Place.objects.create(
        kind=old.kind,
        name=old.name,
        address="3 rue Haute",
        search_words=f"{old.search_words} 3 haute",
        created_at=clock.now(),
    )
    bruno = client_for("bruno")
    assert "3 rue Haute" in messages_of(bruno.post(TABLE, typed(world, LINE)))["l1-place"]
    assert bruno.post(TABLE, typed(world, {**LINE, "place": f"{old.name}, 3 rue Haute"})).status_code == 303


def test_pasted_cells_are_spread_after_what_is_filled(world, client_for):
    heads = "Lieu\tType de lieu\tCatégorie\tFaits constatés\r\n"
    pasted = heads + 'Quai\thall\tA1\t"Deux lignes\r\nde faits"\r\n\r\nPont\t\tD8'
    answer = client_for("bruno").post(TABLE, typed(world, LINE, pasted=pasted, repartir="1"))
    lines = answer.context["sheet"].lines
    assert [line.typed["place"] for line in lines[:4]] == [LINE["place"], "Quai", "Pont", ""]
    assert lines[1].typed["text"] == "Deux lignes\r\nde faits"
    assert not messages_of(answer)


@pytest.mark.parametrize("rows", [MOST_LINES, MOST_LINES + 1])
def test_a_hundred_lines_are_the_bound(world, client_for, rows):
    answer = client_for("bruno").post(TABLE, typed(world, pasted="Quai\thall\tA1\n" * rows, repartir="1"))
    sheet = answer.context["sheet"]
    assert len(sheet.filled) == (MOST_LINES if rows == MOST_LINES else 0)
    assert ("100 lignes au plus" in answer.text.partition("<details")[0]) == (rows > MOST_LINES)


def test_more_lines_are_added_without_script_and_an_empty_table_says_so(world, client_for):
    bruno = client_for("bruno")
    more = bruno.post(TABLE, typed(world, LINE, ajouter="1"))
    assert len(more.context["sheet"].lines) == 16
    assert "Remplissez au moins une ligne" in bruno.post(TABLE, typed(world)).text


def test_a_hundred_lines_are_checked_and_filed_in_a_bounded_number_of_queries_each(world, client_for):
    def cost(count):
        with CaptureQueriesContext(connection) as queries:
            lines = [{**LINE, "text": f"Dix personnes, {number}"} for number in range(count)]
            assert client_for("bruno").post(TABLE, typed(world, *lines, lines=str(count))).status_code == 303
        return len(queries)

    ten, twenty = cost(10), cost(20)
    assert twenty - ten <= 10 * 18
