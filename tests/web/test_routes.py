"""Route x role: each address has its row, and each write answers each member the status that the matrix says.

What reading answers is proven by the leak sweep (`test_leaks.py`), which reads the same addresses with the same eyes.
"""

from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import resolve

from tests.web.matrix import CAST, PROJECTOR, every_row, every_url_name

ROWS = every_row()
READERS = (*CAST, PROJECTOR)
POSTS = sorted(name for name, route in ROWS.items() if route.method != "get")


def test_every_address_has_a_row():
    missing = every_url_name() - ROWS.keys()
    assert not missing, f"add these to tests/web/<screen>/matrix.py: {sorted(missing)}"


def test_no_row_is_about_an_address_that_is_gone():
    gone = ROWS.keys() - every_url_name()
    assert not gone, f"delete these rows: {sorted(gone)}"


@pytest.mark.sweep
def test_writing_answers_what_the_matrix_says(world, client_for):
    """Each address meets the world as it was: what the one before wrote is undone."""
    wrong = {}
    as_made = dict(world.objects)
    for name in POSTS:
        route = ROWS[name]
        with transaction.atomic():
            url = route.url(name, world)
            found = {member: getattr(client_for(member), route.method)(url).status_code for member in READERS}
            transaction.set_rollback(True)
        cache.clear()  # the counters of tries
        world.objects = dict(as_made)
        if odd := {m: (found[m], route.status_for(m)) for m in READERS if found[m] != route.status_for(m)}:
            wrong[name] = odd
    assert not wrong, f"(found, expected): {wrong}"


def test_each_address_leads_to_its_own_page(world):
    """Two pages under one address: the first would hide the other, whatever its name."""
    hidden = {}
    for name, route in ROWS.items():
        found = resolve(urlsplit(route.url(name, world)).path).view_name
        if found != name:
            hidden[name] = found
    assert not hidden
