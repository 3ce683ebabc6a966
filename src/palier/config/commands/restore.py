"""`palier restore`: an archive onto an empty installation."""

import argparse
import hashlib
import importlib
from pathlib import Path

from django.conf import settings

from palier.attachments.services import all_files
from palier.config.backup.reading import restore_backup
from palier.config.backup.tables import BackupError
from palier.kernel.errors import Refused

HELP = "Restaure une archive sur une installation vide, puis vérifie le journal et les fichiers."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which archive."""
    parser.add_argument("archive", metavar="ARCHIVE", help="archive écrite par « palier backup »")


def run(options: argparse.Namespace) -> int:
    """Restore, then verify; the exit code is that of the verification."""
    try:
        manifest = restore_backup(Path(options.archive).resolve())
    except BackupError as error:
        raise Refused(str(error)) from error
    print(
        f"Restauré : {sum(manifest['counts'].values())} lignes (sauvegarde du {manifest['made_at'][:16]}).", flush=True
    )
    sound = _files_are_whole()
    verify = importlib.import_module("palier.config.commands.verify")
    parser = argparse.ArgumentParser()
    verify.add_arguments(parser)
    return int(verify.run(parser.parse_args([]))) or int(not sound)


def _files_are_whole() -> bool:
    """Whether every attachment of the rows is there with the content it had, said in one line."""
    damaged = 0
    for path, known in all_files():
        kept = settings.MEDIA_ROOT / path
        damaged += not kept.exists() or hashlib.sha256(kept.read_bytes()).hexdigest() != known
    print(f"Pièces jointes manquantes ou abîmées : {damaged}." if damaged else "Pièces jointes : intactes.", flush=True)
    return not damaged
