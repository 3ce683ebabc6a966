"""Which sheets are read, where their header stands, what each column holds: proposed, corrected, remembered."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from palier.access.actor import Actor
from palier.intake.columns import forget_columns, remember_columns
from palier.intake.models import WaitingFile
from palier.intake.waiting import place_headers, read_waiting
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
        done = form.carry_out(_read_again, actor=request.actor, waiting=waiting, form=form)
        if done is not None:
            return go_to(request, "intake:preview", "Le tableau est relu avec ces colonnes.", pk=pk)
    return page(request, "intake/columns.html", {"waiting": waiting, "form": form})


def _read_again(*, actor: Actor, waiting: WaitingFile, form: ColumnsForm) -> WaitingFile:
    """Keep both, or neither when nothing can be read that way."""
    with transaction.atomic():
        if form.changes_columns:
            remember_columns(
                actor=actor,
                group=waiting.group,
                headings=form.headings,
                fields=form.chosen_fields,
                now=clock.now(),
            )
        return place_headers(actor=actor, waiting=waiting, header_rows=form.chosen_headers)


@require_POST
def forget(request: Request, pk: UUID) -> HttpResponse:
    """Read the columns by their headings alone, as for a first file."""
    waiting = mine(request, pk)
    forget_columns(actor=request.actor, group=waiting.group, now=clock.now())
    return go_to(request, "intake:columns", "Les colonnes sont proposées comme au premier jour.", pk=pk)
