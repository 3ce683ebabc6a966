"""What every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase

from palier.journal import guards
from tests.cast import Cast, make_cast
from tests.engines import postgres_server
from tests.offline import stay_at_home
from tests.product import Product, new_database

stay_at_home()


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of the suite's own; only tests marked `postgres` ask for it."""
    with postgres_server() as url:
        yield url


@pytest.fixture
def new_product(tmp_path_factory, request):
    """Make installations: `new_product("sqlite")`, `new_product("postgresql")`, each empty and not yet migrated."""

    def make(engine: str, **settings: str) -> Product:
        data: Path = tmp_path_factory.mktemp("produit")
        if engine == "sqlite":
            return Product(data, f"sqlite:///{data / 'palier.sqlite3'}", settings)
        return Product(data, new_database(request.getfixturevalue("postgres_url")), settings)

    return make


BOTH_ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(params=BOTH_ENGINES)
def product(request, new_product) -> Product:
    """An installation brought up to date by `palier migrate`, on each engine in turn."""
    installation = new_product(request.param)
    installation.do("migrate")
    return installation


@pytest.fixture(scope="session", autouse=True)
def emptying_the_database_after_a_test_is_not_refused() -> Iterator[None]:
    """Tests that commit are followed by a flush of every table, which the journal's guards would rightly refuse:
    they are taken away for the flush, and set again. Production knows no such door."""
    flush = TransactionTestCase._fixture_teardown

    def flush_without_guards(case: TransactionTestCase) -> None:
        guards.remove(connection)
        try:
            flush(case)
        finally:
            guards.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without_guards)
        yield
