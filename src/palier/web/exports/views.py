"""« Mes exports »: what is asked for, how far it is, the file once it is ready. Its owner alone reads any of it."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, holds_anywhere
from palier.documents.exports import note_export
from palier.documents.sheets import CONTENT_TYPES
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.web.exports.compilations import FORMAT, MEETINGS, TYPE, Compilation
from palier.web.exports.keeping import (
    KEPT,
    SUBJECTS,
    ask_export,
    exports_of_mine,
    files_of_mine,
    forget,
    path_of,
    still_reads,
)
from palier.web.exports.making import make_export
from palier.web.exports.models import ExportFile
from palier.web.finding.chips import chips, query_of
from palier.web.finding.exports import FORMATS
from palier.web.finding.paging import MOST_COUNTED
from palier.web.finding.subjects import Subject
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.requests import Request

THINGS: dict[str, Subject | Compilation] = {**SUBJECTS, MEETINGS.slug: MEETINGS}
KINDS = {**FORMATS, MEETINGS.kind: FORMAT}
TYPES = {**CONTENT_TYPES, MEETINGS.kind: TYPE}


@needs(Verb.REPORT_FILE)
def mine(request: Request) -> HttpResponse:
    """One's exports; above them the one that a list of more rows than it exports at once leads to ask for."""
    rows = list(exports_of_mine(request.actor, clock.now()))
    context = {
        "rows": [_shown(request, row) for row in rows],
        "under_way": any(row.is_under_way for row in rows),
        "asked": _asked(request, request.GET),
        "bound": MOST_COUNTED,
    }
    return page(request, "exports/list.html", context, partial="rows")


@needs(Verb.REPORT_FILE)
@require_POST
def ask(request: Request) -> HttpResponse:
    """Have the worker make the file."""
    subject, kind, criteria = _chosen(request.POST)
    now, user = clock.now(), request.user
    values: dict[str, Any] = {"user": user, "subject": subject, "kind": kind, "criteria": criteria, "now": now}
    try:
        ask_export(actor=request.actor, task=make_export, **values)
    except Refused as refused:
        return send_back(request, "exports:list", refused.message)
    return go_to(request, "exports:list", "L’export est demandé : il se prépare, vous pouvez quitter cette page.")


@require_POST
@needs(Verb.REPORT_FILE)
def remove(request: Request, pk: UUID) -> HttpResponse:
    """Give up an export under way, or delete its file before its day is over."""
    row = get_object_or_404(exports_of_mine(request.actor, clock.now()), pk=pk)
    forget(exports_of_mine(request.actor, clock.now()).filter(pk=row.pk))
    return go_to(request, "exports:list", "L’export est annulé." if row.is_under_way else "L’export est supprimé.")


def file(request: Request, pk: UUID) -> FileResponse:
    """The file, for its owner alone, and only while it reads what it read when the file was made; noted each time."""
    row = get_object_or_404(files_of_mine(request.actor, clock.now()), pk=pk)
    if not holds_anywhere(request.actor, Verb.REPORT_FILE) or not still_reads(request.actor, row.reach):
        raise Http404
    try:
        content = path_of(row).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    subject = THINGS[row.subject]
    criteria = list(QueryDict(row.query))
    note_export(actor=request.actor, title=subject.title, kind=row.kind, criteria=criteria, now=clock.now())
    name = f"{subject.key}-{localdate(row.asked_at):%Y-%m-%d}.{row.kind}"
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=TYPES[row.kind])
    answer["Cache-Control"] = "private, no-store"
    return answer


def _shown(request: Request, row: ExportFile) -> dict[str, Any]:
    """A line of the page; a file that may not be served any more is not offered."""
    is_open = row.state == ExportFile.State.READY and still_reads(request.actor, row.reach)
    query = QueryDict(row.query)
    return {
        "row": row,
        "format": KINDS[row.kind],
        "unit": "réunion" if row.subject == MEETINGS.slug else "ligne",
        "criteria": _said(request, THINGS[row.subject], query),
        "is_open": is_open,
        "is_closed": row.state == ExportFile.State.READY and not is_open,
        "until": row.finished_at + KEPT if row.finished_at else None,
    }


def _asked(request: Request, data: QueryDict) -> dict[str, Any] | None:
    if "liste" not in data:
        return None
    subject, kind, criteria = _chosen(data)
    query = criteria.urlencode()
    return {
        "subject": subject,
        "is_list": subject is not MEETINGS,
        "kind": kind,
        "query": query,
        "facts": [
            ("Liste", subject.title),
            ("Format", KINDS[kind]),
            ("Critères", " ; ".join(_said(request, subject, criteria)) or "aucun"),
        ],
        "list_url": f"{reverse(subject.list_url)}?{query}",
    }


def _chosen(data: QueryDict) -> tuple[Subject | Compilation, str, QueryDict]:
    subject, kind = THINGS.get(data.get("liste", "")), data.get("format", "")
    if subject is None or kind not in ((MEETINGS.kind,) if subject is MEETINGS else FORMATS):
        raise Http404
    return subject, kind, query_of(QueryDict(data.get("criteres", "")[:2000]))


def _said(request: Request, subject: Subject | Compilation, query: QueryDict) -> list[str]:
    if isinstance(subject, Compilation):
        return subject.said(query)
    filters = subject.filters(query, actor=request.actor, today=clock.today())
    return [chip.label for chip in chips(filters, query, reverse(subject.list_url))]
