"""What a request carries once the middleware has run: who reads, and whether htmx asks."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from palier.access.actor import NOBODY, Actor


class Request(HttpRequest):
    """The request every view receives: `actor` is who reads, `htmx` says whether a part is asked for."""

    actor: Actor
    htmx: HtmxDetails
    # In a view as somebody else (`web.viewing`): the person who reads, and whose eyes are borrowed.
    reader: Actor
    viewing: Any
    # The number shown on the error page and written in the log beside the error.
    error_id: str


def reader_of(request: HttpRequest) -> Actor:
    """The person before the screen, whoever's eyes are borrowed; nobody before the middleware ran."""
    actor: Actor = getattr(request, "actor", NOBODY)
    reader: Actor = getattr(request, "reader", actor)
    return reader
