"""What is given back: the lines refused, to correct and bring back; the group’s problems in its own columns."""

from collections.abc import Sequence
from io import BytesIO
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb
from palier.documents.exports import note_export
from palier.documents.sheets import CONTENT_TYPES
from palier.documents.sheets.cells import Sheet
from palier.documents.sheets.excel import write_book
from palier.intake.giving_back import OwnTable, own_columns_table
from palier.intake.headings import REASON
from palier.intake.rejects import rejects_tables
from palier.intake.waiting import as_corrected, read_waiting
from palier.kernel import clock
from palier.partners.models import Group
from palier.web.intake.views import mine
from palier.web.shell.access import needs
from palier.web.shell.requests import Request

KIND = "xlsx"
REJECTS = "À corriger"
NOTHING = OwnTable((REASON,), ())


def rejects(request: Request, pk: UUID) -> HttpResponse:
    """The lines that are not taken over, with why: a sheet for each of the file, in its own columns."""
    waiting = mine(request, pk)
    if waiting.confirmed_at:
        tables = [OwnTable(**kept) for kept in waiting.outcome["rejects"]]
    else:
        tables = rejects_tables(as_corrected(waiting, read_waiting(waiting)))
    return _file([(table.sheet or REJECTS, table) for table in tables] or [(REJECTS, NOTHING)], name="a-corriger")


@needs(Verb.REPORT_FILE)
def workbook(request: Request, pk: UUID) -> HttpResponse:
    """The group’s problems that the reader reads, in the columns of the group’s own workbook; noted in the journal."""
    group = get_object_or_404(Group.objects.visible_to(request.actor).filter(pk__in=request.actor.group_ids), pk=pk)
    table = own_columns_table(actor=request.actor, group=group)
    answer = _file([("Suivi", table)], name=f"suivi-{clock.today():%Y-%m-%d}")
    note_export(actor=request.actor, title=f"Suivi de {group}", kind=KIND, criteria=[], now=clock.now())
    return answer


def _file(tables: Sequence[tuple[str, OwnTable]], *, name: str) -> HttpResponse:
    file = BytesIO()
    write_book([Sheet(title, one.headings, one.lines, [], clock.today(), (0, 0)) for title, one in tables], file)
    answer = HttpResponse(file.getvalue(), content_type=CONTENT_TYPES[KIND])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{KIND}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
