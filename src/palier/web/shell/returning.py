"""Where a reader was going when a login, a notice or the charter stopped it."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, address: str) -> str:
    """The same address when it is a page of this site, written from its root; the home page otherwise."""
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None, require_https=request.is_secure())
    return address if address.startswith("/") and is_ours else "/"
