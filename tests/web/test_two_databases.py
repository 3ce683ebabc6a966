"""Non-inference (decision 6): two databases that differ only in facts a reader may not see answer that reader alike.

The same database is read before and after the hidden facts are written: every page, part and file, byte for byte once
the CSRF token is masked, and the number of queries as well.
"""

import difflib
import re

import pytest
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import sign_in
from tests.web.matrix import POLICE, Route, every_row
from tests.world import World, hide_police_facts, hide_sealed_facts

# Aggregates of the groups they oversee go up to police level (decision 8).
OVERSEERS = ("eric", "diane")
# One of each kind of reader who may be uncleared; who is cut off reads what the anonymous reads (route matrix).
READERS = ("anonymous", "olivier", "bruno", "dora", "eric", "agathe", "denis")
# Logs for the DPO and the administrator: each sign-in of this test adds to them. What they owe the sealed facts is
# proven with one session in tests/web/journal/test_non_inference.py (ADR 0010).
LOGS = ("journal:audit", "journal:consultations", "journal:integrity")
MASKS = (
    (re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"'), b"csrf"),
    # The key drawn with each form, so that it is filed once.
    (re.compile(rb'name="filing_key" value="[^"]+"'), b"key"),
    (re.compile(rb'"X-CSRFToken": ?"[^"]+"'), b"csrf"),
)


def snapshot(world: World, readers: list[str]) -> dict[tuple[str, str, bool], tuple[int, bytes, int]]:
    """Status, masked body and query count of every GET row, for each reader, whole and as a part.

    What reading writes (sessions, the entry of an export, consultations) is undone: only hidden facts differ.
    """
    with transaction.atomic():
        seen = read_all(world, readers)
        transaction.set_rollback(True)
    return seen


def read_all(world: World, readers: list[str]) -> dict[tuple[str, str, bool], tuple[int, bytes, int]]:
    seen = {}
    clients = {reader: sign_in(world.cast, reader) for reader in readers}
    for name, route in sorted(every_row().items()):
        if route.method != "get" or name in LOGS:
            continue
        url = route.url(name, world)
        for reader in readers:
            for part in (False, True):
                seen[name, reader, part] = ask(clients[reader], url, route, part=part)
    return seen


def ask(client: Client, url: str, route: Route, *, part: bool) -> tuple[int, bytes, int]:
    """One answer, as the reader receives it."""
    reset_queries()  # the log of queries holds 9,000
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(url, dict(route.query), headers={"HX-Request": "true"} if part else {})
        body = b"".join(response.streaming_content) if response.streaming else response.content
    for pattern, mask in MASKS:
        body = pattern.sub(mask, body)
    return response.status_code, body, len(queries)


@pytest.mark.parametrize(
    ("hide", "cleared"),
    [(hide_sealed_facts, {"alice"}), (hide_police_facts, {*POLICE, *OVERSEERS})],
    ids=["sealed", "police"],
)
def test_what_is_hidden_changes_nothing_for_the_others(world, hide, cleared):
    readers = [name for name in READERS if name not in cleared]
    snapshot(world, readers)  # caches filled by the first reading must not differ
    before = snapshot(world, readers)
    hide(world)
    after = snapshot(world, readers)
    different = {key: told(before[key], after[key]) for key in before if before[key] != after[key]}
    assert not different, different


def told(before: tuple[int, bytes, int], after: tuple[int, bytes, int]) -> list[str]:
    """What differs between two answers: statuses and query counts, then the lines."""
    lines = difflib.unified_diff(before[1].decode().splitlines(), after[1].decode().splitlines(), lineterm="", n=0)
    return [f"{before[0]}, {before[2]} queries -> {after[0]}, {after[2]} queries", *list(lines)[:20]]
