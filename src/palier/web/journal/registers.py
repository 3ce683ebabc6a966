"""The registers read by the administrator and the DPO: their own readings are logged each time."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from palier.access.grants import Verb
from palier.jobs.chain_check import ask_check, check_under_way
from palier.journal import inspections, queries
from palier.journal.consultations import log_register_reading
from palier.journal.verification import Reason
from palier.journal.wording import kind_label
from palier.kernel import clock
from palier.web.journal.forms import AuditForm, ConsultationForm
from palier.web.journal.tabs import tabs_for
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page, wants_part
from palier.web.shell.requests import Request


@require_safe
@needs(Verb.JOURNAL_AUDIT)
def audit(request: Request) -> HttpResponse:
    """Who did what, when, on which object."""
    form = AuditForm(request.GET)
    shown = queries.audit(request.actor, form.filters(), page=request.GET.get("page", 1))
    log_register_reading(actor=request.actor, register="audit", now=clock.now())
    context = {"form": form, "lines": shown.lines, "page": shown.page, "tabs": tabs_for(request.actor)}
    return page(request, "journal/audit.html", context, partial="list")


@require_safe
@needs(Verb.CONSULTATIONS_READ)
def consultations(request: Request) -> HttpResponse:
    """Who opened which restricted content, when."""
    form = ConsultationForm(request.GET)
    shown = Paginator(queries.consultations(request.actor, form.filters()), queries.PER_PAGE).get_page(
        request.GET.get("page", 1)
    )
    rows = [(row, kind_label(row.subject_type)) for row in shown]
    log_register_reading(actor=request.actor, register="consultations", now=clock.now())
    context = {"form": form, "rows": rows, "page": shown, "tabs": tabs_for(request.actor)}
    return page(request, "journal/consultations.html", context, partial="list")


@require_safe
@needs(Verb.JOURNAL_AUDIT)
def integrity(request: Request) -> HttpResponse:
    """The verdict of the last verification: no number, no count, no hash (ADR 0010)."""
    last = inspections.last_inspection()
    reason = Reason(last.reason).sentence if last and last.reason else ""
    if not wants_part(request):  # the part is asked for again and again while the worker reads
        log_register_reading(actor=request.actor, register="integrity", now=clock.now())
    context = {"last": last, "reason": reason, "under_way": check_under_way(), "tabs": tabs_for(request.actor)}
    return page(request, "journal/integrity.html", context, partial="verdict")


@require_POST
@needs(Verb.JOURNAL_AUDIT)
def check(request: Request) -> HttpResponse:
    """Ask for a verification: the worker makes it, the page shows its verdict."""
    asked = ask_check()
    said = "La vérification est demandée." if asked else "Une vérification est déjà en cours."
    return go_to(request, "journal:integrity", said)
