"""`palier import-boundaries`: départements, communes, circonscriptions or sectors from a GeoJSON file."""

import argparse
from pathlib import Path

from palier.access.actor import Actor
from palier.access.roles import Role
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.kernel.system import reason_of
from palier.territory.boundaries import LABELS, Kind, Preview, read_boundaries
from palier.territory.services import confirm_boundaries

HELP = "Importe des contours (départements, communes, circonscriptions, secteurs) depuis un fichier GeoJSON."

_KINDS = {
    "departements": Kind.DEPARTMENT,
    "communes": Kind.COMMUNE,
    "circonscriptions": Kind.DISTRICT,
    "secteurs": Kind.SECTOR,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is drawn, the file, and how careful to be."""
    parser.add_argument("kind", metavar="NATURE", choices=sorted(_KINDS), help=", ".join(_KINDS))
    parser.add_argument("file", metavar="FICHIER", help="fichier GeoJSON en WGS 84 (longitude, latitude), UTF-8")
    parser.add_argument("--dry-run", action="store_true", help="lit et rend compte, sans rien écrire")
    parser.add_argument("--partial", action="store_true", help="importe les contours acceptés malgré des refus")
    parser.add_argument("--fictional", action="store_true", help="marque ces contours comme inventés (démonstration)")


def run(options: argparse.Namespace) -> int:
    """Say what is accepted and refused, then write all that was announced, or nothing."""
    path = Path(options.file)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(f"Le fichier « {path} » ne peut être lu : {reason_of(error)}.") from error
    preview = read_boundaries(content, kind=_KINDS[options.kind], file_name=path.name)
    _tell(preview)
    if preview.refused and not options.partial:
        rest = ", ou ajoutez --partial pour importer le reste" if preview.accepted else ""
        print(f"Rien n’a été écrit. Corrigez le fichier{rest}.")
        return 1
    if options.dry_run:
        print("Essai seulement : rien n’a été écrit.")
        return 0
    actor = Actor(user_id=None, label="Commande import-boundaries", mandates=frozenset({Role.ADMINISTRATOR}))
    done = confirm_boundaries(actor=actor, preview=preview, now=clock.now(), is_fictional=options.fictional)
    told = f"{done.created} contour(s) ajouté(s), {done.changed} modifié(s), {done.unchanged} inchangé(s)"
    print(f"{LABELS[preview.kind]} : {told}.")
    return 0


def _tell(preview: Preview) -> None:
    counts = f"{len(preview.accepted)} contour(s) accepté(s), {len(preview.refused)} refus"
    lines = [f"{LABELS[preview.kind]} : {counts}."]
    for refused in preview.refused:
        label = f" ({refused.label})" if refused.label else ""
        where = f", élément {refused.number}{label}, champ « {refused.field} »" if refused.number else " du fichier"
        lines.append(f"  Refus{where} : {refused.reason} {refused.remedy}")
    lines += [f"  Attention : {warning}" for warning in preview.warnings]
    print("\n".join(lines))
