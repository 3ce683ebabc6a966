"""Reading the reports and answering them. Filing is next door (`filing`)."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from palier.access.grants import Verb, holds, holds_anywhere, require
from palier.cycle.problems.queries import problem_of, reports_to_triage
from palier.cycle.reports.lifecycle import REPORT_LIFECYCLE
from palier.cycle.reports.models import PoliceReferral, Report
from palier.cycle.reports.queries import reports_for
from palier.web.reports.forms import ReportFilters
from palier.web.reports.moves import MOVES
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request
from palier.workflow.engine import moves

PER_PAGE = 25


@needs(Verb.REPORT_FILE)
def report_list(request: Request) -> HttpResponse:
    """The reports of one's groups; those who triage see first how many wait for an answer."""
    filters = ReportFilters(request.GET)
    triages = holds_anywhere(request.actor, Verb.REPORT_TRIAGE)
    waiting = triages and request.GET.get("a_traiter") == "1"
    rows = reports_to_triage(request.actor) if waiting else reports_for(request.actor)
    shown = Paginator(filters.chosen(rows), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"page": shown, "filters": filters, "waiting": waiting, "tabs": []}
    if triages:
        address, count = reverse("reports:list"), reports_to_triage(request.actor).count()
        context["tabs"] = [("Tous", address), (f"À traiter ({count})", f"{address}?a_traiter=1")]
        context["current"] = f"{address}?a_traiter=1" if waiting else address
    return page(request, "reports/list.html", context, partial="rows")


def report(request: Request, pk: UUID) -> HttpResponse:
    """One report: what was seen, what became of it, and the answers that this reader may give."""
    shown = get_object_or_404(reports_for(request.actor).select_related("same_as"), pk=pk)
    steps = moves(shown, REPORT_LIFECYCLE, request.actor)
    problem = problem_of(request.actor, shown)
    referral = PoliceReferral.objects.visible_to(request.actor).filter(report=shown).first()
    waits = bool(steps) and problem is None
    context = {
        "report": shown,
        "problem": problem,
        "referral": referral,
        "rows": _facts(shown, referral),
        "steps": steps if waits else {},
        "may_open": waits and "attach" in steps and holds(request.actor, Verb.PROBLEM_OPEN, shown.group_id),
    }
    note_reading(request, shown, problem, referral)
    return page(request, "reports/report.html", context)


def triage(request: Request, pk: UUID) -> HttpResponse:
    """Give a report its answer."""
    shown = get_object_or_404(reports_for(request.actor), pk=pk)
    require(request.actor, Verb.REPORT_TRIAGE, shown.group_id)
    name = request.POST.get("move") or request.GET.get("move", "attach")
    if name not in MOVES:
        raise Http404
    move = MOVES[name]
    form = move.form(request.POST or None, actor=request.actor, report=shown)
    if request.method == "POST" and form.is_valid():
        form.carry_out(move.service, **move.arguments(request.actor, shown, form))
        if form.is_valid():
            return go_to(request, "reports:report", move.done, pk=pk)
    step = REPORT_LIFECYCLE.steps[name]
    note_reading(request, shown)
    return page(request, "reports/triage.html", {"report": shown, "form": form, "move": name, "step": step})


def _facts(report: Report, referral: PoliceReferral | None) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = [
        ("Lieu", report.place),
        ("Catégorie", report.category),
        ("Numéro", report.number),
        ("Vu le", report.seen_on),
        ("Source", report.get_channel_display()),
        ("Signalé par", report.reporter_organisation),
        ("Groupe", report.group),
    ]
    for label, value in (
        ("Fréquence", report.get_frequency_display()),
        ("Constaté aussi, après", report.same_as and report.same_as.number),
        ("À revoir le", report.review_on),
        ("Orienté vers", report.get_destination_display()),
        ("Motif", report.decline_reason),
        ("Destination (police)", referral),
    ):
        if value:
            rows.append((label, value))
    return rows
