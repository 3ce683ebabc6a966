"""`palier purge`: remove what is past its retention, or show what would be removed."""

import argparse
import sys

from django.utils import timezone

from palier.access.actor import program
from palier.journal.consultations import close_finished_months
from palier.journal.retention import forecasts, run_purges
from palier.kernel import clock

HELP = "Purge les données arrivées au terme de leur conservation ; --preview montre sans rien effacer."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One way to look without touching."""
    parser.add_argument("--preview", action="store_true", help="montre ce qui serait effacé, sans rien effacer")


def run(options: argparse.Namespace) -> int:
    """Show the retention table, or purge and say what left."""
    now = clock.now()
    if options.preview:
        for line in forecasts(now):
            limit = f"{timezone.localtime(line.before):%d/%m/%Y}"
            parts = f" ; avec {line.with_it}" if line.with_it else ""
            sys.stdout.write(f"{line.label} : {line.count} avant le {limit} (conservation {line.months} mois){parts}\n")
        return 0
    actor = program("Palier (commande purge)")
    close_finished_months(actor=actor, now=now)
    for outcome in run_purges(actor=actor, now=now):
        sys.stdout.write(f"{outcome.label} : {outcome.count}\n")
    return 0
