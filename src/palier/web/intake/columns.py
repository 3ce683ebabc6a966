"""Which sheets are read, where their header stands, what each column holds: proposed, then corrected."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from palier.intake.waiting import explain_columns, forget_explanations, read_waiting
from palier.kernel import clock
from palier.web.intake.forms import ColumnsForm
from palier.web.intake.views import is_settled, mine
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request


def edit(request: Request, pk: UUID) -> HttpResponse:
    """Correct what the columns were taken for; the file is read again."""
    waiting = mine(request, pk)
    if is_settled(waiting):
        return go_to(request, "intake:result", pk=pk)
    data = (request.POST,) if request.method == "POST" else ()
    form = ColumnsForm(*data, tracker=read_waiting(waiting), header_rows=waiting.header_rows)
    if data and form.is_valid():
        done = form.carry_out(
            explain_columns,
            actor=request.actor,
            waiting=waiting,
            header_rows=form.chosen_headers,
            fields=form.chosen_fields if form.changes_columns else {},
        )
        if done is not None:
            return go_to(request, "intake:preview", "Le tableau est relu avec ces colonnes.", pk=pk)
    return page(request, "intake/columns.html", {"waiting": waiting, "form": form})


@require_POST
def forget(request: Request, pk: UUID) -> HttpResponse:
    """Read the columns by their headings alone, as for a first file."""
    forget_explanations(actor=request.actor, waiting=mine(request, pk), now=clock.now())
    return go_to(request, "intake:columns", "Les colonnes sont proposées comme au premier jour.", pk=pk)
