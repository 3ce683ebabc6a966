"""One URL, one template, whole or part: the two ways a view answers."""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from palier.web.shell.requests import Request


class SeeOther(HttpResponseRedirect):
    """The answer to a form that was carried out: read the result there (no second sending by a reload)."""

    status_code = 303


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with the whole template, or with its part `partial` when htmx asks for a part.

    Boosted links and history restores get the whole page. `Vary` is set, so that no cache mixes the two.
    """
    name = f"{template}#{partial}" if partial and wants_part(request) else template
    response = render(request, name, context or {}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def go_to(request: HttpRequest, to: str | Model, message: str | None = None, **kwargs: Any) -> HttpResponse:
    """Send the reader to a URL, a URL name or a record, with a French message of success shown on arrival."""
    if message:
        messages.success(request, message)
    address = resolve_url(to, **kwargs)
    if _htmx(request):
        return HttpResponseClientRedirect(address)
    return SeeOther(address)


def send_back(request: HttpRequest, to: str | Model, refusal: str, **kwargs: Any) -> HttpResponse:
    """Send the reader back where the button was, with the reason why nothing was done."""
    messages.error(request, refusal)
    return go_to(request, to, **kwargs)


def wants_part(request: HttpRequest) -> bool:
    """True when htmx asks for a part: not a boosted link, not the restoring of history."""
    if not _htmx(request):
        return False
    htmx = request.htmx  # type: ignore[attr-defined]  # see requests.Request
    return not htmx.boosted and not htmx.history_restore_request


def _htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


__all__ = ["Request", "go_to", "page", "send_back", "wants_part"]
