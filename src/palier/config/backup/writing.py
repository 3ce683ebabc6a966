"""Making a backup while people work: one consistent picture of the rows, then the files."""

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction

from palier.config.backup import tables as content
from palier.config.backup.tables import ANCHORS, FILES, MANIFEST, ROWS, BackupError
from palier.config.release import installed_version
from palier.kernel.system import reason_of

PICTURE = "picture"
CHUNK = 2000


def write_backup(target: Path, *, now: datetime) -> dict[str, Any]:
    """Write the archive at `target` (readable by its owner only) and return its manifest.

    The archive appears under its name only when it is whole.
    """
    if target.exists():
        raise BackupError(f"« {target} » existe déjà : choisissez un autre nom.")
    partial = target.with_name(f".{target.name}.partiel")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream, tarfile.open(fileobj=stream, mode="w:gz", compresslevel=6) as tar:
            manifest = _fill(tar, now)
        partial.rename(target)
    except OSError as error:
        raise BackupError(f"Impossible d’écrire « {target} » : {reason_of(error)}.") from error
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _fill(tar: tarfile.TarFile, now: datetime) -> dict[str, Any]:
    prints: dict[str, str] = {}
    counts: dict[str, int] = {}
    with picture() as alias:
        migrations = content.applied_migrations(connections[alias])
        for model in content.tables():
            name = f"{ROWS}/{model._meta.label}.jsonl"
            counts[model._meta.label], prints[name] = _add_rows(tar, name, model, alias)
    for name, path in _files():
        prints[name] = _add_file(tar, name, path)
    manifest = {
        "format": content.FORMAT,
        "version": installed_version(),
        "engine": connection.vendor,
        "made_at": now.isoformat(),
        "migrations": migrations,
        "columns": {model._meta.label: [f.attname for f in content.columns(model)] for model in content.tables()},
        "counts": counts,
        "sha256": prints,
    }
    _add(tar, MANIFEST, json.dumps(manifest, indent=1).encode())
    return manifest


@contextmanager
def picture() -> Iterator[str]:
    """A connection (its alias) on which the rows no longer move, without holding anyone up.

    SQLite: a copy by its backup interface. PostgreSQL: a read-only transaction on one snapshot.
    """
    description = deepcopy(connections.databases[DEFAULT_DB_ALIAS])
    with tempfile.TemporaryDirectory(prefix="palier-sauvegarde-", dir=settings.DATA_DIR) as folder:
        if connection.vendor == "sqlite":
            description["NAME"] = _copy_of_sqlite(Path(folder))
        else:
            description.setdefault("OPTIONS", {})["isolation_level"] = _repeatable_read()
        connections.databases[PICTURE] = description
        try:
            with transaction.atomic(using=PICTURE):
                yield PICTURE
        finally:
            connections[PICTURE].close()
            del connections[PICTURE]
            del connections.databases[PICTURE]


def _copy_of_sqlite(folder: Path) -> str:
    copy = folder / "copie.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(copy) as target:
        connection.connection.backup(target)
    target.close()
    return str(copy)


def _repeatable_read() -> Any:
    from psycopg import IsolationLevel  # noqa: PLC0415 - only where PostgreSQL is used

    return IsolationLevel.REPEATABLE_READ


def _add_rows(tar: tarfile.TarFile, name: str, model: type[models.Model], alias: str) -> tuple[int, str]:
    fields = content.columns(model)
    rows = model._base_manager.using(alias).order_by("pk").values_list(*(field.attname for field in fields))
    count = 0
    with tempfile.TemporaryFile(dir=settings.DATA_DIR) as lines:
        for values in rows.iterator(chunk_size=CHUNK):
            lines.write(content.line_of(fields, values).encode() + b"\n")
            count += 1
        return count, _add_stream(tar, name, lines)


def _files() -> Iterator[tuple[str, Path]]:
    root = content.files_root()
    for path in sorted(root.rglob("*")) if root.exists() else ():
        if path.is_file():
            yield f"{FILES}/{path.relative_to(root).as_posix()}", path
    anchors = Path(settings.ANCHOR_FILE)
    if anchors.exists():
        yield ANCHORS, anchors


def _add_file(tar: tarfile.TarFile, name: str, path: Path) -> str:
    with path.open("rb") as stream:
        return _add_stream(tar, name, stream)


def _add_stream(tar: tarfile.TarFile, name: str, stream: Any) -> str:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    seen = hashlib.sha256()
    while block := stream.read(1 << 20):
        seen.update(block)
    stream.seek(0)
    tar.addfile(_entry(name, size), stream)
    return seen.hexdigest()


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    tar.addfile(_entry(name, len(data)), io.BytesIO(data))


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size = size
    entry.mode = 0o600
    return entry
