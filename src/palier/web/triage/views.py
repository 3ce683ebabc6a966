"""Views of the triage box."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, groups_where, require
from palier.cycle.problems.queries import problem_of
from palier.cycle.reports.lifecycle import REPORT_LIFECYCLE, WAITING
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import reports_for, transfers_of
from palier.cycle.reports.services import reconsider_report
from palier.cycle.triage.ages import age_of
from palier.cycle.triage.queries import late_among, next_waiting, resemblances, waiting_reports
from palier.cycle.triage.reexamination import find, reexaminations
from palier.cycle.triage.services import dismiss_reexamination
from palier.kernel import clock
from palier.kernel.moments import Moments
from palier.partners.models import Group
from palier.web.finding.paging import page_of
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request
from palier.web.triage.answers import ANSWERS, CRITERIA, TOGETHER
from palier.web.triage.forms import AnswerForm, DismissForm
from palier.web.triage.lines import lines_of
from palier.workflow.engine import moves

TOGETHER_AT_MOST = 50
UNDO = "reprise"


@needs(Verb.REPORT_TRIAGE)
def box(request: Request) -> HttpResponse:
    """What waits for an answer in the reader's groups, oldest first; `?groupe=` keeps one group."""
    today = clock.today()
    waiting = waiting_reports(request.actor, today)
    mine = groups_where(request.actor, Verb.REPORT_TRIAGE)
    groups = list(Group.objects.visible_to(request.actor).filter(pk__in=mine))
    chosen = next((group for group in groups if group.code == request.GET.get("groupe")), None)
    rows = waiting.filter(group=chosen) if chosen else waiting
    shown = page_of(rows, request.GET.get("page"), seen=reports_for(request.actor))
    address = reverse("triage:box")
    tabs = [("Tous mes groupes", address), *((group.name, f"{address}?groupe={group.code}") for group in groups)]
    context = {
        "page": shown,
        "lines": lines_of(request.actor, list(shown), today),
        "late": late_among(rows, today).count(),
        "tabs": tabs if len(groups) > 1 else [],
        "current": f"{address}?groupe={chosen.code}" if chosen else address,
        "undone": _undoable(request),
        "raised": reexaminations(request.actor, clock.now()),
        "answers": ANSWERS,
    }
    return page(request, "triage/box.html", context)


def report(request: Request, pk: UUID) -> HttpResponse:
    """One report, what resembles it, and its answers; once answered, the next one."""
    shown = _triaged(request, pk)
    name = request.POST.get("answer") or request.GET.get("reponse", "")
    if name and name not in ANSWERS:
        raise Http404
    problem = problem_of(request.actor, shown)
    waits = shown.state in WAITING and problem is None
    alike = resemblances(request.actor, shown)
    form: AnswerForm | None = None
    if name and waits:
        answer = ANSWERS[name]
        form = answer.form(request.POST or None, actor=request.actor, report=shown, alike=alike)
        if request.method == "POST" and form.is_valid():
            form.carry_out(answer.service, **answer.arguments(request.actor, [shown], form))
            if form.is_valid():
                return _go_on(request, shown, answer.done)
    following = next_waiting(request.actor, clock.today(), after=shown)
    context = {
        "report": shown,
        "rows": _facts(shown),
        "age": age_of(shown, clock.today()),
        "waits": waits,
        "transfers": transfers_of(request.actor, [shown]).get(shown.pk, []),
        "problem": problem,
        "alike": alike,
        "answers": ANSWERS,
        "name": name,
        "answer": ANSWERS.get(name),
        "criteria": CRITERIA,
        "form": form,
        "following": following,
        "undone": _undoable(request),
    }
    note_reading(request, shown, problem, *_rows_of(alike))
    return page(request, "triage/report.html", context)


@needs(Verb.REPORT_TRIAGE)
def group(request: Request) -> HttpResponse:
    """Several waiting reports in one act: attached to a problem, or opening one together."""
    chosen = _chosen(request)
    if not chosen:
        return go_to(request, "triage:box", "Cochez d’abord les signalements à grouper.")
    name = request.POST.get("answer", "")
    # The most open of them gives the words, the most reserved the level at which a problem is proposed.
    levels = {report.level: report for report in reversed(chosen)}
    forms = {
        key: answer.form(request.POST if key == name else None, actor=request.actor, report=levels[min(levels)])
        for key, answer in TOGETHER.items()
    }
    forms["open"].propose(max(levels))
    if name in TOGETHER and forms[name].is_valid():
        answer = TOGETHER[name]
        problem = forms[name].carry_out(answer.service, **answer.arguments(request.actor, chosen, forms[name]))
        if problem:
            return go_to(request, "problems:problem", f"{len(chosen)} signalements rattachés.", pk=problem.pk)
    note_reading(request, chosen[0], chosen)
    return page(request, "triage/group.html", {"reports": chosen, "attach": forms["attach"], "open": forms["open"]})


@needs(Verb.REPORT_TRIAGE)
def dismiss(request: Request, group: UUID, place: UUID, category: str) -> HttpResponse:
    """Set a re-examination aside, with its reason."""
    now = clock.now()
    raised = find(reexaminations(request.actor, now, place_id=place), (group, place, category))
    if raised is None:
        raise Http404
    form = DismissForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "raised": raised, "now": now, **form.cleaned_data}
        if form.carry_out(dismiss_reexamination, **values):
            return go_to(request, "triage:box", "Le réexamen est écarté, son motif est gardé.")
    note_reading(request, raised.last, raised.problem)
    return page(request, "triage/dismiss.html", {"form": form, "raised": raised})


@require_POST
def undo(request: Request, pk: UUID) -> HttpResponse:
    """Take the last answer back: the report is in the box again."""
    shown = _triaged(request, pk)
    reconsider_report(actor=request.actor, report=shown, now=clock.now())
    return go_to(request, "triage:report", "La réponse est reprise : le signalement est revenu au tri.", pk=pk)


def _triaged(request: Request, pk: UUID) -> Report:
    shown = get_object_or_404(reports_for(request.actor), pk=pk)
    require(request.actor, Verb.REPORT_TRIAGE, shown.group_id)
    return shown


def _go_on(request: Request, answered: Report, done: str) -> HttpResponse:
    """The next report of the box, with the way to take this answer back."""
    following = next_waiting(request.actor, clock.today(), after=answered)
    where = reverse("triage:report", kwargs={"pk": following.pk}) if following else reverse("triage:box")
    return go_to(request, f"{where}?{UNDO}={answered.pk}", done)


def _undoable(request: Request) -> Report | None:
    """The report answered just before, when its answer may still be taken back."""
    key = request.GET.get(UNDO)
    if not key:
        return None
    try:
        found = reports_for(request.actor).filter(pk=UUID(key)).first()
    except ValueError:
        return None
    return found if found and "reconsider" in moves(found, REPORT_LIFECYCLE, request.actor) else None


def _chosen(request: Request) -> list[Report]:
    keys = request.POST.getlist("signalement") or request.GET.getlist("signalement")
    try:
        ids = [UUID(key) for key in keys[:TOGETHER_AT_MOST]]
    except ValueError as error:
        raise Http404 from error
    return list(waiting_reports(request.actor, clock.today()).filter(pk__in=ids)) if ids else []


def _rows_of(alike: Any) -> list[list[Any]]:
    return [[found.row for found in alike.reports], [found.row for found in alike.problems]]


def _facts(shown: Report) -> list[tuple[str, Any]]:
    return [
        ("Lieu", shown.place),
        ("Catégorie", shown.category),
        ("Moments", Moments.read(shown.moments).label),
        ("Vu le", shown.seen_on),
        ("Source", f"{shown.get_channel_display()}, {shown.reporter_organisation}"),
        ("Groupe", shown.group),
    ]
