"""The temporary PostgreSQL server answers, and is gone after the block."""

import os
from pathlib import Path

import psycopg
import pytest

from tests import engines


@pytest.mark.postgres
def test_the_temporary_server_answers_then_disappears(monkeypatch):
    monkeypatch.delenv(engines.OVERRIDE, raising=False)
    with engines.postgres_server() as address:
        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
            store = Path(connection.execute("SHOW data_directory").fetchone()[0])
        assert store.exists()
    assert not store.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


@pytest.mark.postgres
def test_a_server_of_ones_own_is_used_when_named(monkeypatch):
    monkeypatch.setitem(os.environ, engines.OVERRIDE, "postgres://palier@serveur/palier")
    with engines.postgres_server() as address:
        assert address == "postgres://palier@serveur/palier"
