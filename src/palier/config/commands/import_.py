"""`palier import`: take over a tracker kept in a spreadsheet (CSV, one action per line)."""

import argparse
import sys
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from palier.config.arguments import Misused, day
from palier.intake.addresses import AddressFinder, finder_in
from palier.intake.json_lines import json_lines
from palier.intake.preview import preview_lines
from palier.intake.files.opening import MAX_BYTES
from palier.intake.takeover import Taken, importer_for, take_over
from palier.intake.reading import Tracker
from palier.intake.tracker import read_tracker
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.kernel.system import reason_of
from palier.kernel.wording import counted
from palier.partners.models import Group
from palier.territory.models import Commune

HELP = "Reprend le tableau de suivi d’un groupe (Excel, OpenDocument, CSV) : aperçu d’abord, écriture avec --yes."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, the group, and whether to write."""
    parser.add_argument("file", metavar="FICHIER", help="le tableau : .xlsx, .xlsm (sans ses macros), .ods ou .csv")
    parser.add_argument("--group", metavar="CODE", help="code du groupe qui reprend le tableau, par exemple MAN-1")
    parser.add_argument("--preview", action="store_true", help="montre ce qui serait repris, ligne par ligne (défaut)")
    parser.add_argument("--json", action="store_true", help="écrit un objet JSON par problématique, et rien d’autre")
    parser.add_argument("--yes", action="store_true", help="écrit dans la base ; sans cette option rien n’est changé")
    parser.add_argument("--today", metavar="AAAA-MM-JJ", type=day, help="jour qui fixe les dates relatives")


def run(options: argparse.Namespace) -> int:
    """Read, show, and write only when told to."""
    if options.yes and (options.json or options.preview):
        raise Misused("--yes écrit : il ne va pas avec --json ni --preview, qui montrent.")
    if options.yes and not options.group:
        raise Misused("Dites quel groupe reprend ce tableau, par exemple --group MAN-1.")
    tracker = read_tracker(_content(Path(options.file)), today=options.today or clock.today(), name=options.file)
    group = _group(options.group) if options.group else None
    find_address = finder_in(_communes(group))
    if options.json:
        for line in json_lines(tracker, find_address):
            sys.stdout.write(line + "\n")
        return 0
    return _write(tracker, group, find_address) if options.yes and group else _show(tracker)


def _show(tracker: Tracker) -> int:
    lines = preview_lines(tracker)
    for problem in tracker.problems:
        first = problem.first_meeting.strftime("%d/%m/%Y") if problem.first_meeting else "date inconnue"
        sys.stdout.write(f"\n{problem.number}. {problem.title} [{problem.category}, {problem.state}, {first}]\n")
        records = {line.record for line in problem.lines}
        for line in lines:
            if line.record in records:
                sys.stdout.write(f"   {line}\n")
    for line in lines:
        if not line.problem:
            sys.stdout.write(f"   {line}\n")
    counts = Counter(line.status.value for line in lines)
    told = ", ".join(counted(number, status) for status, number in sorted(counts.items()))
    sys.stdout.write(f"\n{counted(len(tracker.problems), 'problématique')}, {counted(len(lines), 'ligne')} : {told}.\n")
    sys.stdout.write("Rien n’a été écrit. Ajoutez --group CODE --yes pour reprendre ce tableau.\n")
    return 0


def _write(tracker: Tracker, group: Group, find_address: AddressFinder) -> int:
    done = take_over(
        actor=importer_for(group), group=group, tracker=tracker, find_address=find_address, now=clock.now()
    )
    sys.stdout.write(told(done, group) + "\n")
    return 0


def told(done: Taken, group: Group) -> str:
    """One French sentence on what was written."""
    if not done.actions:
        return f"Rien de nouveau, déjà dans {group} : {counted(done.already_there, 'ligne')} de ce tableau."
    created = f" Organisations ajoutées : {', '.join(done.organisations)}." if done.organisations else ""
    return (
        f"Repris dans {group} : {counted(done.problems, 'problématique')} et {counted(done.actions, 'action')} ; "
        f"déjà là : {counted(done.already_there, 'ligne')}.{created}"
    )


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused(f"Impossible de lire « {path} » : {reason_of(error)}.") from error


def _group(code: str) -> Group:
    rows = Group.objects.unsealed("palier import, run on the server")
    group = rows.filter(code=code).first()
    if group is None:
        known = ", ".join(rows.filter(closed_on__isnull=True).values_list("code", flat=True)) or "aucun"
        raise Refused(f"Aucun groupe de code « {code} ». Groupes connus : {known}.")
    return group


def _communes(group: Group | None) -> Collection[str]:
    if group is None:
        return ()
    return tuple(Commune.objects.filter(district=group.district_id).values_list("insee", flat=True))
