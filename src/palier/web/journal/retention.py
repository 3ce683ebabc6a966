"""The retention table: durations in force, what a purge would remove today, and the purge itself."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from palier.access.grants import Verb, holds_anywhere
from palier.journal.retention import Forecast, Outcome, change_retention, forecasts, purge_now
from palier.kernel import clock
from palier.web.journal.forms import MonthsForm
from palier.web.journal.tabs import tabs_for
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request

_COLUMNS = "Donnée|> Durée (mois)|> Proposée|Purgé avant le|> À purger"


@require_safe
@needs(Verb.RETENTION_READ)
def table(request: Request) -> HttpResponse:
    """Every subject, its duration, and what a purge made now would remove."""
    may_change = holds_anywhere(request.actor, Verb.RETENTION_PURGE)
    context = {
        "forecasts": forecasts(clock.now()),
        "columns": _COLUMNS + "|Modifier" if may_change else _COLUMNS,
        "may_change": may_change,
        "tabs": tabs_for(request.actor),
    }
    return page(request, "journal/retention.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.RETENTION_PURGE)
def change(request: Request, subject: str) -> HttpResponse:
    """Another duration for one subject."""
    line = _line_or_404(subject)
    form = MonthsForm(request.POST or None, initial={"months": line.months})
    if request.method == "POST" and form.is_valid():
        values = {"subject": subject, "months": form.cleaned_data["months"], "now": clock.now()}
        if form.carry_out(change_retention, actor=request.actor, **values):
            return go_to(request, "journal:retention", "La durée de conservation est enregistrée.")
    status = 422 if form.is_bound else 200
    return page(request, "journal/retention_change.html", {"line": line, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.RETENTION_PURGE)
def purge(request: Request) -> HttpResponse:
    """See what would leave, then confirm."""
    if request.method == "POST":
        outcomes = purge_now(actor=request.actor, now=clock.now())
        return go_to(request, "journal:retention", _told(outcomes))
    expired = [line for line in forecasts(clock.now()) if line.count]
    return page(request, "journal/purge.html", {"expired": expired})


def _told(outcomes: list[Outcome]) -> str:
    done = " ; ".join(f"{outcome.label} : {outcome.count}" for outcome in outcomes if outcome.count)
    if all(outcome.is_finished for outcome in outcomes):
        return f"Purge faite. {done or 'Rien n’était à purger.'}"
    return f"Purge commencée. Le reste demande du temps : il partira cette nuit, ou relancez la purge. {done}".strip()


def _line_or_404(subject: str) -> Forecast:
    for line in forecasts(clock.now()):
        if line.subject == subject:
            return line
    raise Http404
