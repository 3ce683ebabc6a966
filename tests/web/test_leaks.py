"""The leak sweep: a planted word appears only before those cleared for it, whatever the page, part, file or mail.

The same reading, of each address by each member, proves the statuses of the route x role matrix, that no answer is
kept on the device (decision 9), and that a partner's readings leave no consultation of restricted content.
"""

import re

import pytest
from django.db import transaction

from palier.journal.models import Consultation
from tests.web.matrix import CAST, PARTNERS, POLICE, PROJECTOR, every_row
from tests.web.reading import Answer, Parts, ask
from tests.world import POLICE_WORD, SEALED_WORD

ROWS = every_row()
READERS = (*CAST, PROJECTOR)
READ = {name: row for name, row in sorted(ROWS.items()) if row.method == "get"}
# Who may read each planted word: Alice alone holds the grant on the sealed drawer.
CLEARED = {POLICE_WORD: set(POLICE), SEALED_WORD: {"alice"}}
# Public boundaries, kept a minute by the browser that draws them; a calendar, which its program keeps to know that it
# did not change: dates and places that the whole group reads.
KEPT = {"territory:features", "catalogue:sector", "catalogue:places", "convening:feed"}


def words_in(text: str) -> set[str]:
    """The planted words found in a text, whatever the case."""
    return {word for word in CLEARED if re.search(word, text, re.IGNORECASE)}


@pytest.mark.sweep
def test_each_page_has_the_status_of_the_matrix_and_no_word_above_its_reader(world, client_for):
    clients = {member: client_for(member) for member in READERS}
    parts, leaks, wrong, kept = Parts(), [], [], set()
    for name, route in READ.items():
        url = route.url(name, world)
        for member, client in clients.items():
            answers = [ask(client, url, route)]
            if answers[0].status != route.status_for(member):
                wrong.append(f"{name}: {member} is answered {answers[0].status}, not {route.status_for(member)}")
            if name not in KEPT and "no-store" not in answers[0].headers:
                kept.add(name)
            if parts.answered(name, client, url, route, answers[0]):
                answers.append(ask(client, url, route, part=True))
            leaks += [f"{member} reads {word} at {url} ({name})" for word in leaked(answers, member)]
    assert not leaks, "\n".join(leaks)
    assert not wrong, "\n".join(wrong)
    assert not kept, f"may be kept on the device: {sorted(kept)}"
    partners = [world.cast.users[name].pk for name in PARTNERS]
    assert not Consultation.objects.unsealed("test").filter(actor_id__in=partners).exists()


@pytest.mark.sweep
def test_no_answer_to_a_write_shows_a_word_above_its_writer(world, client_for):
    """Each write meets the world as it was, so that none is refused for what another did."""
    leaks, as_made = [], dict(world.objects)
    for name in ROWS.keys() - READ.keys():
        route = ROWS[name]
        with transaction.atomic():
            url = route.url(name, world)
            for member in READERS:
                answers = [ask(client_for(member), url, route, part=part) for part in (False, True)]
                leaks += [f"{member} reads {word} at {url} ({name})" for word in leaked(answers, member)]
            transaction.set_rollback(True)
        world.objects = dict(as_made)
    assert not leaks, "\n".join(leaks)


def leaked(answers: list[Answer], member: str) -> set[str]:
    """The planted words that these answers show and this member may not read."""
    return {word for answer in answers for word in words_in(answer.text) if member not in CLEARED[word]}


@pytest.mark.parametrize(
    ("member", "name", "word"),
    [
        ("alice", "problems:drawer", SEALED_WORD),
        ("olivier", "actions:list", POLICE_WORD),
        ("olivier", "finding:report-points", POLICE_WORD),
        ("olivier", "finding:problem-csv", POLICE_WORD),
        ("olivier", "finding:problem-xlsx", POLICE_WORD),
        ("olivier", "finding:report-ods", POLICE_WORD),
        ("olivier", "finding:report-geojson", POLICE_WORD),
    ],
)
def test_the_words_do_reach_those_who_are_cleared(world, client_for, member, name, word):
    """Otherwise the sweep could pass on pages that show nothing."""
    route = ROWS[name]
    assert word in words_in(ask(client_for(member), route.url(name, world), route).text)
