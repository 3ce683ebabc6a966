"""What every test may ask for."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase

from palier.journal import guards
from tests import empty_database
from tests.cast import Cast, make_cast
from tests.engines import postgres_server
from tests.offline import stay_at_home
from tests.product import Product, new_database

stay_at_home()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings) -> bool:
    """Whether the empty database is already there: a copy of the one made for these migrations."""
    return empty_database.lay()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The database of the run, of which a copy is kept for the next ones."""
    with django_db_blocker.unblock():
        empty_database.keep()


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of the suite's own; only tests marked `postgres` ask for it."""
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, request):
    """The address of a database that `palier migrate` made, one per engine, copied by the tests."""
    made: dict[str, str] = {}

    def address(engine: str) -> str:
        if engine not in made:
            data = tmp_path_factory.mktemp("modele")
            url = f"sqlite:///{data / 'palier.sqlite3'}"
            if engine == "postgresql":
                url = new_database(request.getfixturevalue("postgres_url"))
            Product(data, url).do("migrate")
            made[engine] = url
        return made[engine]

    return address


@pytest.fixture
def new_product(tmp_path_factory, request, migrated):
    """Make installations: `new_product("sqlite")`, `new_product("postgresql")`; empty unless `ready` (migrated)."""

    def make(engine: str, *, ready: bool = False, **settings: str) -> Product:
        data: Path = tmp_path_factory.mktemp("produit")
        model = migrated(engine) if ready else ""
        if engine == "sqlite":
            if ready:
                shutil.copy(model.removeprefix("sqlite:///"), data / "palier.sqlite3")
            return Product(data, f"sqlite:///{data / 'palier.sqlite3'}", settings)
        return Product(data, new_database(request.getfixturevalue("postgres_url"), model), settings)

    return make


BOTH_ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(params=BOTH_ENGINES)
def product(request, new_product) -> Product:
    """An installation up to date, on each engine in turn."""
    return new_product(request.param, ready=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that run whole installations in processes of their own are marked `installation`.

    Who leaves PostgreSQL out (`-m "not postgres"`) wants the quick run: these minutes are left out with it, and
    counted as deselected. `make test` says that it wants all (`PALIER_TEST_ALL`).
    """
    whole = [item for item in items if "new_product" in getattr(item, "fixturenames", ())]
    for item in whole:
        item.add_marker(pytest.mark.installation)
    if "not postgres" in (config.option.markexpr or "") and "PALIER_TEST_ALL" not in os.environ:
        config.hook.pytest_deselected(items=whole)
        items[:] = [item for item in items if item not in set(whole)]


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
