"""Views of the notice centre."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.notifications.departures import departures_of, keep_from_leaving
from palier.notifications.kinds import Rhythm
from palier.notifications.lines import lines_for
from palier.notifications.queries import mark_line_read, mark_read, notices_for, unread_for
from palier.notifications.stopping import choose_rhythm, rhythm_of, stop_of, stop_summaries
from palier.web.notices.forms import RhythmForm
from palier.web.shell.links import behind_link
from palier.web.shell.pages import go_to, page, send_back, wants_part
from palier.web.shell.requests import Request

PER_PAGE = 30


def centre(request: Request) -> HttpResponse:
    """What this person is told, newest first, and the mails of its own doing that have not left."""
    departures = {"departures": departures_of(request.actor), "rhythm": rhythm_of(_self(request)).label.lower()}
    return page(request, "notices/list.html", {**_shown(request), **departures}, partial="rows")


@require_POST
def read_all(request: Request) -> HttpResponse:
    """Every notice is read."""
    mark_read(request.actor, now=clock.now())
    return go_to(request, "notices:list", "Vos avis sont marqués comme lus.")


@require_POST
def read_one(request: Request, pk: UUID) -> HttpResponse:
    """One line is read, with what it gathers; htmx gets the list again, where one was."""
    notice = get_object_or_404(notices_for(request.actor), pk=pk)
    mark_line_read(request.actor, notice, now=clock.now())
    if wants_part(request):
        context = {**_shown(request), "said": "L’avis est marqué comme lu."}
        return page(request, "notices/list.html", context, partial="rows")
    return go_to(request, f"{reverse('notices:list')}?{request.GET.urlencode()}", "L’avis est marqué comme lu.")


def _shown(request: Request) -> dict[str, Any]:
    """The notices of the page that the address asks for; those of one line are read at the same place."""
    only_unread = request.GET.get("non-lus") == "1"
    rows = unread_for(request.actor) if only_unread else notices_for(request.actor)
    found = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    address = reverse("notices:list")
    lines = lines_for(request.actor, found, today=clock.today())
    current = f"{address}?non-lus=1" if only_unread else address
    return {
        "page": found,
        "lines": lines,
        "tabs": [("Tous", address), ("Non lus", f"{address}?non-lus=1")],
        "current": current,
        "only_unread": only_unread,
        "asked": urlencode({"page": found.number, **({"non-lus": 1} if only_unread else {})}),
        "has_unread": any(line.is_unread for line in lines),
    }


@require_POST
def keep(request: Request, pk: UUID) -> HttpResponse:
    """Keep from leaving the mails of what one did."""
    try:
        keep_from_leaving(actor=request.actor, notice_id=pk, now=clock.now())
    except Refused as refused:
        return send_back(request, "notices:list", refused.message)
    return go_to(request, "notices:list", "Le courriel ne partira pas. L’avis reste lisible dans Palier.")


def rhythm(request: Request) -> HttpResponse:
    """Choose how often mails come."""
    form = RhythmForm(request.POST or None, rhythm=rhythm_of(_self(request)))
    if request.method == "POST" and form.is_valid():
        choose_rhythm(_self(request), form.cleaned_data["rhythm"])
        return go_to(request, "notices:list", "Votre choix est enregistré.")
    return page(request, "notices/rhythm.html", {"form": form})


@login_not_required
@never_cache
# The token is the authority, and a mail reader posts without our cookie (RFC 8058).
@csrf_exempt
def stop(request: Request, token: str) -> HttpResponse:
    """Stop the summaries from a mail: opening changes nothing, the button does, once or twice alike."""
    stop = stop_of(token)
    if stop is None:
        return behind_link(page(request, "notices/stop_dead.html", status=410))
    if stop.is_over or (request.method == "POST" and not stop_summaries(stop)):
        return behind_link(page(request, "notices/stop_over.html"))
    if rhythm_of(stop.user.pk) == Rhythm.URGENT:
        return behind_link(page(request, "notices/stopped.html"))
    return behind_link(page(request, "notices/stop.html"))


def _self(request: Request) -> UUID:
    """The account that reads; these pages are for who is signed in."""
    user_id = request.actor.user_id
    if user_id is None:
        raise Http404
    return user_id
