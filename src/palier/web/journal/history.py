"""The history of one object, whatever its kind: opened by those who see the object."""

from django.apps import apps
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palier.access.rows import SealedManager
from palier.journal import queries
from palier.journal.wording import KINDS, kind_label
from palier.web.shell.navigation import address_of
from palier.web.shell.pages import page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request

# The page of each kind of object that has one.
PAGES = {
    "report": "reports:report",
    "problem": "problems:problem",
    "action": "actions:action",
    "meeting": "meetings:meeting",
    "group": "partners:group",
    "organisation": "partners:organisation",
    "contact": "partners:contact",
    "place": "territory:place",
}


@require_safe
def timeline(request: Request, kind: str, pk: str) -> HttpResponse:
    """What happened to this object, newest first; 404 when the reader does not see it."""
    model = _model_or_404(kind)
    record = get_object_or_404(model._default_manager.visible_to(request.actor), pk=pk)  # type: ignore[attr-defined]  # a sealed manager
    shown = queries.timeline(request.actor, record, page=request.GET.get("page", 1))
    note_reading(request, record, shown.lines)
    back = address_of(PAGES[kind], pk=record.pk) if kind in PAGES else None
    context = {"record": record, "kind": kind_label(kind), "lines": shown.lines, "page": shown.page, "back": back or ""}
    return page(request, "journal/timeline.html", context, partial="timeline")


def _model_or_404(kind: str) -> type[models.Model]:
    """The sealed model of this kind; the journal's own tables are not objects."""
    for model in apps.get_models():
        named = model._meta.model_name == kind and kind in KINDS
        if named and model._meta.app_label != "journal" and isinstance(model._default_manager, SealedManager):
            return model
    raise Http404
