"""Filing: the form, what is already known, « constaté aussi », what happens next, and what one's own brought."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from palier.access.grants import Verb
from palier.access.levels import Level
from palier.attachments.models import WaitingUpload
from palier.attachments.services import Upload
from palier.attachments.waiting import forget_waiting, keep_waiting, waiting_uploads
from palier.cycle.problems.models import Problem
from palier.cycle.problems.nearby import Known, known_beside, known_near
from palier.cycle.problems.queries import problem_of, problems_for
from palier.cycle.problems.services import Sighting, join_known, join_own_report
from palier.cycle.reports.filing import Sending, filed_with
from palier.cycle.reports.learning import note_choice
from palier.cycle.reports.lifecycle import WAITING
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import answered_lately, report_numbered, reports_for, reports_of_my_organisations
from palier.cycle.reports.services import file_report
from palier.geo.distances import box_around as metres_around
from palier.kernel import clock
from palier.kernel.errors import NotGranted, Refused
from palier.web.place_choice.candidates import where_is
from palier.web.reports.answers import told
from palier.web.reports.filing_form import NumberForm, ReportForm, SightingForm
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request
from palier.web.territory.layers import box_around, ground, own_sectors

PER_PAGE = 25
# In the address of a receipt: the report waited on a device, what was known there could not be shown before.
LATER = "differe"
# Metres around the place chosen that the map to draw on opens with.
SHOWN_AROUND = 200


@needs(Verb.REPORT_FILE)
def new(request: Request) -> HttpResponse:
    """File a report. What is going on now is not filed; what is already known is shown before, once for a place."""
    sent = request.method == "POST"
    arguments = (request.POST, request.FILES) if sent else ()
    form = ReportForm(*arguments, actor=request.actor, today=clock.today())
    if not sent:
        return _form_page(request, form)
    if form.is_happening_now or form.is_searching or form.asks_for_categories:
        form.without_errors()
    elif form.is_valid():
        if _must_ask(request, form):
            return _form_page(request, form, asks_first=True)
        report = form.carry_out(file_as_typed, request=request, form=form)
        if report:
            return go_to(request, "reports:filed", pk=report.pk)
    return _form_page(request, form)


@needs(Verb.REPORT_FILE)
def known(request: Request) -> HttpResponse:
    """What is known where the form says: the same list that a form sent without script comes back with."""
    form = ReportForm(request.GET, actor=request.actor, today=clock.today()).without_errors()
    return page(request, "reports/known.html", _known_context(request, form), partial="list")


@needs(Verb.REPORT_FILE)
def drawing(request: Request) -> HttpResponse:
    """The map on which a place is drawn, brought into the form when it is asked for: it opens on the place chosen."""
    layers = [{**layer, "frame": False} for layer in ground()]
    context = {"sources": layers, "bounds": _around(request, request.GET.get("place", ""))}
    return page(request, "reports/drawing.html", context, partial="map")


@needs(Verb.REPORT_FILE)
@require_POST
def join(request: Request) -> HttpResponse:
    """« Constaté aussi »: one more source for what is known, with what the form already says of when."""
    record = _chosen(request)
    form = SightingForm(request.POST, request.FILES, actor=request.actor, today=clock.today())
    if form.is_happening_now:
        form.without_errors()
    elif form.is_valid():
        report = form.carry_out(_join, request=request, form=form, record=record)
        if report:
            return go_to(request, "reports:filed", pk=report.pk)
    return _form_page(request, form)


def filed(request: Request, pk: UUID) -> HttpResponse:
    """What the reporter reads once it is filed: the number to quote, and what happens next."""
    report = get_object_or_404(reports_for(request.actor).select_related("same_as"), pk=pk)
    problem = problem_of(request.actor, report)
    known = _known_beside(request, report) if LATER in request.GET and problem is None else []
    note_reading(request, report, problem, [one.record for one in known])
    return page(request, "reports/filed.html", {"report": report, "problem": problem, "known": known})


@needs(Verb.REPORT_FILE)
@require_POST
def join_own(request: Request, pk: UUID) -> HttpResponse:
    """« C’est la même chose », said of one's own report once it is sent: it joins what was known."""
    report = get_object_or_404(reports_for(request.actor), pk=pk, reporter=request.actor.user_id)
    try:
        join_own_report(actor=request.actor, report=report, known=_chosen(request), now=clock.now())
    except NotGranted:
        raise
    except Refused as refusal:
        return send_back(request, "reports:filed", refusal.message, pk=pk)
    return go_to(request, "reports:filed", "C’est joint : votre signalement garde son numéro.", pk=pk)


@needs(Verb.REPORT_FILE)
def mine(request: Request) -> HttpResponse:
    """What my organisations brought, and the answer given to each; a number leads to its report."""
    number = request.GET.get("numero", "").strip()
    if number and (found := report_numbered(request.actor, number)):
        return go_to(request, "reports:report", pk=found.pk)
    answered, address = request.GET.get("reponses") == "1", reverse("reports:mine")
    lately = f"{address}?reponses=1"
    rows = answered_lately(request.actor, clock.today()) if answered else reports_of_my_organisations(request.actor)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = told(request.actor, list(shown))
    context = {
        "page": shown,
        "lines": lines,
        "form": NumberForm(request.GET or None),
        "number": number,
        "tabs": [("Tous", address), ("Vos réponses depuis deux semaines", lately)],
        "current": lately if answered else address,
        "answered": answered,
    }
    return page(request, "reports/mine.html", context)


def file_as_typed(*, request: Request, form: ReportForm) -> Report:
    """File what a sound form says, with the files that came and those that waited; once for its key."""
    values, now = form.cleaned_data, clock.now()
    if first := filed_with(request.actor, values["filing_key"]):
        return first
    group, level = values["group"], values.get("level") or Level.GROUP
    kept = _kept(request)
    names = ("category", "text", "seen_on", "moments", "frequency")
    with transaction.atomic():
        report = file_report(
            actor=request.actor,
            group=group,
            place=form.place_of(group, level, now),
            level=level,
            sending=_sending(form, kept),
            now=now,
            today=clock.today(),
            **{name: values[name] for name in names},
        )
        if form.proposed:
            note_choice(actor=request.actor, report=report, proposed=form.proposed, now=now)
        forget_waiting(kept)
    return report


def _join(*, request: Request, form: SightingForm, record: Problem | Report) -> Report:
    kept = _kept(request)
    values = {name: form.cleaned_data[name] for name in ("text", "seen_on", "moments", "frequency")}
    sighting = Sighting(**values, sending=_sending(form, kept))
    now, today = clock.now(), clock.today()
    with transaction.atomic():
        report = join_known(actor=request.actor, known=record, sighting=sighting, now=now, today=today)
        forget_waiting(kept)
    return report


def _around(request: Request, chosen: str) -> list[float]:
    """Two hundred metres around the line chosen; one's own sectors when nobody knows where it is."""
    place, latitude, longitude = where_is(request.actor, chosen)
    if place:
        latitude, longitude = place.latitude, place.longitude
    if latitude is None or longitude is None:
        return box_around(own_sectors(request.actor))
    near = metres_around(longitude, latitude, SHOWN_AROUND)
    return [near.west, near.south, near.east, near.north]


def _form_page(request: Request, form: ReportForm, *, asks_first: bool = False) -> HttpResponse:
    """The form as it stands; files that came with it wait for its next sending."""
    kept = _kept(request)
    if sent := form.sent_files:
        more, refusal = keep_waiting(actor=request.actor, uploads=sent, now=clock.now(), already=len(kept))
        kept += more
        if refusal and not form.errors.get("files"):
            form.errors["files"] = form.error_class([refusal])
    context = _known_context(request, form) if form.is_bound else {"known": [], "asked_for": ""}
    return page(request, "reports/new.html", {"form": form, "kept": kept, "asks_first": asks_first, **context})


def _known_context(request: Request, form: ReportForm) -> dict[str, Any]:
    return {"known": _known(request, form), "asked_for": form.asked_for}


def _known(request: Request, form: ReportForm) -> list[Known]:
    metres, days = settings.NEARBY_METRES, settings.NEARBY_DAYS
    return known_near(request.actor, form.spot(), now=clock.now(), metres=metres, days=days)


def _known_beside(request: Request, report: Report) -> list[Known]:
    """For who filed it without having been shown what was known: what it may still be joined to, or only read."""
    is_free = report.state in WAITING and report.same_as_id is None
    if not is_free or report.reporter_id != request.actor.user_id:
        return []
    metres, days = settings.NEARBY_METRES, settings.NEARBY_DAYS
    return known_beside(request.actor, report, now=clock.now(), metres=metres, days=days)


def _must_ask(request: Request, form: ReportForm) -> bool:
    """Whether something may be joined here, and was not shown yet for this place."""
    shown = form.data.get("known_for") == form.asked_for
    sent_already = filed_with(request.actor, form.cleaned_data["filing_key"]) is not None
    return not shown and not sent_already and any(known.may_join for known in _known(request, form))


def _chosen(request: Request) -> Problem | Report:
    kind, _, key = request.POST.get("joined", "").partition(":")
    rows: Any = {"problem": problems_for, "report": reports_for}.get(kind)
    try:
        pk = UUID(key)
    except ValueError as error:
        raise Http404 from error
    if rows is None:
        raise Http404
    record: Problem | Report = get_object_or_404(rows(request.actor), pk=pk)
    return record


def _kept(request: Request) -> list[WaitingUpload]:
    ids = request.POST.getlist("kept")
    return waiting_uploads(request.actor, ids, now=clock.now()) if ids else []


def _sending(form: ReportForm, kept: list[WaitingUpload]) -> Sending:
    uploads = [*(Upload(row.name, bytes(row.content)) for row in kept), *form.sent_files]
    return Sending(form.cleaned_data["channel"], uploads, form.cleaned_data["filing_key"])
