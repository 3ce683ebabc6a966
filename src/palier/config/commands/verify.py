"""`palier verify`: is the journal's chain intact, and where does it break?"""

import argparse
import json
import sys
from dataclasses import asdict

from django.db import connection
from django.utils import timezone

from palier.config.arguments import fingerprint
from palier.journal import guards
from palier.journal.anchoring import anchored
from palier.journal.verification import Verdict, verify

HELP = "Vérifie que le journal est intact ; sinon dit où la chaîne se rompt, et pourquoi (code de sortie 1)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Anchors kept outside, and the form of the answer."""
    parser.add_argument(
        "--anchor",
        action="append",
        default=[],
        type=fingerprint,
        metavar="EMPREINTE",
        help="empreinte reçue par courriel ou lue sur une annexe ; elle doit être dans la chaîne (peut se répéter)",
    )
    parser.add_argument(
        "--no-anchor-file",
        action="store_true",
        help="n’exige pas les empreintes du fichier d’ancrage (après la restauration d’une sauvegarde ancienne)",
    )
    parser.add_argument(
        "--restore-guards", action="store_true", help="remet en place les gardes absentes de la base, puis vérifie"
    )
    parser.add_argument("--json", action="store_true", help="répond par un objet JSON, pour la supervision")


def run(options: argparse.Namespace) -> int:
    """Verify and say; 1 when the chain is broken or a guard is missing."""
    if options.restore_guards:
        guards.install(connection)
    anchors = options.anchor + ([] if options.no_anchor_file else anchored())
    verdict = verify(anchors=anchors)
    sys.stdout.write(_as_json(verdict) if options.json else _as_text(verdict, len(set(anchors))))
    return 0 if verdict.intact and not verdict.missing_guards else 1


def _as_json(verdict: Verdict) -> str:
    return json.dumps(asdict(verdict) | {"intact": verdict.intact}, default=str) + "\n"


def _as_text(verdict: Verdict, anchors: int) -> str:
    lines = []
    if verdict.broken:
        where = f"à l’entrée n° {verdict.broken.seq}"
        if verdict.broken.at:
            where += f" (datée du {timezone.localtime(verdict.broken.at):%d/%m/%Y à %H:%M})"
        lines.append(f"Journal ROMPU {where} : {verdict.broken.reason.sentence}.")
        lines.append(f"Les {verdict.entries} entrées précédentes sont intactes.")
        lines.append("Ne modifiez rien : copiez la base, prévenez le délégué à la protection des données.")
    else:
        lines.append(f"Journal intact : {verdict.entries} entrées, {anchors} empreintes d’ancrage retrouvées.")
    lines.append(f"Empreinte de tête : {verdict.head}")
    if verdict.missing_guards:
        lines.append("Gardes absentes de la base : " + ", ".join(verdict.missing_guards) + ".")
        lines.append("Rétablissez-les avec « palier verify --restore-guards » après avoir cherché qui les a retirées.")
    return "\n".join(lines) + "\n"
