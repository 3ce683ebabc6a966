"""What the answers leave behind: nothing on the device, and a trace of each refusal in the log of the program."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("palier.refusals")
NOT_STORED = "private, no-store"
# What the product never asks of a browser, but the position, taken by « Ici » on the form of a report.
PERMISSIONS = "camera=(), display-capture=(), geolocation=(self), microphone=(), payment=(), usb=()"
REFUSALS = frozenset({403, 404})


class PrivateAnswersMiddleware:
    """No page, part, file or error is kept by a browser or a proxy, unless its view says for how long (decision 9)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through, and seal its answer."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", NOT_STORED)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class RefusalTraceMiddleware:
    """Writes who was refused what: account and name of the screen, never an address, which may hold a secret."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through, and note a refusal made to somebody signed in."""
        response = self.get_response(request)
        if response.status_code in REFUSALS and request.user.is_authenticated:
            match = request.resolver_match
            screen = match.view_name if match else "-"
            logger.warning("%s %s %s account %s", response.status_code, request.method, screen, request.user.pk)
        return response
