"""What is given back: the lines refused, to correct and bring back; the group’s problems in its own columns."""

from io import BytesIO
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb
from palier.documents.exports import note_export
from palier.documents.sheets import CONTENT_TYPES, WRITERS
from palier.documents.sheets.cells import Sheet
from palier.intake.giving_back import OwnTable, own_columns_table, rejects_table
from palier.intake.waiting import as_corrected, read_waiting
from palier.kernel import clock
from palier.partners.models import Group
from palier.web.intake.views import mine
from palier.web.shell.access import needs
from palier.web.shell.requests import Request

KIND = "xlsx"


def rejects(request: Request, pk: UUID) -> HttpResponse:
    """The lines that are not taken over, with why, in the columns of the file."""
    waiting = mine(request, pk)
    if waiting.confirmed_at:
        kept = waiting.outcome["rejects"]
        table = OwnTable(tuple(kept["headings"]), tuple(tuple(line) for line in kept["lines"]))
    else:
        table = rejects_table(as_corrected(waiting, read_waiting(waiting)))
    return _file(table, title="À corriger", name="a-corriger")


@needs(Verb.REPORT_FILE)
def workbook(request: Request, pk: UUID) -> HttpResponse:
    """The group’s problems that the reader reads, in the columns of the group’s own workbook; noted in the journal."""
    group = get_object_or_404(Group.objects.visible_to(request.actor).filter(pk__in=request.actor.group_ids), pk=pk)
    table = own_columns_table(actor=request.actor, group=group)
    answer = _file(table, title="Suivi", name=f"suivi-{clock.today():%Y-%m-%d}")
    note_export(actor=request.actor, title=f"Suivi de {group}", kind=KIND, criteria=[], now=clock.now())
    return answer


def _file(table: OwnTable, *, title: str, name: str) -> HttpResponse:
    file = BytesIO()
    WRITERS[KIND](Sheet(title, table.headings, table.lines, [], clock.today(), (0, 0)), file)
    answer = HttpResponse(file.getvalue(), content_type=CONTENT_TYPES[KIND])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{KIND}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
