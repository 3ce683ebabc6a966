"""`palier give-back`: the problems of a group in the columns of its own workbook, for those who still need it."""

import argparse
import sys
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

from palier.access.actor import Actor, Seat
from palier.access.roles import Role
from palier.config.groups import group_named
from palier.documents.exports import note_export
from palier.documents.sheets.cells import Sheet
from palier.documents.sheets.excel import write_xlsx
from palier.intake.giving_back import own_columns_table
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.kernel.system import reason_of
from palier.kernel.wording import counted

HELP = "Rend le suivi d’un groupe en classeur Excel, dans les colonnes de son propre tableau."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which group, which file."""
    parser.add_argument("file", metavar="FICHIER", help="classeur à écrire, par exemple suivi.xlsx")
    parser.add_argument("--group", metavar="CODE", required=True, help="code du groupe, par exemple DIG-1")


def run(options: argparse.Namespace) -> int:
    """Write what the partners of the group read: nothing above that level leaves in a file made on the server."""
    group, now = group_named(options.group), clock.now()
    seat = Seat(group.pk, Role.PARTNER, UUID(int=0))
    reader = Actor(user_id=None, label="Commande give-back", seats=MappingProxyType({group.pk: seat}))
    table = own_columns_table(actor=reader, group=group)
    sheet = Sheet("Suivi", table.headings, table.lines, [], clock.today(), (0, 0))
    try:
        with Path(options.file).open("wb") as out:
            write_xlsx(sheet, out)
    except OSError as error:
        raise Refused(f"Impossible d’écrire « {options.file} » : {reason_of(error)}.") from error
    note_export(actor=reader, title=f"Suivi de {group}", kind="xlsx", criteria=[], now=now)
    sys.stdout.write(f"{counted(len(table.lines), 'problématique')} dans « {options.file} ».\n")
    return 0
