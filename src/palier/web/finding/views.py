"""The lists of problems and of reports, and the maps of the same rows."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django_htmx.http import push_url

from palier.access.grants import Verb, holds_anywhere
from palier.cycle.problems.queries import problems_of
from palier.cycle.reports.lifecycle import WAITING
from palier.cycle.triage.queries import waiting_reports
from palier.kernel import clock
from palier.web.finding.chips import chips, loosened, query_of
from palier.web.finding.exports import links
from palier.web.finding.filters import Filters
from palier.web.finding.paging import MOST_LISTED, bounded_count, page_of
from palier.web.finding.points import box_read, features, located
from palier.web.finding.subjects import PROBLEMS, REPORTS, Subject
from palier.web.shell.access import needs
from palier.web.shell.pages import page, wants_part
from palier.web.shell.requests import Request
from palier.web.territory.layers import box_around, ground, own_sectors

GEOJSON = "application/geo+json"


@needs(Verb.REPORT_FILE)
def problem_list(request: Request) -> HttpResponse:
    """The problems that this reader sees and that answer the filters."""
    context = {**_found(request, PROBLEMS), "may_open": holds_anywhere(request.actor, Verb.PROBLEM_OPEN)}
    return _list(request, PROBLEMS, context)


@needs(Verb.REPORT_FILE)
def report_list(request: Request) -> HttpResponse:
    """The reports of one's groups; those who triage find the box beside, with how many wait in it."""
    context = {**_found(request, REPORTS), "tabs": []}
    if holds_anywhere(request.actor, Verb.REPORT_TRIAGE):
        context["current"] = reverse(REPORTS.list_url)
        count = waiting_reports(request.actor, clock.today()).count()
        context["tabs"] = [("Tous", context["current"]), (f"À trier ({count})", reverse("triage:box"))]
    return _list(request, REPORTS, context)


@needs(Verb.REPORT_FILE)
def problem_map(request: Request) -> HttpResponse:
    """The same problems on a map, with their list beside it."""
    return _map(request, PROBLEMS)


@needs(Verb.REPORT_FILE)
def report_map(request: Request) -> HttpResponse:
    """The same reports on a map, with their list beside it."""
    return _map(request, REPORTS)


@needs(Verb.REPORT_FILE)
def problem_points(request: Request) -> HttpResponse:
    """The problems of the filter inside the box of the map, as GeoJSON."""
    return _points(request, PROBLEMS)


@needs(Verb.REPORT_FILE)
def report_points(request: Request) -> HttpResponse:
    """The reports of the filter inside the box of the map, as GeoJSON."""
    return _points(request, REPORTS)


def filters_of(request: Request, subject: Subject) -> Filters[Any]:
    """The filters that the address holds, for this reader, today."""
    return subject.filters(request.GET, actor=request.actor, today=clock.today())


def _found(request: Request, subject: Subject) -> dict[str, Any]:
    filters = filters_of(request, subject)
    shown = page_of(filters.rows(), request.GET.get("page"), seen=filters.seen())
    if subject is REPORTS:
        _tell_what_follows(request, shown)
    query = query_of(request.GET).urlencode()
    asked = f"?{query}" if query else ""
    return {
        "subject": subject,
        "filters": filters,
        "page": shown,
        "sources": [],
        "files": links(subject, query) if shown.object_list else [],
        "chips": chips(filters, request.GET, request.path),
        "loosened": [] if shown.object_list else loosened(filters, request.GET, request.path),
        "list_address": reverse(subject.list_url) + asked,
        "map_address": reverse(subject.map_url) + asked,
    }


def _tell_what_follows(request: Request, reports: Iterable[Any]) -> None:
    """Beside a report that still reads as unanswered, the problem that the police keeps to itself, for who sees it."""
    waiting = [report for report in reports if report.state in WAITING]
    found = problems_of(request.actor, waiting) if waiting else {}
    for report in reports:
        report.followed_by = found.get(report.pk)


def _list(request: Request, subject: Subject, context: dict[str, Any]) -> HttpResponse:
    """The list, whole or part; with a part, the browser is told the address without its empty criteria."""
    answer = page(request, subject.list_template, context, partial="rows")
    return push_url(answer, context["list_address"]) if wants_part(request) else answer


def _map(request: Request, subject: Subject) -> HttpResponse:
    context = _found(request, subject)
    rows = context["filters"].rows()
    address = context["map_address"].replace(reverse(subject.map_url), reverse(subject.points_url))
    paginator = context["page"].paginator
    placed = bounded_count(located(rows), MOST_LISTED)
    points = {"url": address, "kind": "cluster", "label": subject.title, "tone": "warm", "moving": True}
    # The map opens on what was found; on one's own sectors when nothing has a position.
    context["sources"] = [{**layer, "frame": False} for layer in ground()] + [{**points, "frame": placed > 0}]
    context["bounds"] = [] if placed else box_around(own_sectors(request.actor))
    context["unplaced"] = len(paginator.keys) - placed
    return page(request, "finding/map.html", context)


def _points(request: Request, subject: Subject) -> HttpResponse:
    box = box_read(request.GET.get("bbox", ""))
    found = features(filters_of(request, subject).rows(), box, subject.wording)
    return JsonResponse({"type": "FeatureCollection", "features": found}, content_type=GEOJSON)
