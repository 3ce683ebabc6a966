"""`palier import-addresses`: the address base of a département, from a BAN-format CSV."""

import argparse
import sys
from pathlib import Path

from palier.access.actor import Actor
from palier.access.roles import Role
from palier.kernel import clock
from palier.territory.services import load_addresses

HELP = "Charge les adresses d’un fichier CSV au format de la Base Adresse Nationale (aussi compressé en .gz)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", metavar="FICHIER", help="par exemple adresses-04.csv.gz, en UTF-8")
    parser.add_argument("--quiet", action="store_true", help="n’affiche pas l’avancement")


def run(options: argparse.Namespace) -> int:
    """Replace the addresses of the communes of the file; nothing is written if one line cannot be read."""
    actor = Actor(user_id=None, label="Commande import-addresses", mandates=frozenset({Role.ADMINISTRATOR}))
    release = load_addresses(
        actor=actor,
        path=Path(options.file),
        now=clock.now(),
        progress=None if options.quiet else _show,
    )
    print(
        f"Adresses chargées. La base compte {release.addresses} adresses dans {release.streets} voies.\n"
        f"Mention à conserver : {release.attribution}"
    )
    return 0


def _show(done: int, lines: int) -> None:
    sys.stderr.write(f"\r{done:,} / {lines:,} lignes".replace(",", " ") + ("\n" if done == lines else ""))
    sys.stderr.flush()
