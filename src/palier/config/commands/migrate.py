"""`palier migrate`: bring the database up to this version and load the reference data."""

import argparse

from palier.config.database import prepare_database

HELP = "Met la base de données à la version du programme et charge les données de référence."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One way to be silent, for scripts."""
    parser.add_argument("--quiet", action="store_true", help="n’affiche que les erreurs")


def run(options: argparse.Namespace) -> int:
    """Migrate, then say what was done; running it again changes nothing."""
    prepare_database(say=(lambda _: None) if options.quiet else print)
    return 0
