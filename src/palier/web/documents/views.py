"""Documents are made on demand and never kept by the browser or a proxy."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from palier.access.grants import Verb, require
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting, MinutesRelease
from palier.cycle.reviews.queries import countable_groups
from palier.documents.editions import EDITIONS
from palier.documents.pack import pack_name, pack_of, pack_pdf
from palier.documents.releases import minutes_file, minutes_name
from palier.documents.yearly_count import yearly_count_page, yearly_count_pdf
from palier.kernel import clock
from palier.web.shell.access import needs
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request

FIRST_YEAR, LAST_YEAR = 2000, 2999


def minutes(request: Request, pk: UUID, level: str) -> HttpResponse:
    """The minutes of a meeting, in the edition asked for; above the reader's clearance it does not exist."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.actor).select_related("group"), pk=pk)
    edition = EDITIONS.get(level)
    clearance = request.actor.clearance_in(meeting.group_id)
    if edition is None or clearance is None or clearance < edition.level:
        raise Http404
    require(request.actor, Verb.MINUTES_READ, meeting.group_id)
    # What is read is the edition, at its own level: the log of consultations keeps the police annex, not the rest.
    reading = MinutesRelease(id=meeting.pk, meeting=meeting, level=edition.level)
    note_reading(request, reading)
    return _pdf(minutes_file(meeting, edition), minutes_name(meeting, edition))


def pack(request: Request, pk: UUID, level: str) -> HttpResponse:
    """What is printed for a meeting without network, for who leads it, in the edition it chose."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.actor).select_related("group__district"), pk=pk)
    edition = EDITIONS.get(level)
    require(request.actor, Verb.MEETING_LEAD, meeting.group_id)
    if edition is None or meeting.state not in (State.PLANNED, State.OPEN):
        raise Http404
    note_reading(request, MinutesRelease(id=meeting.pk, meeting=meeting, level=edition.level))
    return _pdf(pack_pdf(pack_of(meeting, edition, today=clock.today())), pack_name(meeting, edition))


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
    return _pdf(yearly_count_pdf(content), name)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    response["Cache-Control"] = "private, no-store"
    return response
