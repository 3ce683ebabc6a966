"""Documents are made on demand and never kept by the browser or a proxy."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting, MinutesRelease
from palier.cycle.reviews.queries import countable_groups
from palier.documents.bundles import bundle_name, meeting_bundle
from palier.documents.editions import EDITIONS
from palier.documents.pack import pack_name, pack_of, pack_pdf
from palier.documents.papers import TYPES
from palier.documents.releases import minutes_file, minutes_name
from palier.documents.texts import TEXT_TYPES
from palier.documents.yearly_count import yearly_count_page, yearly_count_pdf
from palier.kernel import clock
from palier.web.shell.access import needs
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request

FIRST_YEAR, LAST_YEAR = 2000, 2999


def minutes(request: Request, pk: UUID, level: str) -> HttpResponse:
    """The minutes of a meeting, in the edition asked for; above the reader's clearance it does not exist."""
    return _paper(request, pk, level, "pdf")


def text(request: Request, pk: UUID, level: str, kind: str) -> HttpResponse:
    """The same paper as a text to edit."""
    if kind not in TEXT_TYPES:
        raise Http404
    return _paper(request, pk, level, kind)


def _paper(request: Request, pk: UUID, level: str, kind: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.visible_to(request.actor).select_related("group"), pk=pk)
    edition = EDITIONS.get(level)
    clearance = request.actor.clearance_in(meeting.group_id)
    if edition is None or clearance is None or clearance < edition.level:
        raise Http404
    require(request.actor, Verb.MINUTES_READ, meeting.group_id)
    # What is read is the edition, at its own level: the log of consultations keeps the police annex, not the rest.
    reading = MinutesRelease(id=meeting.pk, meeting=meeting, level=edition.level)
    note_reading(request, reading)
    return _file(minutes_file(meeting, edition, kind), minutes_name(meeting, edition, kind), kind)


def bundle(request: Request, pk: UUID) -> HttpResponse:
    """A whole meeting as one file: what this reader may read of it."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.actor).select_related("group"), pk=pk)
    require(request.actor, Verb.MINUTES_READ, meeting.group_id)
    content = meeting_bundle(request.actor, meeting)
    clearance = request.actor.clearance_in(meeting.group_id) or Level.GROUP
    note_reading(request, MinutesRelease(id=meeting.pk, meeting=meeting, level=min(clearance, Level.POLICE)))
    return _file(content, bundle_name(meeting), "zip")


def pack(request: Request, pk: UUID, level: str) -> HttpResponse:
    """What is printed for a meeting without network, for who leads it, in the edition it chose."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.actor).select_related("group__district"), pk=pk)
    edition = EDITIONS.get(level)
    require(request.actor, Verb.MEETING_LEAD, meeting.group_id)
    if edition is None or edition.is_public or meeting.state not in (State.PLANNED, State.OPEN):
        raise Http404
    note_reading(request, MinutesRelease(id=meeting.pk, meeting=meeting, level=edition.level))
    return _file(pack_pdf(pack_of(meeting, edition, today=clock.today())), pack_name(meeting, edition), "pdf")


@needs(Verb.FIGURES_READ)
def yearly_count(request: Request, year: int) -> HttpResponse:
    """The count of a year, for one group (`?groupe=` and its code) or all those this reader may count."""
    groups = countable_groups(request.actor).order_by("code")
    code = request.GET.get("groupe", "")
    chosen = list(groups.filter(code=code) if code else groups)
    if not chosen or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    content = yearly_count_page(request.actor, chosen, year, today=clock.today())
    name = f"compte-{year}-{code}.pdf" if code else f"compte-{year}.pdf"
    return _file(yearly_count_pdf(content), name, "pdf")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type={**TYPES, "zip": "application/zip"}[kind])
    shown = content_disposition_header(as_attachment=kind != "pdf", filename=name)
    response["Content-Disposition"] = shown or "inline"
    response["Cache-Control"] = "private, no-store"
    return response
