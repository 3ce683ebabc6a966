"""The page of a room: what is before it, asked again every few seconds and sent only when it changed."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string

from palier.access.actor import Actor
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import agenda_of
from palier.cycle.meetings.room import item_before_the_room
from palier.web.meetings.check_in import check_in_ways
from palier.web.meetings.session_screen import MEMBERS, Addresses, screen_of
from palier.web.shell.pages import page, wants_part
from palier.web.shell.requests import Request

Shown = Callable[[dict[str, Any]], None]


def room_page(
    request: Request, template: str, *, reader: Actor, meeting: Meeting, addresses: Addresses = MEMBERS,
    on_change: Shown | None = None, **more: Any,
) -> HttpResponse:  # fmt: skip
    """The whole page, or its part when asked again: 304 while nothing changed for this reader.

    The mark compared is that of the words rendered to this reader: what it may not read cannot move it. `on_change`
    is called with what is shown, when something is.
    """
    shown = what_the_room_sees(reader, meeting, addresses)
    links = addresses is MEMBERS
    words = render_to_string("meetings/_room.html", {**shown, "links": links, "is_projected": False}, request=request)
    mark = f'"{sha256(words.encode()).hexdigest()[:32]}"'
    if wants_part(request) and request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304)
    if on_change:
        on_change(shown)
    context = {**shown, **more, "words": words, "headers": json.dumps({"If-None-Match": mark}), "address": request.path}
    response = page(request, template, context, partial="room")
    response["ETag"] = mark
    return response


def what_the_room_sees(reader: Actor, meeting: Meeting, addresses: Addresses = MEMBERS) -> dict[str, Any]:
    """The item before the room at the level of this reader; without one, the agenda and how to check in."""
    item = item_before_the_room(reader, meeting)
    about: dict[str, Any] = {"meeting": meeting, "is_open": meeting.state == State.OPEN, "item": item}
    if item:
        item.meeting = meeting
        return about | screen_of(reader, meeting, item, addresses)
    return about | {"items": list(agenda_of(reader, meeting)), **check_in_ways(meeting)}
