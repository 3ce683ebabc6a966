"""`palier static`: gather the static files for a production server."""

import argparse

from django.conf import settings

from palier.config.static import gather_static_files

HELP = "Rassemble les fichiers statiques pour la production (à refaire après chaque mise à jour)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(options: argparse.Namespace) -> int:
    """Gather, then say how many."""
    count = gather_static_files()
    print(f"{count} fichiers statiques rassemblés dans {settings.STATIC_ROOT}.")
    return 0
