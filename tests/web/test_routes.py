"""Route x role: each address, each member of the cast, the status that the matrix says."""

import pytest

from tests.web.matrix import CAST, every_row, every_url_name

ROWS = every_row()
POSTS = sorted(name for name, route in ROWS.items() if route.method != "get")


def test_every_address_has_a_row():
    missing = every_url_name() - ROWS.keys()
    assert not missing, f"add these to tests/web/<screen>/matrix.py: {sorted(missing)}"


def test_no_row_is_about_an_address_that_is_gone():
    gone = ROWS.keys() - every_url_name()
    assert not gone, f"delete these rows: {sorted(gone)}"


def test_reading_answers_what_the_matrix_says(world, client_for):
    clients = {member: client_for(member) for member in CAST}
    wrong = {}
    for name, route in sorted(ROWS.items()):
        if route.method != "get":
            continue
        url = route.url(name, world)
        found = {member: clients[member].get(url, dict(route.query)).status_code for member in CAST}
        if found != dict(route.expected):
            wrong[name] = {m: (found[m], route.expected[m]) for m in CAST if found[m] != route.expected[m]}
    assert not wrong, f"(found, expected): {wrong}"


@pytest.mark.parametrize("name", POSTS)
def test_writing_answers_what_the_matrix_says(world, client_for, name):
    route = ROWS[name]
    url = route.url(name, world)
    found = {member: getattr(client_for(member), route.method)(url).status_code for member in CAST}
    assert found == dict(route.expected)
