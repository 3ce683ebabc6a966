"""« Nous savons déjà » in the table entry: told under each line before anything is filed, joined or not, once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palier.cycle.problems.models import Source
from palier.cycle.problems.nearby import Spot, known_near, known_near_each
from palier.kernel import clock
from palier.web.reports.table_form import MOST_LINES
from tests.territory.ground import make_ground
from tests.web.conftest import sign_in
from tests.web.matrix import CAST, POLICE
from tests.web.reports.test_table import LINE, TABLE, messages_of, reports, typed
from tests.web.test_leaks import CLEARED, words_in
from tests.world import hide_police_facts, hide_sealed_facts

NOTHING_HERE = {**LINE, "place": "Square du Breuil", "kind": "hall"}


@pytest.fixture(autouse=True)
def grounded(world):
    """The group has a sector, where new names stand."""
    west, _ = make_ground()
    world.cast.group.sectors.add(west)


def first_time(world, *lines, **common):
    """A table as it is sent before anything known was shown."""
    data = typed(world, *lines, **common)
    return {name: value for name, value in data.items() if not name.endswith("known_for")}


def lines_of(answer):
    return answer.context["sheet"].lines


def joinable(answer, kind, number=1):
    known = lines_of(answer)[number - 1].known.found
    return next(one for one in known if one.may_join and one.value.startswith(kind))


def test_what_is_known_is_shown_once_and_nothing_is_filed_before(world, client_for):
    bruno, before, data = client_for("bruno"), reports().count(), first_time(world, LINE, NOTHING_HERE)
    answer = bruno.post(TABLE, data)
    assert answer.status_code == 200
    assert answer.context["asks_first"]
    assert "Rien n’est encore enregistré" in answer.text
    here = lines_of(answer)[0].known
    assert 0 < len(here.shown) <= 3
    assert here.more == len(here.found) - len(here.shown)
    assert not lines_of(answer)[1].known.found
    assert "Faire un nouveau signalement" in answer.text
    assert reports().count() == before
    told = {"l1-known_for": lines_of(answer)[0].place_value}
    assert bruno.post(TABLE, data | told).status_code == 303
    assert reports().count() == before + 2


def test_a_line_is_joined_to_a_problem_and_the_others_are_filed(world, client_for):
    bruno, data = client_for("bruno"), first_time(world, LINE, NOTHING_HERE)
    asked = bruno.post(TABLE, data)
    known = joinable(asked, "problem")
    assert f"Joindre à {known.record.reference}" in asked.text
    before = Source.objects.unsealed("test").filter(problem=known.record).count()
    chosen = data | {"l1-known_for": lines_of(asked)[0].place_value, "l1-joined": known.value}
    answer = bruno.post(TABLE, chosen)
    assert answer.status_code == 303, messages_of(answer)
    assert Source.objects.unsealed("test").filter(problem=known.record).count() == before + 1
    joined = reports().get(source__problem=known.record, text=LINE["text"])
    assert joined.is_light
    assert (joined.category_id, joined.frequency, joined.channel) == (known.record.category_id, "weekly", "resident")
    receipt = bruno.get(answer.url).text
    assert joined.number in receipt
    assert f'Joint à <a href="/problematiques/{known.record.pk}/">' in receipt
    count = reports().count()
    assert bruno.post(TABLE, chosen).url == answer.url
    assert reports().count() == count


def test_two_lines_joined_to_the_same_are_one_source(world, client_for):
    bruno, other = client_for("bruno"), {**LINE, "text": "Musique jusqu’à minuit."}
    data = first_time(world, LINE, other)
    asked = bruno.post(TABLE, data)
    known = joinable(asked, "problem")
    before = Source.objects.unsealed("test").filter(problem=known.record).count()
    for number in (1, 2):
        data |= {f"l{number}-known_for": lines_of(asked)[0].place_value, f"l{number}-joined": known.value}
    answer = bruno.post(TABLE, data)
    assert answer.status_code == 303
    assert Source.objects.unsealed("test").filter(problem=known.record).count() == before + 1
    assert bruno.get(answer.url).status_code == 200
    assert bruno.post(TABLE, data).url == answer.url


def test_what_can_no_longer_be_joined_is_said_at_its_line_and_nothing_is_filed(world, client_for):
    bruno, data, before = client_for("bruno"), first_time(world, LINE, NOTHING_HERE), reports().count()
    asked = bruno.post(TABLE, data)
    chosen = {"l1-known_for": lines_of(asked)[0].place_value, "l1-joined": f"problem:{world.stage.place.pk}"}
    answer = bruno.post(TABLE, data | chosen)
    assert set(messages_of(answer)) == {"l1-place"}
    assert "a changé entre-temps" in answer.text
    assert reports().count() == before


def test_another_place_is_asked_about_anew_and_the_choice_made_for_the_first_is_forgotten(world, client_for):
    bruno, data = client_for("bruno"), first_time(world, LINE)
    known = joinable(bruno.post(TABLE, data), "problem")
    answer = bruno.post(TABLE, data | {"l1-known_for": "lieu:ailleurs", "l1-joined": known.value})
    assert answer.context["asks_first"]
    assert not lines_of(answer)[0].joined


def test_a_line_filed_as_new_then_sent_again_to_be_joined_says_that_it_is_not(world, client_for):
    bruno, data = client_for("bruno"), typed(world, LINE)
    known = joinable(bruno.post(TABLE, first_time(world, LINE)), "problem")
    assert bruno.post(TABLE, data).status_code == 303
    count = reports().count()
    assert "Ce tableau est déjà enregistré" in bruno.post(TABLE, data | {"l1-joined": known.value}).text
    assert reports().count() == count


def test_a_table_filed_already_is_not_asked_about(world, client_for):
    bruno, data = client_for("bruno"), typed(world, LINE)
    first = bruno.post(TABLE, data)
    again = {name: value for name, value in data.items() if not name.endswith("known_for")}
    assert bruno.post(TABLE, again).url == first.url


def test_no_word_above_its_reader(world, client_for):
    police = {**LINE, "place": world["police_place"].name, "kind": "hall"}
    leaks = {}
    for member in CAST:
        data = first_time(world, LINE, police)
        # Its own typing comes back: only what the page adds is read.
        read = client_for(member).post(TABLE, data).content.decode().replace(police["place"], "")
        leaks[member] = {word for word in words_in(read) if member not in CLEARED[word]}
    assert not {member: words for member, words in leaks.items() if words}


@pytest.mark.parametrize(
    ("hide", "cleared"), [(hide_sealed_facts, {"alice"}), (hide_police_facts, {*POLICE})], ids=["sealed", "police"]
)
def test_hidden_facts_change_nothing_for_the_others(world, hide, cleared):
    readers = {name: sign_in(world.cast, name) for name in ("olivier", "bruno", "dora") if name not in cleared}
    data = first_time(world, LINE)

    def answers():
        found = {}
        for name, client in readers.items():
            with CaptureQueriesContext(connection) as queries:
                answer = client.post(TABLE, data)
            known = lines_of(answer)[0].known.found if answer.status_code == 200 and answer.context else ()
            found[name] = answer.status_code, known, len(queries)
        return found

    answers()
    before = answers()
    hide(world)
    assert answers() == before


def test_a_hundred_spots_cost_as_many_queries_as_one(world):
    actor = world.stage.actor("bruno")
    spot = Spot(place=world.stage.place, category=world.stage.category)

    def cost(count):
        with CaptureQueriesContext(connection) as queries:
            found = known_near_each(actor, [spot] * count, now=clock.now(), metres=250, days=90)
        return len(queries), found

    one, [alone] = cost(1)
    hundred, found = cost(MOST_LINES)
    assert hundred == one
    assert found == [alone] * MOST_LINES
    assert alone[:5] == known_near(actor, spot, now=clock.now(), metres=250, days=90)
