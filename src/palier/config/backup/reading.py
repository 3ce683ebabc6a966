"""Restoring a backup onto an empty installation: checked before anything is written, all or nothing."""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from palier.config.backup import tables as content
from palier.config.backup.tables import ANCHORS, FILES, MANIFEST, ROWS, BackupError
from palier.journal import guards
from palier.kernel.system import reason_of

# Rows here mean that someone works with this installation.
TELLTALES = ("partners.User", "journal.Entry")
# What reading a file that is not a whole archive may raise.
DAMAGE = (OSError, EOFError, zlib.error, tarfile.TarError)


def restore_backup(archive: Path) -> dict[str, Any]:
    """Put every row and every file of `archive` into this empty installation and return its manifest.

    Refuses a damaged archive, one made by another version, and an installation that is not empty; nothing is then
    written. The caller verifies the journal afterwards.
    """
    with _opened(archive) as tar:
        manifest = _checked(tar)
        _refuse_other_version(manifest)
        _refuse_not_empty()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        with _files_aside(tar, manifest) as put_in_place, transaction.atomic():
            _load_rows(tar, manifest)
            put_in_place()
    return manifest


def read_manifest(archive: Path) -> dict[str, Any]:
    """What the archive says of itself, once every checksum in it has been verified."""
    with _opened(archive) as tar:
        return _checked(tar)


def _opened(archive: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(archive, mode="r:gz")
    except DAMAGE as error:
        is_file = isinstance(error, OSError) and error.errno
        why = reason_of(error) if is_file else "ce n’est pas une archive .tar.gz entière"  # type: ignore[arg-type]
        raise BackupError(f"« {archive} » ne se lit pas comme une sauvegarde de Palier : {why}.") from error


def _checked(tar: tarfile.TarFile) -> dict[str, Any]:
    try:
        stream = tar.extractfile(MANIFEST)
        manifest: dict[str, Any] = json.loads(stream.read()) if stream else {}
        present = {member.name for member in tar.getmembers()} - {MANIFEST}
        damaged = [
            name for name, known in manifest["sha256"].items() if name not in present or _print(tar, name) != known
        ]
    except (KeyError, TypeError, AttributeError, ValueError, *DAMAGE) as error:
        raise BackupError(
            "L’archive est incomplète ou abîmée, ou ne vient pas de « palier backup ». Prenez une autre sauvegarde."
        ) from error
    if damaged or present - set(manifest["sha256"]):
        wrong = sorted(damaged or present - set(manifest["sha256"]))
        raise BackupError(f"L’archive est abîmée : {', '.join(wrong[:5])}. Prenez une autre sauvegarde.")
    if manifest.get("format") != content.FORMAT:
        raise BackupError("L’archive est d’un format que cette version ne connaît pas.")
    return manifest


def _print(tar: tarfile.TarFile, name: str) -> str:
    seen = hashlib.sha256()
    with _member(tar, name) as stream:
        while block := stream.read(1 << 20):
            seen.update(block)
    return seen.hexdigest()


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    stream = tar.extractfile(name)
    if stream is None:
        raise BackupError(f"L’archive est abîmée : {name}.")
    return stream


def _refuse_other_version(manifest: dict[str, Any]) -> None:
    ours = sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or ())
    if sorted(manifest["migrations"]) != ours:
        raise BackupError(
            f"L’archive vient de la version {manifest['version']}, dont la base a une autre forme. Installez cette "
            "version, restaurez, puis mettez à jour (docs/operations/mise-a-jour.md)."
        )


def _refuse_not_empty() -> None:
    present = connection.introspection.table_names()
    telltales = [model for model in map(apps.get_model, TELLTALES) if model._meta.db_table in present]
    root = content.files_root()
    files = root.exists() and any(path.is_file() for path in root.rglob("*"))
    if files or Path(settings.ANCHOR_FILE).exists() or any(model._base_manager.exists() for model in telltales):
        raise BackupError(
            "Cette installation n’est pas vide : une restauration n’écrase jamais rien. Donnez une base neuve "
            "(PALIER_DATABASE_URL) et un dossier neuf (PALIER_DATA_DIR)."
        )


def _load_rows(tar: tarfile.TarFile, manifest: dict[str, Any]) -> None:
    """The guards of the journal are lifted while its rows come back, in this transaction only, then set again."""
    guards.remove(connection)
    # The few rows that the migrations wrote; foreign keys are only checked at the end.
    _execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}" for model in content.tables())  # noqa: S608 - names of our tables
    for model in content.tables():
        _load_table(tar, manifest, model)
    _execute(connection.ops.sequence_reset_sql(no_style(), content.tables()))
    connection.check_constraints()
    guards.install(connection)


def _execute(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _load_table(tar: tarfile.TarFile, manifest: dict[str, Any], model: type[models.Model]) -> None:
    label = model._meta.label
    by_name = {field.attname: field for field in content.columns(model)}
    fields = [by_name[name] for name in manifest["columns"][label]]
    size = max(1, connection.ops.bulk_batch_size(fields, [None] * 500))
    with _member(tar, f"{ROWS}/{label}.jsonl") as lines:
        for batch in _batches(lines, size):
            rows = [content.row_of(model, fields, line) for line in batch]
            # As they were: no date stamped anew, no default, hence not bulk_create.
            model._base_manager._insert(rows, fields=fields, using="default", raw=True)  # type: ignore[attr-defined]  # noqa: SLF001 - the only raw bulk insert Django has


def _batches(lines: IO[bytes], size: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        batch.append(line.decode())
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


@contextmanager
def _files_aside(tar: tarfile.TarFile, manifest: dict[str, Any]) -> Iterator[Callable[[], None]]:
    """The files, first extracted beside their place; the call puts them in it. Nothing is left of a failure."""
    root: Path = content.files_root()
    root.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    with tempfile.TemporaryDirectory(prefix="restauration-", dir=root.parent) as folder:
        for name in manifest["sha256"]:
            if not name.startswith(f"{ROWS}/"):
                _write(tar, name, Path(folder) / _safe(name))

        def put_in_place() -> None:
            if (files := Path(folder, FILES)).exists():
                if root.exists():
                    shutil.rmtree(root)  # empty folders only: it was checked
                files.rename(root)
            if (anchors := Path(folder, ANCHORS)).exists():
                Path(settings.ANCHOR_FILE).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(anchors, settings.ANCHOR_FILE)

        yield put_in_place


def _safe(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise BackupError(f"L’archive contient un chemin interdit : {name}.")
    return path


def _write(tar: tarfile.TarFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    with (
        _member(tar, name) as stream,
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640), "wb") as out,
    ):
        while block := stream.read(1 << 20):
            out.write(block)
