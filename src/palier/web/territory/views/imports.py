"""Import of boundaries: send a file, look at what would change, confirm or give up."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from palier.access.grants import Verb
from palier.geo.shapes import to_geojson
from palier.kernel import clock
from palier.territory.boundaries import LABELS, MAX_MEGABYTES, Kind
from palier.territory.models import PendingBoundaries
from palier.territory.services import confirm_pending, drop_pending, keep_boundaries, preview_of
from palier.web.shell.access import needs
from palier.web.shell.forms import PalierForm
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request
from palier.web.territory.forms import BoundariesForm
from palier.web.territory.layers import source
from palier.web.territory.views.features import collection, feature

MOST_SHOWN = 200


@needs(Verb.TERRITORY_EDIT)
def upload(request: Request) -> HttpResponse:
    """Send a GeoJSON file; nothing is written before the preview is confirmed."""
    form = BoundariesForm(request.POST or None, request.FILES or None)
    if request.POST and form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > MAX_MEGABYTES * 1_000_000:
            form.add_error("file", f"Le fichier dépasse {MAX_MEGABYTES} Mo. Découpez-le par département.")
        else:
            pending = form.carry_out(
                keep_boundaries,
                actor=request.actor,
                kind=Kind(form.cleaned_data["kind"]),
                file_name=file.name,
                content=file.read(),
                is_fictional=form.cleaned_data["is_fictional"],
                now=clock.now(),
            )
            if pending:
                return go_to(request, "territory:import-preview", pk=pending.pk)
    waiting = [(file, LABELS[Kind(file.kind)]) for file in PendingBoundaries.objects.defer("content")]
    context = {"form": form, "waiting": waiting}
    return page(request, "territory/import.html", context)


@needs(Verb.TERRITORY_EDIT)
def preview(request: Request, pk: UUID) -> HttpResponse:
    """What the file would change, what is refused and why; then confirm or give up."""
    pending = get_object_or_404(PendingBoundaries, pk=pk)
    form = PalierForm(request.POST or None)
    if request.POST.get("answer") == "drop":
        drop_pending(actor=request.actor, pending=pending)
        return go_to(request, "territory:import", "Le fichier est abandonné : rien n’a été écrit.")
    if request.POST and form.is_valid():
        done = form.carry_out(confirm_pending, actor=request.actor, pending=pending, now=clock.now())
        if done:
            message = f"{done.created} contours ajoutés, {done.changed} modifiés, {done.unchanged} inchangés."
            return go_to(request, "territory:overview", message)
    found = preview_of(pending)
    contours = reverse("territory:import-contours", args=[pending.pk])
    context = {
        "form": form,
        "pending": pending,
        "preview": found,
        "shown": found.accepted[:MOST_SHOWN],
        "unshown": max(len(found.accepted) - MOST_SHOWN, 0),
        "refused": found.refused[:MOST_SHOWN],
        "untold": max(len(found.refused) - MOST_SHOWN, 0),
        "label": LABELS[found.kind],
        "sources": [
            source("communes", "area", "Communes déjà chargées", tone="muted"),
            {"url": contours, "kind": "area", "label": "Contours du fichier", "tone": "accent", "frame": True},
        ],
    }
    return page(request, "territory/import_preview.html", context)


@needs(Verb.TERRITORY_EDIT)
def contours(request: Request, pk: UUID) -> HttpResponse:
    """The accepted shapes of a file not yet confirmed, for the map of its preview."""
    pending = get_object_or_404(PendingBoundaries, pk=pk)
    accepted = preview_of(pending).accepted
    return collection(
        feature(to_geojson(one.shape), name=one.name, detail=one.code) for one in accepted if one.shape is not None
    )
