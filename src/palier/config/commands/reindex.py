"""`palier reindex`: bring the index of the search up to date, or make it anew."""

import argparse
import sys

from palier.kernel.wording import counted
from palier.search.rebuilding import catch_up, mark_all

HELP = "Met à jour l’index de la recherche ; --all le refait en entier. Interrompu, il reprend où il en était."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One way to begin from nothing."""
    parser.add_argument("--all", action="store_true", help="refait tout l’index, et non ce qui manque ou a changé")


def run(options: argparse.Namespace) -> int:
    """Index what is behind, saying how far it is; the product can be used meanwhile."""
    if options.all:
        mark_all()
    done = catch_up(say=_tell)
    sys.stdout.write(f"Index de recherche à jour : {counted(done, 'fiche revue', 'fiches revues')}.\n")
    return 0


def _tell(done: int, total: int) -> None:
    sys.stdout.write(f"{done} sur {total}\n")
