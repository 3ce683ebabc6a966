"""Where a reader was going when a login, a notice or the charter stopped it."""

from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, address: str) -> str:
    """The same address when it is a page of this site, written from its root; the home page otherwise."""
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None, require_https=request.is_secure())
    return address if address.startswith("/") and is_ours else "/"


def page_under(request: HttpRequest) -> str:
    """The page to come back to once a request that was stopped may go on: itself, when it reads.

    What was sent is not sent again: its address may be that of a button, which opens no page. The page that held the
    button is the way back.
    """
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    held = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    if held.netloc and held.netloc != request.get_host():
        return "/"
    return way_back(request, urlunsplit(("", "", held.path, held.query, "")))
