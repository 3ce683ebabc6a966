"""In a view under way, the pages that may be read so are read by the borrowed reader; nothing else is opened."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palier.web.shell.middleware import is_open
from palier.web.viewing.state import viewing_of

# Pages that only read, and leave nothing in the journal: an export notes who made it, and stays outside.
READ = frozenset(
    {
        "problems:list",
        "problems:problem",
        "finding:problem-map",
        "finding:problem-points",
        "reports:list",
        "reports:report",
        "finding:report-map",
        "finding:report-points",
        "actions:list",
        "actions:action",
        "search:search",
        "attachments:file",
    }
)
OUT = frozenset({"viewing:leave", "viewing:choose"})


class ViewingMiddleware:
    """Sets `request.viewing`; in a view, `request.actor` is the borrowed reader and `request.reader` the person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through: the choice is made once its page is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Lend the eyes for a page that may be read so; say how to go back to one's own for any other."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if not request.user.is_authenticated or name in OUT or is_open(request):
            return None
        if not getattr(view, "login_required", True):
            return None  # behind a mailed link, whoever is signed in is not the reader
        reader = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
        viewing = viewing_of(request, reader)
        if viewing is None:
            return None
        request.reader, request.viewing = reader, viewing  # type: ignore[attr-defined]  # see shell.requests
        if request.method in ("GET", "HEAD") and name in READ:
            request.actor = viewing.actor  # type: ignore[attr-defined]
            return None
        response = render(request, "viewing/outside.html", status=403)
        response["HX-Retarget"], response["HX-Reswap"] = "body", "innerHTML"
        return response
