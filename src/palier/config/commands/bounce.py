"""`palier bounce`: mark a mail that came back, from the report that the mail server pipes in."""

import argparse
import sys

from palier.notifications.bounces import LONGEST, take_bounce

HELP = "Lit sur l’entrée standard un avis de non-remise et marque le courriel comme revenu."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: a mail server gives the report on the standard input."""


def run(options: argparse.Namespace) -> int:
    """Mark it, and say which."""
    message = take_bounce(sys.stdin.buffer.read(LONGEST + 1))
    sys.stdout.write(f"Courriel {message.pk} : {message.get_state_display().lower()}.\n")
    return 0
