"""What people read when something stops: a rule said no, someone was faster, a page is missing, or a bug.

Registered as middleware (errors raised by views) and as Django's handlers (everything else).
"""

import logging
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from palier.kernel.errors import NotGranted, Refused, Stale

logger = logging.getLogger("palier.errors")
VERBS = ("GET", "HEAD", "POST")
TOO_LARGE = (RequestDataTooBig, TooManyFilesSent)


class ErrorPagesMiddleware:
    """Turns what a view raises into the page that says it in plain French."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through, unless its address holds a null character: PostgreSQL stores and looks for none."""
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        # No address answers to another verb: Django's views would take PUT or DELETE for a reading.
        response = self.get_response(request) if request.method in VERBS else HttpResponseNotAllowed(VERBS)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            # The address of a button, opened as a page: a person is told where to go, a program keeps the status.
            said = _page(request, "errors/405.html", 405)
            said["Allow"] = response["Allow"]
            return said
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for this error, or None to let Django answer with the 500 page."""
        if isinstance(error, NotGranted):
            return _page(request, "errors/403.html", 403, message=error.message)
        if isinstance(error, Refused):
            return _page(request, "errors/422.html", 422, message=error.message)
        if isinstance(error, Stale):
            return _page(request, "errors/409.html", 409, message=error.message)
        if isinstance(error, TOO_LARGE):
            return too_large(request, error)
        return None


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be read, or is too large."""
    if isinstance(exception, TOO_LARGE):
        return too_large(request, exception)
    return _page(request, "errors/400.html", 400)


def too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    """What was sent is over a bound: one line in the log, which quotes nothing of it; its number is on the page.

    The framework's own words, a traceback, are kept out of the log by the settings.
    """
    error_id = uuid4().hex[:8]
    where = request.resolver_match.view_name if request.resolver_match else ""
    logger.warning("too large %s: %s at %s", error_id, type(error).__name__, where, extra={"error_id": error_id})
    said = _page(request, "errors/413.html", 413, error_id=error_id)
    said._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - the framework's mark: no second line
    return said


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Seen but not granted."""
    return _page(request, "errors/403.html", 403, message=str(exception or ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Missing or not visible to this reader: the page is the same, on purpose (decision 7)."""
    return _page(request, "errors/404.html", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's safety token is missing or old: nothing was written."""
    return _page(request, "errors/csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A bug: its number is in the log, nothing else is shown. This page reads no table."""
    error_id = uuid4().hex[:8]
    logger.error("internal error %s", error_id, exc_info=True, extra={"error_id": error_id})
    return render(request, "errors/500.html", {"error_id": error_id}, status=500)


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    response = render(request, template, context, status=status)
    # An error is shown whole, even when htmx asked for a part.
    response["HX-Retarget"], response["HX-Reswap"] = "body", "innerHTML"
    return response
