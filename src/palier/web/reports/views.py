"""Reading one report. Filing is next door (`filing`), and so is the list (`web.finding`)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.cycle.problems.queries import problem_of
from palier.cycle.reports.lifecycle import REPORT_LIFECYCLE
from palier.cycle.reports.models import PoliceReferral, Report
from palier.cycle.reports.queries import reports_for, transfers_of
from palier.web.place_choice.links import place_link
from palier.web.shell.pages import page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request
from palier.workflow.engine import moves


def report(request: Request, pk: UUID) -> HttpResponse:
    """One report: what was seen, what became of it, and the answers that this reader may give."""
    shown = get_object_or_404(reports_for(request.actor).select_related("same_as"), pk=pk)
    steps = moves(shown, REPORT_LIFECYCLE, request.actor)
    problem = problem_of(request.actor, shown)
    referral = PoliceReferral.objects.visible_to(request.actor).filter(report=shown).first()
    waits = bool({"attach", "reconsider"} & set(steps)) and problem is None
    context = {
        "report": shown,
        "problem": problem,
        "referral": referral,
        "transfers": transfers_of(request.actor, [shown]).get(shown.pk, []),
        "waits": False,
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
