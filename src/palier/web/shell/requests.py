"""What a request carries once the middleware has run: who reads, and whether htmx asks."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from palier.access.actor import Actor


class Request(HttpRequest):
    """The request every view receives: `actor` is who reads, `htmx` says whether a part is asked for."""

    actor: Actor
    htmx: HtmxDetails
    # The number shown on the error page and written in the log beside the error.
    error_id: str
