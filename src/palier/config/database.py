"""Bringing a database up to this version: folder, migrations, cache table, reference data. Idempotent."""

import importlib
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Each loads the reference data of its floor and may be called again: `module:function`.
REFERENCE_LOADERS: tuple[str, ...] = ("palier.territory.services.kinds:load_place_kinds",)


def missing_migrations() -> list[str]:
    """The migrations this database has yet to receive, as `app.name`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def prepare_database(*, say: Callable[[str], None]) -> None:
    """Create or upgrade the database and load the reference data, telling each step to `say`."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o750)
    awaited = len(missing_migrations())
    say(f"Base de données : {awaited} migration(s) à appliquer." if awaited else "Base de données : à jour.")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    for loader in REFERENCE_LOADERS:
        load_reference(loader)
    say("Données de référence : chargées.")


def load_reference(loader: str) -> None:
    """Call one loader named `module:function`."""
    module, function = loader.split(":")
    getattr(importlib.import_module(module), function)()
