"""Non-inference (decision 6): two databases that differ only in facts a reader may not see answer that reader alike.

The same database is read before and after the hidden facts are written: every page, part and file, byte for byte once
the CSRF token is masked, and the number of queries as well.
"""

import difflib
import re
from collections.abc import Collection, Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from palier.access.actor import program
from palier.cycle.actions.reminders import remind
from palier.notifications.models import Message
from palier.notifications.summaries import write_summaries
from tests.cast import NOW, TODAY
from tests.web.conftest import reader_client
from tests.web.matrix import POLICE, PROJECTOR, Route, every_row
from tests.web.reading import Parts, ask_counting
from tests.world import World, hide_police_facts, hide_sealed_facts

# Aggregates of the groups they oversee go up to police level (decision 8).
OVERSEERS = ("eric", "diane")
# One of each kind of reader who may be uncleared; who is cut off reads what the anonymous reads (route matrix).
READERS = ("anonymous", "olivier", "bruno", "dora", "eric", "agathe", "denis", PROJECTOR)
# Their mandate, not what is there, refuses them a page: that refusal, one and the same, is read by the leak sweep.
WITHOUT_A_SEAT, REFUSED = ("eric", "agathe", "denis"), 403
# Logs for the DPO and the administrator: each sign-in of this test adds to them. What they owe the sealed facts is
# proven with one session in tests/web/journal/test_non_inference.py (ADR 0010).
LOGS = ("journal:audit", "journal:consultations", "journal:integrity")
READ = {name: row for name, row in sorted(every_row().items()) if row.method == "get" and name not in LOGS}
# A link to stop is signed at the second it is written.
STOP = re.compile(r"/avis/arret/[^/]+/")
# Status, masked body, number of queries.
Noticed = tuple[int, bytes, int]
# Where, who asked, whole or part -> what was noticed.
Snapshot = dict[tuple[str, str, bool], Noticed]


def snapshot(world: World, parts: Parts, *, cleared: Collection[str] = ()) -> Snapshot:
    """Every GET row, for each reader who is not cleared, whole and as a part where there is one.

    What reading writes (sessions, the entry of an export, consultations) is undone: only hidden facts differ.
    """
    with transaction.atomic():
        seen: Snapshot = {}
        # Each time anew: the list of accounts dates each sign-in.
        clients = {reader: reader_client(world, reader) for reader in READERS}
        for name, route in READ.items():
            for reader, client in clients.items():
                if reader in cleared or (reader in WITHOUT_A_SEAT and route.status_for(reader) == REFUSED):
                    continue
                seen |= {(name, reader, part): told for part, told in readings(client, name, route, world, parts)}
        transaction.set_rollback(True)
    return seen


def readings(client: Client, name: str, route: Route, world: World, parts: Parts) -> Iterator[tuple[bool, Noticed]]:
    """What one reader notices at an address: of the whole, then of the part where there is one."""
    url = route.url(name, world)
    for part in (False, True):
        answer, queries = ask_counting(client, url, route, part=part)
        yield part, (answer.status, answer.masked, queries)
        if not parts.answered(name, client, url, route, answer):
            return


def fill_the_caches(world: World, parts: Parts) -> None:
    """Have each page shown to the first reader who is let in, or refused to all: what a process keeps is then kept."""
    with transaction.atomic():
        clients = {reader: reader_client(world, reader) for reader in READERS}
        for name, route in READ.items():
            let_in = [reader for reader in READERS if route.status_for(reader) == 200]
            for reader in let_in[:1] or READERS:
                list(readings(clients[reader], name, route, world, parts))
        transaction.set_rollback(True)


@pytest.mark.sweep
def test_what_is_hidden_changes_nothing_for_the_others(world):
    """Sealed facts first, then facts of the police: each writing is invisible to whoever is not cleared for it."""
    for name, route in READ.items():
        route.url(name, world)  # what addresses name is made now: a snapshot undoes what is made in it
    parts = Parts()
    fill_the_caches(world, parts)
    bare = snapshot(world, parts)
    hide_sealed_facts(world)
    with_sealed = snapshot(world, parts)
    assert not differences(bare, with_sealed)
    hide_police_facts(world)
    cleared = {*POLICE, *OVERSEERS}
    with_police = snapshot(world, parts, cleared=cleared)
    assert not differences({key: told for key, told in with_sealed.items() if key[1] not in cleared}, with_police)


def mails(world: World, *, cleared: Collection[str] = ()) -> dict[str, list[tuple[str, ...]]]:
    """What each reader is mailed of what happened so far, reminders included, after the mornings of two weeks."""
    addresses = {world.cast.users[name].email for name in cleared}
    with transaction.atomic():
        for days in (1, 14, 15):
            at = NOW + timedelta(days=days)
            remind(actor=program("Relances"), now=at, today=TODAY + timedelta(days=days))
            write_summaries(now=at + timedelta(hours=23))
        told: dict[str, list[tuple[str, ...]]] = {}
        for mail in (
            Message.objects.unsealed("test").exclude(recipient__in=addresses).order_by("created_at", "recipient")
        ):
            words = (STOP.sub("…", text) for text in (mail.subject, mail.text, mail.html))
            told.setdefault(mail.recipient, []).append(tuple(words))
        transaction.set_rollback(True)
    return told


def test_what_is_hidden_changes_no_mail_of_the_others(world):
    """The same for what leaves the service: who is written to, how often, and what."""
    bare = mails(world)
    assert "bruno@example.org" in bare
    hide_sealed_facts(world)
    assert mails(world) == bare
    hide_police_facts(world)
    for_the_others = {to: told for to, told in bare.items() if to.partition("@")[0] not in POLICE}
    assert mails(world, cleared=POLICE) == for_the_others


def differences(before: Snapshot, after: Snapshot) -> dict[tuple[str, str, bool], list[str]]:
    """What a reader could notice."""
    assert before.keys() == after.keys()
    return {key: told(before[key], after[key]) for key in before if before[key] != after[key]}


def told(before: Noticed, after: Noticed) -> list[str]:
    """What differs between two answers: statuses and query counts, then the lines."""
    lines = difflib.unified_diff(before[1].decode().splitlines(), after[1].decode().splitlines(), lineterm="", n=0)
    return [f"{before[0]}, {before[2]} queries -> {after[0]}, {after[2]} queries", *list(lines)[:20]]
