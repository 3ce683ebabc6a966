"""Bringing a database up to this version: folder, migrations, cache table, reference data, statistics. Idempotent."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from palier.cycle.catalogue.services import load_catalogue
from palier.kernel import clock
from palier.kernel.wording import counted
from palier.partners.reference import load_reference
from palier.search.rebuilding import catch_up
from palier.territory.services.kinds import load_place_kinds


def missing_migrations() -> list[str]:
    """The migrations this database has yet to receive, as `app.name`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def prepare_database(*, say: Callable[[str], None]) -> None:
    """Create or upgrade the database and load the reference data, telling each step to `say`."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o750)
    awaited = len(missing_migrations())
    say(f"Base de données : {counted(awaited, 'migration')} à appliquer." if awaited else "Base de données : à jour.")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    added = _load_reference_data()
    say(f"Données de référence : {counted(added, 'ajoutée')}." if added else "Données de référence : à jour.")
    if indexed := catch_up(say=lambda done, total: say(f"Index de recherche : {done} sur {total}.")):
        say(f"Index de recherche : {counted(indexed, 'fiche ajoutée', 'fiches ajoutées')}.")
    gather_statistics()


def gather_statistics() -> None:
    """Tell SQLite how its tables are filled, by samples of a few milliseconds; PostgreSQL keeps that by itself.

    Without them it believes that a group holds ten reports, and reads thirty thousand to show twenty-five.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")


def _load_reference_data() -> int:
    """What a new installation needs to start: added where missing, never written over what was edited on screen."""
    return load_place_kinds() + sum(load_catalogue().values()) + load_reference(clock.now()).total
