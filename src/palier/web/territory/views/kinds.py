"""Kinds of place: the list, a new one, its words, retired or offered again; never deleted."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb
from palier.kernel import clock
from palier.territory.models import PlaceKind
from palier.territory.services import (
    create_place_kind,
    deprecate_place_kind,
    rename_place_kind,
    restore_place_kind,
)
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request
from palier.web.territory.forms import KindForm, KindLabelForm


@needs(Verb.NOMENCLATURE_EDIT)
def listing(request: Request) -> HttpResponse:
    """All kinds of place, and the form that adds one."""
    form = KindForm(request.POST or None)
    if form.is_valid():
        kind = form.carry_out(
            create_place_kind, actor=request.actor, today=clock.today(), now=clock.now(), **form.cleaned_data
        )
        if kind:
            return go_to(request, "territory:kinds", f"« {kind.label} » est ajouté.")
    return page(request, "territory/kinds.html", {"form": form, "kinds": PlaceKind.objects.all()})


@needs(Verb.NOMENCLATURE_EDIT)
def change(request: Request, code: str) -> HttpResponse:
    """Rename a kind, retire it or offer it again."""
    kind = get_object_or_404(PlaceKind, pk=code)
    answer = request.POST.get("answer", "")
    if answer == "deprecate":
        deprecate_place_kind(actor=request.actor, kind=kind, today=clock.today(), now=clock.now())
        return go_to(request, "territory:kinds", f"« {kind.label} » n’est plus proposé.")
    if answer == "restore":
        restore_place_kind(actor=request.actor, kind=kind, now=clock.now())
        return go_to(request, "territory:kinds", f"« {kind.label} » est de nouveau proposé.")
    form = KindLabelForm(request.POST or None, initial={"label": kind.label})
    if form.is_valid():
        done = form.carry_out(rename_place_kind, actor=request.actor, kind=kind, now=clock.now(), **form.cleaned_data)
        if done:
            return go_to(request, "territory:kinds", "Le libellé est modifié.")
    return page(request, "territory/kind.html", {"form": form, "kind": kind})
