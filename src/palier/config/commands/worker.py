"""`palier worker`: run the background work until told to stop."""

import argparse

from django.conf import settings

from palier.config.processes import die_with_parent
from palier.config.schedule import SCHEDULE
from palier.jobs.worker import run_worker

HELP = "Exécute les travaux de fond (courriels, purges, ancrages) jusqu’à l’arrêt demandé."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One way to run what is waiting and leave."""
    parser.add_argument("--batch", action="store_true", help="exécute ce qui attend puis s’arrête")


def run(options: argparse.Namespace) -> int:
    """Work; a first SIGTERM or Ctrl-C waits for the task under way, a second does not."""
    die_with_parent()
    run_worker(SCHEDULE, silence=settings.WORKER_SILENCE, batch=options.batch)
    return 0
