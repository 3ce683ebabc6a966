"""`palier doctor`: is this installation fit for production? Each line says what to do."""

import argparse

from palier.config.examination import Weight, examine
from palier.kernel.wording import counted

HELP = "Examine l’installation et refuse ce qui ne convient pas en production, avec le remède de chaque point."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How severe to be."""
    parser.add_argument("--strict", action="store_true", help="les avertissements comptent comme des refus")


def run(options: argparse.Namespace) -> int:
    """Examine and say; 1 when something forbids production."""
    refused = warned = 0
    for name, findings in examine():
        if not findings:
            print(f"[{Weight.FINE}] {name}")
        for finding in findings:
            print(finding)
            refused += finding.weight is Weight.REFUSED
            warned += finding.weight is Weight.WARNED
    print(
        f"\n{refused} refus, {counted(warned, 'avertissement')}.", "" if refused else "Rien n’interdit la production."
    )
    return int(bool(refused or (options.strict and warned)))
