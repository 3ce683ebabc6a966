"""`palier minutes`: the minutes of a meeting as a file, for whoever runs the server."""

import argparse
import sys
from pathlib import Path
from uuid import UUID

from palier.config.arguments import Misused
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import HELD
from palier.documents.editions import EDITIONS
from palier.documents.papers import TYPES, paper_of
from palier.documents.releases import minutes_file
from palier.documents.typesetting import canonical
from palier.kernel.errors import Refused
from palier.kernel.system import reason_of

HELP = "Écrit un des trois documents d’une réunion : relevé des partenaires, annexe police, éléments diffusables."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which meeting, which edition, where to."""
    parser.add_argument(
        "meeting", metavar="REUNION", help="identifiant de la réunion, ou code d’un groupe (sa dernière réunion tenue)"
    )
    parser.add_argument(
        "--level",
        choices=sorted(EDITIONS),
        default="partners",
        help="partners : relevé ; police : annexe ; population : éléments diffusables",
    )
    parser.add_argument("--format", choices=(*TYPES, "json"), default="pdf", help="pdf ; odt ou docx à modifier ; json")
    parser.add_argument("-o", "--output", metavar="FICHIER", help="fichier à écrire (sortie standard sinon)")


def run(options: argparse.Namespace) -> int:
    """Write the document; the journal is left alone, as nothing is released by it."""
    if not options.output and options.format != "json" and sys.stdout.isatty():
        name = f"releve.{options.format}"
        raise Misused(f"Ce document ne s’affiche pas dans un terminal : dites où l’écrire, par exemple -o {name}.")
    meeting, edition = _meeting(options.meeting), EDITIONS[options.level]
    if options.format == "json":
        content = canonical(paper_of(meeting, edition)).encode()
    else:
        content = minutes_file(meeting, edition, options.format)
    if options.output:
        _write(Path(options.output), content)
    else:
        sys.stdout.buffer.write(content)
    return 0


def _meeting(words: str) -> Meeting:
    meetings = Meeting.objects.unsealed("palier minutes, run on the server").select_related("group")
    try:
        found = meetings.filter(pk=UUID(words)).first()
    except ValueError:
        found = meetings.filter(group__code=words, state__in=HELD).order_by("-planned_at").first()
    if found is None:
        raise Refused(
            f"Aucune réunion tenue pour « {words} ». Donnez l’identifiant d’une réunion (il est dans son adresse) "
            f"ou le code d’un groupe, par exemple DIG-1."
        )
    return found


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(f"Impossible d’écrire « {path} » : {reason_of(error)}. Choisissez un autre dossier.") from error
    sys.stderr.write(f"Écrit : {path} ({len(content) // 1024} ko)\n")
