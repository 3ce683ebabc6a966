"""`palier backup`: everything in one archive, while people work."""

import argparse
from pathlib import Path

from django.utils import timezone

from palier.config.arguments import Misused
from palier.config.backup.reading import read_manifest
from palier.config.backup.tables import BackupError
from palier.config.backup.writing import write_backup
from palier.kernel import clock
from palier.kernel.errors import Refused

HELP = "Sauvegarde la base, les pièces jointes et les ancrages dans une archive, sans arrêter le service."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to write, or which archive to check."""
    parser.add_argument(
        "archive", nargs="?", metavar="ARCHIVE", help="fichier à écrire (par défaut palier-AAAAMMJJ-HHMM.tar.gz)"
    )
    parser.add_argument("--check", action="store_true", help="relit une archive et vérifie ses empreintes")


def run(options: argparse.Namespace) -> int:
    """Write (or check) the archive and say what is in it."""
    now = clock.now()
    if options.check and not options.archive:
        raise Misused("Dites quelle archive relire : palier backup --check ARCHIVE.")
    path = Path(options.archive or f"palier-{timezone.localtime(now):%Y%m%d-%H%M}.tar.gz").resolve()
    try:
        manifest = read_manifest(path) if options.check else write_backup(path, now=now)
    except BackupError as error:
        raise Refused(str(error)) from error
    rows, files = sum(manifest["counts"].values()), len(manifest["sha256"]) - len(manifest["counts"])
    print(f"{'Archive intacte' if options.check else 'Sauvegarde écrite'} : {path}")
    print(f"{rows} lignes, {files} fichiers, {path.stat().st_size // 1024} ko, version {manifest['version']}.")
    if not options.check:
        print("Cette archive contient tout, en clair : chiffrez-la avant de la sortir de ce serveur.")
    return 0
