"""« Nous savons déjà » and the acknowledgement betray no hidden row: no word, no line, no query more."""

import pytest

from tests.web.conftest import sign_in
from tests.web.matrix import CAST, POLICE
from tests.web.reading import noticed
from tests.web.reports.matrix import ROWS
from tests.web.test_leaks import CLEARED, words_in
from tests.world import hide_police_facts, hide_sealed_facts

KNOWN = "/signalements/deja-connu/"


def addresses(world):
    place = world.stage.place.pk
    return [f"{KNOWN}?place=lieu:{place}", f"{KNOWN}?place=lieu:{place}&category=A1&moments_words=evenings"]


def test_no_word_above_its_reader(world, client_for):
    police_place = f"{KNOWN}?place=lieu:{world['police_place'].pk}"
    leaks = {}
    for member in CAST:
        client = client_for(member)
        for url in (*addresses(world), police_place):
            read = client.get(url, headers={"HX-Request": "true"}).content.decode()
            leaks[member, url] = {word for word in words_in(read) if member not in CLEARED[word]}
    assert not {key: words for key, words in leaks.items() if words}


@pytest.mark.parametrize(
    ("hide", "cleared"), [(hide_sealed_facts, {"alice"}), (hide_police_facts, {*POLICE})], ids=["sealed", "police"]
)
def test_hidden_facts_change_nothing_for_the_others(world, hide, cleared):
    readers = {name: sign_in(world.cast, name) for name in ("olivier", "bruno", "dora", "eric") if name not in cleared}

    def answers():
        return {
            (name, url): noticed(client, url, ROWS["reports:known"], part=True)
            for name, client in readers.items()
            for url in addresses(world)
        }

    answers()
    before = answers()
    hide(world)
    assert answers() == before
