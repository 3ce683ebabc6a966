"""Route x role: each address, each member of the cast, the status that the matrix says."""

import pytest
from django.urls import reverse

from tests.web.matrix import CAST, every_row, every_url_name

ROWS = every_row()


def test_every_address_has_a_row():
    missing = every_url_name() - ROWS.keys()
    assert not missing, f"add these to tests/web/<screen>/matrix.py: {sorted(missing)}"


def test_no_row_is_about_an_address_that_is_gone():
    gone = ROWS.keys() - every_url_name()
    assert not gone, f"delete these rows: {sorted(gone)}"


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_answers_are_those_of_the_matrix(world, client_for, name):
    route = ROWS[name]
    url = reverse(name, kwargs=route.args(world))
    found = {}
    for member in CAST:
        response = getattr(client_for(member), route.method)(url, dict(route.query))
        found[member] = response.status_code
    assert found == dict(route.expected)
