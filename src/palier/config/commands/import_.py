"""`palier import`: take over the tracker a group kept in a spreadsheet (XLSX, ODS, CSV)."""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path

from palier.config.arguments import Misused, day
from palier.config.groups import group_named
from palier.documents.sheets.cells import neutral
from palier.intake.addresses import AddressFinder, finder_in
from palier.intake.files.opening import MAX_BYTES
from palier.intake.group_reading import read_for_group
from palier.intake.headings import field_names
from palier.intake.json_lines import json_lines
from palier.intake.preview import PreviewLine, preview_lines
from palier.intake.reading import Tracker
from palier.intake.rejects import in_one_table, rejects_tables
from palier.intake.takeover import Taken, importer_for, take_over, taken_records
from palier.intake.tracker import read_tracker
from palier.intake.words import fold
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
    parser.add_argument(
        "--column",
        metavar="EN-TÊTE=CHAMP",
        action="append",
        default=[],
        help="dit ce que contient une colonne (rien après = : colonne laissée de côté) ; champs : "
        f"{', '.join(field_names())}",
    )
    parser.add_argument(
        "--rejects", metavar="FICHIER", help="écrit dans ce fichier CSV les lignes refusées, à corriger"
    )


def run(options: argparse.Namespace) -> int:
    """Read, show, and write only when told to."""
    if options.yes and (options.json or options.preview):
        raise Misused("--yes écrit : il ne va pas avec --json ni --preview, qui montrent.")
    if options.yes and not options.group:
        raise Misused("Dites quel groupe reprend ce tableau, par exemple --group MAN-1.")
    content, columns = _content(Path(options.file)), _columns(options.column)
    today = options.today or clock.today()
    group = group_named(options.group) if options.group else None
    if group:
        tracker = read_for_group(content, group=group, today=today, name=options.file, columns=columns)
    else:
        tracker = read_tracker(content, today=today, name=options.file, remembered=columns)
    if options.rejects:
        _write_rejects(tracker, Path(options.rejects))
    find_address = finder_in(_communes(group))
    if options.json:
        for line in json_lines(tracker, find_address):
            sys.stdout.write(line + "\n")
        return 0
    return _write(tracker, group, find_address) if options.yes and group else _show(tracker, group)


def _columns(said: Collection[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in said:
        heading, sign, name = one.partition("=")
        if not sign or (name.strip() and name.strip() not in field_names()):
            raise Misused(f"« {one} » : écrivez EN-TÊTE=CHAMP, avec un champ parmi {', '.join(field_names())}.")
        found[fold(heading)] = name.strip()
    return found


def _show(tracker: Tracker, group: Group | None) -> int:
    lines = preview_lines(tracker, taken_records(group, tracker) if group else ())
    by_number: dict[int, list[PreviewLine]] = {}
    for line in lines:
        by_number.setdefault(line.number, []).append(line)
    _say_form(tracker)
    for problem in tracker.problems:
        day = problem.first_meeting or problem.reported.day
        first = f"{day:%d/%m/%Y}" if day else "date inconnue"
        told = by_number.get(problem.number, [])
        title = told[0].problem if told else problem.title
        sys.stdout.write(f"\n{problem.number}. {title} [{problem.category}, {problem.state.label}, {first}]\n")
        for line in told:
            sys.stdout.write(f"   {line}\n")
    for line in by_number.get(0, []):
        sys.stdout.write(f"   {line}\n")
    _say_people(tracker)
    counts = Counter(line.status.value for line in lines)
    told_counts = ", ".join(counted(number, status) for status, number in sorted(counts.items()))
    sys.stdout.write(
        f"\n{counted(len(tracker.problems), 'problématique')}, {counted(len(lines), 'ligne')} : {told_counts}.\n"
    )
    sys.stdout.write("Rien n’a été écrit. Ajoutez --group CODE --yes pour reprendre ce tableau.\n")
    return 0


def _say_form(tracker: Tracker) -> None:
    for remark in tracker.remarks:
        sys.stdout.write(f"{remark}\n")
    for region in tracker.regions:
        if region.headers:
            named = f"Feuille « {region.sheet} »" if region.sheet else "Tableau"
            columns = ", ".join(f"{label} → {name}" for name, label in region.headers.items())
            sys.stdout.write(f"{named} ({region.kind}) : {columns}\n")
    for aside in tracker.aside:
        where = f"ligne {aside.record} de « {aside.sheet} »" if aside.record else f"feuille « {aside.sheet} »"
        sys.stdout.write(f"   Laissé de côté, {where} : {aside.reason}.\n")


def _say_people(tracker: Tracker) -> None:
    if tracker.meetings:
        first, last = tracker.meetings[0].day, tracker.meetings[-1].day
        number = counted(len(tracker.meetings), "réunion")
        sys.stdout.write(f"\nPrésences : {number} entre le {first:%d/%m/%Y} et le {last:%d/%m/%Y}.\n")
    for meeting in tracker.meetings:
        for remark in meeting.remarks:
            sys.stdout.write(f"   Réunion du {meeting.day:%d/%m/%Y} : {remark}.\n")
    if tracker.contacts:
        offered = sum(not one.departed and one.same_as is None for one in tracker.contacts)
        told = counted(offered, "contact")
        sys.stdout.write(f"Contacts : {told} à inviter ; personne n’est inscrit ni invité par la reprise.\n")
    for contact in tracker.contacts:
        if contact.remarks:
            sys.stdout.write(f"   Ligne {contact.record} : {' ; '.join(contact.remarks)}.\n")


def _write_rejects(tracker: Tracker, path: Path) -> None:
    table = in_one_table(rejects_tables(tracker))
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            for line in (table.headings, *table.lines):
                writer.writerow([neutral(text) for text in line])
    except OSError as error:
        raise Refused(f"Impossible d’écrire « {path} » : {reason_of(error)}.") from error
    sys.stderr.write(f"{counted(len(table.lines), 'ligne')} à corriger dans « {path} ».\n")


def _write(tracker: Tracker, group: Group, find_address: AddressFinder) -> int:
    done = take_over(
        actor=importer_for(group), group=group, tracker=tracker, find_address=find_address, now=clock.now()
    )
    sys.stdout.write(told(done, group) + "\n")
    return 0


def told(done: Taken, group: Group) -> str:
    """One French sentence on what was written."""
    if done.is_nothing:
        return f"Rien de nouveau, déjà dans {group} : {counted(done.already_there, 'ligne')} de ce tableau."
    meetings = f" Réunions passées : {done.meetings}." if done.meetings else ""
    created = f" Organisations ajoutées : {', '.join(done.organisations)}." if done.organisations else ""
    return (
        f"Repris dans {group} : {counted(done.problems, 'problématique')} et {counted(done.actions, 'action')} ; "
        f"déjà là : {counted(done.already_there, 'ligne')}.{meetings}{created}"
    )


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused(f"Impossible de lire « {path} » : {reason_of(error)}.") from error


def _communes(group: Group | None) -> Collection[str]:
    if group is None:
        return ()
    return tuple(Commune.objects.filter(district=group.district_id).values_list("insee", flat=True))
