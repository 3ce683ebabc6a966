"""What every test may ask for."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase

from palier.journal import guards
from tests import empty_database, recorded
from tests.cast import Cast, make_cast
from tests.cycle.stage import Stage, set_stage
from tests.engines import postgres_server
from tests.offline import stay_at_home
from tests.product import Product, new_database
from tests.world import World, make_world

stay_at_home()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings) -> bool:
    """The empty database is there already: a copy of the one made for these migrations."""
    empty_database.lay()
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The database of the run, and what it holds before any test."""
    with django_db_blocker.unblock():
        recorded.remember_the_start()


@pytest.fixture
def cast(db, request) -> Cast:
    """The people; those of the stage where a test has one."""
    if "stage" in request.fixturenames:
        on_stage: Cast = request.getfixturevalue("stage").cast
        return on_stage
    return recorded.lay(make_cast)


@pytest.fixture
def stage(db) -> Stage:
    """The people, the catalogue and a place."""
    return recorded.lay(_cast_on_stage)


def _cast_on_stage() -> Stage:
    return set_stage(make_cast())


@pytest.fixture
def world(db) -> World:
    """One object of each kind at each level."""
    return recorded.lay(make_world)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of the suite's own; only tests marked `postgres` ask for it."""
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def bare(request):
    """The address of a database whose tables are there and empty, one per engine, copied by the tests."""

    def address(engine: str) -> str:
        if engine == "sqlite":
            return f"sqlite:///{empty_database.sqlite_model()}"
        server = request.getfixturevalue("postgres_url")
        return f"{server.rpartition('/')[0]}/{empty_database.server_model(server)}"

    return address


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, request, bare):
    """The address of a database that `palier migrate` brought up to date, one per engine, copied by the tests."""
    made: dict[str, str] = {}

    def address(engine: str) -> str:
        if engine not in made:
            data = tmp_path_factory.mktemp("modele")
            url = f"sqlite:///{data / 'palier.sqlite3'}"
            if engine == "sqlite":
                shutil.copy(bare(engine).removeprefix("sqlite:///"), data / "palier.sqlite3")
            else:
                url = new_database(request.getfixturevalue("postgres_url"), bare(engine))
            Product(data, url).do("migrate")
            made[engine] = url
        return made[engine]

    return address


@pytest.fixture
def new_product(tmp_path_factory, request, bare, migrated):
    """Make installations: `new_product("sqlite")`, `new_product("postgresql")`.

    Nothing is there, unless it is `ready` (`palier migrate` ran) or has its `tables`, all of them empty.
    """

    def make(engine: str, *, ready: bool = False, tables: bool = False, **settings: str) -> Product:
        data: Path = tmp_path_factory.mktemp("produit")
        model = migrated(engine) if ready else bare(engine) if tables else ""
        if engine == "sqlite":
            if model:
                shutil.copy(model.removeprefix("sqlite:///"), data / "palier.sqlite3")
            return Product(data, f"sqlite:///{data / 'palier.sqlite3'}", settings)
        return Product(data, new_database(request.getfixturevalue("postgres_url"), model), settings)

    return make


BOTH_ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(params=BOTH_ENGINES)
def product(request, new_product) -> Product:
    """An installation up to date, on each engine in turn."""
    return new_product(request.param, ready=True)


LENGTHY = ("sweep", "long", "installation")
READING_THE_DATABASE = {"db", "transactional_db", "live_server", "new_product"}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Tests that run whole installations in processes of their own are marked `installation`, before `-m` is read."""
    if "new_product" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.installation)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Which tests run, and the longest first.

    Who leaves PostgreSQL out (`-m "not postgres"`) wants the quick run: the minutes of whole installations are left
    out with it. `make test` says that it wants all (`PALIER_TEST_ALL`); on PostgreSQL that is all that reads a
    database, the rest being proven on SQLite.
    """
    left_out: set[pytest.Item] = set()
    if "not postgres" in (config.option.markexpr or "") and "PALIER_TEST_ALL" not in os.environ:
        left_out = {item for item in items if item.get_closest_marker("installation")}
    if "PALIER_TEST_ALL" in os.environ and connection.vendor == "postgresql":
        left_out = {item for item in items if not reads_the_database(item)}
    config.hook.pytest_deselected(items=list(left_out))
    kept = [item for item in items if item not in left_out]
    items[:] = sorted(kept, key=lambda item: not any(map(item.get_closest_marker, LENGTHY)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Three thousand tests and what they import stay to the end: the collector need not go through them each time."""
    gc.collect()
    gc.freeze()


def reads_the_database(item: pytest.Item) -> bool:
    """Whether this test asks for the database of the run, or for one of its own."""
    asked = READING_THE_DATABASE.intersection(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session", autouse=True)
def emptying_the_database_after_a_test_is_not_refused() -> Iterator[None]:
    """Tests that commit are followed by the deletion of what they wrote, which the journal's guards would rightly
    refuse: they are taken away meanwhile, and set again. Production knows no such door."""
    flush = TransactionTestCase._fixture_teardown

    def empty_without_guards(case: TransactionTestCase) -> None:
        guards.remove(connection)
        try:
            if not recorded.empty():
                flush(case)
        finally:
            guards.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_without_guards)
        yield
