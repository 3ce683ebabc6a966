"""Non-inference (decision 6): two databases that differ only in facts a reader may not see answer that reader alike.

The same database is read before and after the hidden facts are written: every page, part and file, byte for byte once
the CSRF token is masked, and the number of queries as well.
"""

import difflib

import pytest
from django.db import transaction

from tests.web.conftest import sign_in
from tests.web.matrix import POLICE, every_row
from tests.web.reading import Parts, ask_counting
from tests.world import World, hide_police_facts, hide_sealed_facts

# Aggregates of the groups they oversee go up to police level (decision 8).
OVERSEERS = ("eric", "diane")
# One of each kind of reader who may be uncleared; who is cut off reads what the anonymous reads (route matrix).
READERS = ("anonymous", "olivier", "bruno", "dora", "eric", "agathe", "denis")
# Logs for the DPO and the administrator: each sign-in of this test adds to them. What they owe the sealed facts is
# proven with one session in tests/web/journal/test_non_inference.py (ADR 0010).
LOGS = ("journal:audit", "journal:consultations", "journal:integrity")
READ = {name: row for name, row in sorted(every_row().items()) if row.method == "get" and name not in LOGS}
# Who asked, for what, whole or part -> status, masked body, number of queries.
Snapshot = dict[tuple[str, str, bool], tuple[int, bytes, int]]


def snapshot(world: World, parts: Parts) -> Snapshot:
    """Every GET row, for each reader, whole and as a part where there is one.

    What reading writes (sessions, the entry of an export, consultations) is undone: only hidden facts differ.
    """
    with transaction.atomic():
        seen = read_all(world, parts)
        transaction.set_rollback(True)
    return seen


def read_all(world: World, parts: Parts) -> Snapshot:
    seen: Snapshot = {}
    clients = {reader: sign_in(world.cast, reader) for reader in READERS}
    for name, route in READ.items():
        url = route.url(name, world)
        for reader, client in clients.items():
            for part in (False, True):
                answer, queries = ask_counting(client, url, route, part=part)
                seen[name, reader, part] = answer.status, answer.masked, queries
                if not parts.answered(name, client, url, route, answer):
                    break
    return seen


@pytest.mark.sweep
def test_what_is_hidden_changes_nothing_for_the_others(world):
    """Sealed facts first, then facts of the police: each writing is invisible to whoever is not cleared for it."""
    for name, route in READ.items():
        route.url(name, world)  # what addresses name is made now: a snapshot undoes what is made in it
    parts = Parts()
    snapshot(world, parts)  # caches filled by the first reading must not differ
    bare = snapshot(world, parts)
    hide_sealed_facts(world)
    with_sealed = snapshot(world, parts)
    assert not differences(bare, with_sealed, cleared={"alice"})
    hide_police_facts(world)
    with_police = snapshot(world, parts)
    assert not differences(with_sealed, with_police, cleared={*POLICE, *OVERSEERS})


def differences(before: Snapshot, after: Snapshot, *, cleared: set[str]) -> dict[tuple[str, str, bool], list[str]]:
    """What a reader who is not cleared could notice."""
    assert before.keys() == after.keys()
    return {key: told(before[key], after[key]) for key in before if key[1] not in cleared and before[key] != after[key]}


def told(before: tuple[int, bytes, int], after: tuple[int, bytes, int]) -> list[str]:
    """What differs between two answers: statuses and query counts, then the lines."""
    lines = difflib.unified_diff(before[1].decode().splitlines(), after[1].decode().splitlines(), lineterm="", n=0)
    return [f"{before[0]}, {before[2]} queries -> {after[0]}, {after[2]} queries", *list(lines)[:20]]
