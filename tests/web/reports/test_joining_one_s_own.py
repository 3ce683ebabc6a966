"""After an offline filing: the receipt tells what was known there, and one's own report joins it, in one click."""

import pytest
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.problems.models import Problem, Source
from palier.cycle.reports.lifecycle import State
from palier.cycle.reports.models import Report
from palier.journal.events import Event
from palier.journal.models import Entry
from tests.web.reports.test_offline import SEND, kept, typed
from tests.web.test_leaks import CLEARED, words_in

TOLD = "Sans réseau, cela ne pouvait pas vous être montré"


@pytest.fixture
def sent(world, client_for):
    """What waited on Claire's device is filed; the answer leads to its receipt."""
    receipt = client_for("claire").post(SEND, typed(world)).json()
    return kept().get(), receipt["address"]


def join(client, report, record):
    kind = "problem" if isinstance(record, Problem) else "report"
    return client.post(reverse("reports:join-own", args=[report.pk]), {"joined": f"{kind}:{record.pk}"})


def now_of(report):
    return Report.objects.unsealed("test").get(pk=report.pk)


def test_the_receipt_tells_what_was_known_to_its_author_only(world, client_for, sent):
    report, address = sent
    page = client_for("claire").get(address).text
    assert TOLD in page
    assert f'value="problem:{world["problem"].pk}"' in page
    assert f'value="report:{report.pk}"' not in page
    assert TOLD not in client_for("bruno").get(address).text
    # The receipt of who was asked before filing does not ask again.
    assert TOLD not in client_for("claire").get(address.split("?")[0]).text


def test_one_click_joins_it_to_a_problem_and_no_second_report_is_made(world, client_for, sent):
    report, address = sent
    claire, count = client_for("claire"), Report.objects.unsealed("test").count()
    answer = join(claire, report, world["problem"])
    assert answer.status_code == 303
    assert Report.objects.unsealed("test").count() == count
    after = now_of(report)
    assert (after.state, after.text, after.is_light) == (State.ATTACHED, report.text, False)
    assert Source.objects.unsealed("test").get(report=report).problem == world["problem"]
    entries = Entry.objects.unsealed("test").filter(subject_id=report.pk, event=Event.REPORT_ATTACH)
    assert entries.count() == 2  # the move, and the link
    page = claire.get(answer.url).text
    assert "compte parmi les sources" in page
    assert TOLD not in claire.get(address).text
    assert "a reçu sa suite" in claire.get(join(claire, report, world["problem"]).url).text


def test_one_click_joins_it_to_a_report_that_waits(world, client_for, sent):
    report, address = sent
    claire, first = client_for("claire"), world["new_report"]
    assert join(claire, report, first).status_code == 303
    after = now_of(report)
    assert (after.same_as, after.state, after.version) == (first, State.RECEIVED, report.version + 1)
    page = claire.get(address).text
    assert f"joint au signalement {first.number}" in page
    assert TOLD not in page


def test_it_joins_nothing_more_reserved_than_itself(world, client_for):
    stage = world.stage
    receipt = client_for("alice").post(SEND, typed(world)).json()
    report = kept().get()
    hidden = stage.report("alice", level=Level.POLICE)
    alice = client_for("alice")
    assert f'value="report:{hidden.pk}"' not in alice.get(receipt["address"]).text
    assert "ne peut pas être joint" in alice.get(join(alice, report, hidden).url).text
    assert now_of(report).same_as is None


def test_joined_to_a_problem_of_the_police_only_the_link_is_written(world, client_for):
    client_for("alice").post(SEND, typed(world))
    report, problem = kept().get(), world.stage.problem("alice", level=Level.POLICE)
    join(client_for("alice"), report, problem)
    assert now_of(report).state == State.RECEIVED
    assert Source.objects.unsealed("test").get(report=report).level == Level.POLICE
    assert "compte parmi" not in client_for("bruno").get(reverse("reports:filed", args=[report.pk])).text


def test_a_problem_that_the_group_does_not_follow_is_not_joined(world, client_for, sent):
    report, _ = sent
    other = world.stage.problem("alice", level=Level.POPULATION)
    Problem.objects.unsealed("test").filter(pk=other.pk).update(group=world.cast.other_group)
    claire = client_for("claire")
    assert "ne suit pas" in claire.get(join(claire, report, other).url).text
    assert now_of(report).state == State.RECEIVED


@pytest.mark.parametrize("name", ["bruno", "alice", "dora"])
def test_nobody_joins_the_report_of_somebody_else(world, client_for, sent, name):
    report, _ = sent
    assert join(client_for(name), report, world["problem"]).status_code == 404
    assert now_of(report).state == State.RECEIVED


def test_no_word_above_its_reader(world, client_for):
    leaks = {}
    for member in ("alice", "olivier", "bruno", "claire", "dora"):
        client = client_for(member)
        receipt = client.post(SEND, typed(world)).json()
        read = client.get(receipt["address"]).text
        leaks[member] = {word for word in words_in(read) if member not in CLEARED[word]}
    assert not {member: words for member, words in leaks.items() if words}


def test_a_device_learns_which_of_its_drafts_arrived(world, client_for):
    claire, data = client_for("claire"), typed(world)
    receipt = claire.post(SEND, data).json()
    asked = {"cle": [data["filing_key"], "rien", "0" * 32]}
    address = reverse("reports:offline-ticket")
    assert claire.get(address, asked).json()["arrived"] == {data["filing_key"]: receipt}
    assert client_for("bruno").get(address, asked).json()["arrived"] == {}
    assert claire.get(address).json()["arrived"] == {}
