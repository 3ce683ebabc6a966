"""Reading the reports and answering them. Filing is next door (`filing`)."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from palier.access.grants import Verb, holds_anywhere
from palier.cycle.problems.queries import problem_of
from palier.cycle.reports.lifecycle import REPORT_LIFECYCLE
from palier.cycle.reports.models import PoliceReferral, Report
from palier.cycle.reports.queries import reports_for
from palier.cycle.triage.queries import waiting_reports
from palier.kernel import clock
from palier.web.place_choice.links import place_link
from palier.web.reports.forms import ReportFilters
from palier.web.shell.access import needs
from palier.web.shell.pages import page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request
from palier.workflow.engine import moves

PER_PAGE = 25


@needs(Verb.REPORT_FILE)
def report_list(request: Request) -> HttpResponse:
    """The reports of one's groups; those who triage find the box beside, with how many wait in it."""
    filters = ReportFilters(request.GET)
    shown = Paginator(filters.chosen(reports_for(request.actor)), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"page": shown, "filters": filters, "tabs": []}
    if holds_anywhere(request.actor, Verb.REPORT_TRIAGE):
        context["current"] = reverse("reports:list")
        count = waiting_reports(request.actor, clock.today()).count()
        context["tabs"] = [("Tous", context["current"]), (f"À trier ({count})", reverse("triage:box"))]
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
        "rows": [("Lieu", place_link(request.actor, shown.place)), *_facts(shown, referral)],
        "may_answer": waits and "attach" in steps,
        "may_reconsider": waits and "reconsider" in steps,
    }
    note_reading(request, shown, problem, referral)
    return page(request, "reports/report.html", context)


def _facts(report: Report, referral: PoliceReferral | None) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = [
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
