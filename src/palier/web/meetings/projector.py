"""The projector: a browser of its own, opened by a code, which reads what partners of the group read and nothing else.

Whatever its session asks for besides, it is answered 404. Its own pages answer 404 to everybody else.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from palier.access.actor import Actor
from palier.attachments.models import Attachment
from palier.attachments.services import content_of
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import AgendaItem, Projection
from palier.cycle.meetings.projecting import (
    ask_projection,
    end_projection,
    leave_projection,
    open_projection,
    projection_under_way,
    projections_of,
    reader_of_the_wall,
)
from palier.cycle.meetings.room import item_before_the_room
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.web.meetings.attendance_forms import CodeForm
from palier.web.meetings.room_page import room_page
from palier.web.meetings.session import led_meeting
from palier.web.meetings.session_screen import Addresses
from palier.web.shell.pages import SeeOther, go_to, page, send_back, wants_part
from palier.web.shell.requests import Request
from palier.web.shell.throttle import is_within
from palier.web.territory.views import features

KEY = "projection"
TRIES_A_MINUTE = 20
OWN = frozenset(f"meetings:projector{name}" for name in ("", "-leave", "-layer", "-place", "-picture"))
SIGNED_IN = (
    "Ce navigateur est connecté à un compte. Ouvrez cette page dans un autre navigateur, ou dans une fenêtre privée : "
    "le projecteur a sa propre session."
)
TOO_MANY = "Trop d’essais depuis ce réseau : attendez une minute."


class ProjectorMiddleware:
    """Keeps the session of a projector to its own pages; a séance that ended leaves it nobody's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through: what it may open is known once its page is."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Name the projection of this browser; refuse it any page that is not its own."""
        kept = request.session.get(KEY)
        if not kept:
            return
        projection = projection_under_way(kept)
        if projection is None:
            request.session.flush()
            return
        request.projection = projection  # type: ignore[attr-defined]  # read by the pages below alone
        if request.resolver_match is None or request.resolver_match.view_name not in OWN:
            raise Http404


def on_the_wall(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the projector: read as a partner of the group, and found by no other session."""

    @login_not_required
    @never_cache
    @wraps(view)
    def shown(request: Request, **kwargs: Any) -> HttpResponse:
        projection: Projection | None = getattr(request, KEY, None)
        if projection is None:
            raise Http404
        return view(request, projection=projection, reader=reader_of_the_wall(projection), **kwargs)

    return shown


@login_not_required
@never_cache
def projector(request: Request) -> HttpResponse:
    """Type the code that the chief's screen shows; then what the chief shows, as partners read it."""
    projection: Projection | None = getattr(request, KEY, None)
    if projection is not None:
        return room_page(
            request,
            "meetings/projector.html",
            reader=reader_of_the_wall(projection),
            meeting=projection.meeting,
            addresses=WALL,
        )
    if wants_part(request):
        raise Http404  # a projector that was stopped asks again: its page then reloads
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.user.is_authenticated:
            form.add_error("code", SIGNED_IN)
        elif not is_within(request, "projector", TRIES_A_MINUTE):
            form.add_error("code", TOO_MANY)
        elif opened := form.carry_out(open_projection, code=form.cleaned_data["code"], now=clock.now()):
            request.session.flush()
            request.session[KEY] = str(opened.pk)
            return SeeOther(reverse("meetings:projector"))
    told = SIGNED_IN if request.user.is_authenticated else ""
    return page(request, "meetings/projector_enter.html", {"form": form, "told": told})


@require_POST
@on_the_wall
def leave(request: Request, *, projection: Projection, reader: Actor) -> HttpResponse:
    """Give the projector up: the browser is nobody's again."""
    leave_projection(projection=projection, now=clock.now())
    request.session.flush()
    return SeeOther(reverse("meetings:projector"))


@on_the_wall
def layer(request: Request, *, projection: Projection, reader: Actor, layer: str) -> HttpResponse:
    """One layer of the background: boundaries and streets, which are public; never the places of the group."""
    if layer not in LAYERS:
        raise Http404
    request.actor = reader
    return features.layer(request, layer)


@on_the_wall
def place(request: Request, *, projection: Projection, reader: Actor, pk: UUID) -> HttpResponse:
    """The shape of the place of the item shown, and of no other."""
    if _item(reader, projection).problem.place_id != pk:
        raise Http404
    request.actor = reader
    return features.place(request, pk)


@on_the_wall
def picture(request: Request, *, projection: Projection, reader: Actor, pk: UUID) -> HttpResponse:
    """The picture of the item shown, and of no other."""
    rows = Attachment.objects.visible_to(reader).filter(content_type__startswith="image/")
    found = get_object_or_404(rows, pk=pk, subject_type="problem", subject_id=_item(reader, projection).problem_id)
    response = HttpResponse(content_of(found), content_type=found.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def projections(request: Request, pk: UUID) -> HttpResponse:
    """On the chief's own screen: ask for a code, see which projectors are open."""
    meeting = led_meeting(request, pk)
    code = ""
    if request.method == "POST":
        if meeting.state != State.OPEN:
            return send_back(request, "meetings:meeting", "La séance n’est pas ouverte.", pk=pk)
        code = ask_projection(actor=request.actor, meeting=meeting, now=clock.now())
    context = {
        "meeting": meeting,
        "is_open": meeting.state == State.OPEN,
        "code": f"{code[:3]} {code[3:]}" if code else "",
        "address": request.build_absolute_uri(reverse("meetings:projector")),
        "projections": projections_of(request.actor, meeting),
    }
    return page(request, "meetings/projections.html", context)


@require_POST
def stop(request: Request, pk: UUID, projection: UUID) -> HttpResponse:
    """Stop one projector."""
    meeting = led_meeting(request, pk)
    rows = Projection.objects.visible_to(request.actor).filter(meeting=meeting).select_related("meeting")
    try:
        end_projection(actor=request.actor, projection=get_object_or_404(rows, pk=projection), now=clock.now())
    except Refused as refusal:
        return send_back(request, "meetings:projections", refusal.message, pk=pk)
    return go_to(request, "meetings:projections", "Le projecteur est arrêté.", pk=pk)


def _item(reader: Actor, projection: Projection) -> AgendaItem:
    item = item_before_the_room(reader, projection.meeting)
    if item is None:
        raise Http404
    return item


LAYERS = ("communes", "voies", "secteurs")
WALL = Addresses(
    layer=lambda address: reverse(
        "meetings:projector-layer", args=[address.rpartition("/")[2].removesuffix(".geojson")]
    ),
    place=lambda place: reverse("meetings:projector-place", args=[place.pk]),
    picture=lambda picture: reverse("meetings:projector-picture", args=[picture.pk]),
)
