"""The rows of a filter as a file: the criteria of the address are those of the list, and so are the rows."""

from io import BytesIO
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from palier.access.grants import Verb
from palier.documents.exports import note_export
from palier.documents.sheets import CONTENT_TYPES, WRITERS
from palier.kernel import clock
from palier.web.finding.chips import chips, query_of
from palier.web.finding.paging import MOST_COUNTED, bounded_count
from palier.web.finding.subjects import Subject
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to
from palier.web.shell.requests import Request

FORMATS = {"csv": "CSV", "xlsx": "XLSX (Excel)", "ods": "ODS (LibreOffice)", "geojson": "GeoJSON (carte)"}


@needs(Verb.REPORT_FILE)
def export(request: Request, subject: Subject, kind: str) -> HttpResponse:
    """What the list shows, all pages together, in one format; noted in the journal. Too long, it is asked for."""
    today, now = clock.today(), clock.now()
    filters = subject.filters(request.GET, actor=request.actor, today=today)
    rows = filters.rows()
    query = query_of(request.GET)
    if bounded_count(rows) > MOST_COUNTED:
        asked = {"liste": subject.slug, "format": kind, "criteres": query.urlencode()}
        return go_to(request, f"{reverse('exports:list')}?{urlencode(asked)}")
    said = [chip.label for chip in chips(filters, request.GET, request.path)]
    sheet = subject.sheet(request.actor, rows, criteria=said, day=today)
    file = BytesIO()  # some megabytes at most, by the bound above
    WRITERS[kind](sheet, file)
    note_export(actor=request.actor, title=subject.title, kind=kind, criteria=list(query), now=now)
    name = f"{subject.key}-{today:%Y-%m-%d}.{kind}"
    answer = HttpResponse(file.getvalue(), content_type=CONTENT_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def links(subject: Subject, query: str) -> list[tuple[str, str]]:
    """The label and the address of each format, for the criteria of an address."""
    asked = f"?{query}" if query else ""
    return [(label, reverse(f"finding:{subject.slug}-{kind}") + asked) for kind, label in FORMATS.items()]
