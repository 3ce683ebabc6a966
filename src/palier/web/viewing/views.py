"""Entering a view and leaving it."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from palier.access.grants import Verb
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request
from palier.web.shell.returning import way_back
from palier.web.viewing.forms import ViewingForm
from palier.web.viewing.state import enter, leave


@needs(Verb.PROBLEM_LEAD)
def choose(request: Request) -> HttpResponse:
    """Choose whose eyes to borrow, then read the page one came from."""
    form = ViewingForm(request.POST or None, actor=request.actor, back=request.GET.get("retour", ""))
    if request.method == "POST" and form.is_valid():
        enter(request, form.chosen)
        return go_to(request, way_back(request, form.cleaned_data["back"] or "/problematiques/"))
    return page(request, "viewing/choose.html", {"form": form})


@require_POST
def leave_view(request: Request) -> HttpResponse:
    """Read with one's own eyes again, on the same page."""
    leave(request)
    return go_to(request, way_back(request, request.POST.get("back", "")))
