"""What a backup holds: which tables, which columns, and how a value travels through JSON."""

import base64
import json
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.migrations.recorder import MigrationRecorder

FORMAT = 1
MANIFEST = "manifeste.json"
ROWS = "lignes"
FILES = "fichiers"
ANCHORS = "ancrages"
# What is of no use elsewhere: open sessions, the signs of life of workers, files kept for a day.
LEFT_OUT = {"sessions.Session", "jobs.Heartbeat", "attachments.WaitingUpload", "exports.ExportFile"}
_PLAIN = (bool, int, float, str)


class BackupError(Exception):
    """The archive cannot be made or read; the message says why, in French."""


def tables() -> list[type[models.Model]]:
    """Every table of the installation, join tables included, in a stable order."""
    found = [model for model in apps.get_models(include_auto_created=True) if kept(model)]
    return sorted(found, key=lambda model: model._meta.label)


def kept(model: type[models.Model]) -> bool:
    """Whether a backup holds this table."""
    meta = model._meta
    return meta.managed and not meta.proxy and meta.label not in LEFT_OUT


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns that are stored (a generated column is computed again by the database)."""
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def line_of(fields: Iterable[models.Field[Any, Any]], values: Iterable[Any]) -> str:
    """One row as a line of JSON, the same whatever the engine (PostgreSQL puts the keys of a document in its order)."""
    row = [_out(field, value) for field, value in zip(fields, values, strict=True)]
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def row_of(model: type[models.Model], fields: list[models.Field[Any, Any]], line: str) -> models.Model:
    """The row that a line tells, not yet written."""
    values = json.loads(line)
    return model(**{field.attname: _back(field, value) for field, value in zip(fields, values, strict=True)})


def applied_migrations(connection: Any) -> list[str]:
    """The migrations this database has received: an archive restores only where they are the same."""
    recorder = MigrationRecorder(connection)
    return sorted(f"{app}.{name}" for app, name in recorder.applied_migrations())


def files_root() -> Any:
    """The folder of the kept files."""
    return settings.MEDIA_ROOT


def _out(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value if isinstance(value, _PLAIN) else _text(value)


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _back(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    return field.to_python(value)
