"""One's own filters: the list with counts, saving one, renaming, deleting."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from palier.access.grants import Verb
from palier.kernel import clock
from palier.web.saved.filters import (
    SUBJECTS,
    address_of,
    counted,
    delete_filter,
    filters_of_mine,
    rename_filter,
    save_filter,
)
from palier.web.saved.forms import NameForm
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request


@needs(Verb.REPORT_FILE)
def mine(request: Request) -> HttpResponse:
    """Every filter of this person, each with what it finds today."""
    shown = counted(request.actor, filters_of_mine(request.actor), clock.today())
    return page(request, "saved/list.html", {"shown": shown})


@needs(Verb.REPORT_FILE)
def save(request: Request) -> HttpResponse:
    """Name the criteria of the list one comes from."""
    asked = request.POST if request.method == "POST" else request.GET
    subject = SUBJECTS.get(asked.get("liste", ""))
    if subject is None:
        raise Http404
    query = asked.get("criteres", "")[:2000]
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"subject": subject.slug, "name": form.cleaned_data["name"], "query": query, "now": clock.now()}
        if row := form.carry_out(save_filter, actor=request.actor, user=request.user, **values):
            return go_to(request, address_of(row), f"Le filtre « {row} » est enregistré.")
    return page(request, "saved/save.html", {"form": form, "subject": subject, "query": query})


@needs(Verb.REPORT_FILE)
def rename(request: Request, pk: UUID) -> HttpResponse:
    """Give a filter another name."""
    row = get_object_or_404(filters_of_mine(request.actor), pk=pk)
    form = NameForm(request.POST or None, name=row.name)
    if request.method == "POST" and form.is_valid() and form.carry_out(rename_filter, row=row, **form.cleaned_data):
        return go_to(request, "saved:list", "Le filtre est renommé.")
    return page(request, "saved/rename.html", {"form": form, "row": row})


@require_POST
@needs(Verb.REPORT_FILE)
def delete(request: Request, pk: UUID) -> HttpResponse:
    """Keep a filter no longer."""
    row = get_object_or_404(filters_of_mine(request.actor), pk=pk)
    delete_filter(actor=request.actor, pk=row.pk)
    return go_to(request, "saved:list", f"Le filtre « {row.name} » est supprimé.")
