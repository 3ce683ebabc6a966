"""Following the séance on one's own device: what is before the room, at one's own level."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.grants import Verb, require
from palier.cycle.meetings.queries import meetings_for
from palier.web.meetings.promises import every_action
from palier.web.meetings.room_page import room_page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request


def follow(request: Request, pk: UUID) -> HttpResponse:
    """The item that the room is on, or the agenda; a reserved one reads as the agenda for who may not read it."""
    meeting = get_object_or_404(meetings_for(request.actor), pk=pk)
    require(request.actor, Verb.MEETING_READ, meeting.group_id)

    def note(shown: dict[str, Any]) -> None:
        item = shown["item"]
        if item:
            note_reading(request, item, every_action(shown), shown["decisions"], shown["last"], shown["facts"])
        else:
            note_reading(request, meeting, shown["items"])

    return room_page(request, "meetings/follow.html", reader=request.actor, meeting=meeting, on_change=note)
