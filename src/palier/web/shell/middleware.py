"""Names the reader of each request, and stops at the two gates: the information notice, then the charter."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from palier.access.actor import NOBODY, Actor
from palier.kernel import clock
from palier.partners.actors import actor_for
from palier.partners.models import User
from palier.web.shell.returning import page_under

LOST = (
    "Vous n’étiez plus connecté : ce que vous veniez d’envoyer n’est pas enregistré. Connectez-vous, puis recommencez."
)
# Screens that stay open while the notice is unread or the charter unsigned.
OPEN_NAMESPACES = frozenset({"account", "pages", "socialaccount", "mfa", "usersessions"})
OPEN_PREFIXES = ("account_", "mfa_", "socialaccount_", "usersessions_", "openid_connect_")
OPEN_NAMES = frozenset({"partners:charter-sign", "partners:charter-read"})


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends whoever is not signed in to the sign-in page, then back where one was: a page, never a button."""

    def handle_no_permission(  # type: ignore[override]  # a part of a page is answered, not sent elsewhere
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """The way to sign in; what was being sent is said to be lost.

        A script that sends a part in the background gets a few words and a link: the page stays, and what is typed.
        """
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        there = redirect_to_login(page_under(request), self.get_login_url(view_func))
        if request.headers.get("HX-Request") == "true":
            return render(request, "shell/_signed_out.html", {"address": there.url}, status=401)
        messages.warning(request, LOST)
        return there


class ActorMiddleware:
    """Sets `request.actor` (built once, when first read) and keeps the two gates."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Name the reader, lazily, and let the request through."""
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]  # see requests.Request
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send the reader to the notice or the charter first, when one of them is due."""
        if not getattr(view, "login_required", True) or not request.user.is_authenticated or is_open(request):
            return None
        gate = gate_for(request)
        return redirect(f"{gate}?{urlencode({'next': page_under(request)}, safe='/')}") if gate else None


def actor_of(request: HttpRequest) -> Actor:
    """Who reads: the signed-in person as the access rules see it today, or nobody."""
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    return actor_for(user, today=clock.today())


def gate_for(request: HttpRequest) -> str | None:
    """The address of the gate this reader must pass first, if any: the notice, then the charter."""
    user = request.user
    if isinstance(user, User) and user.notice_read_at is None:
        notice = _address("account:notice")
        if notice:
            return notice
    if request.actor.charter_due:  # type: ignore[attr-defined]
        return _address("partners:charter-sign")
    return None


def is_open(request: HttpRequest) -> bool:
    """True on the screens that stay open whatever is due: the account, the information pages, the charter."""
    match = request.resolver_match
    if match is None:
        return True
    if match.view_name in OPEN_NAMES or OPEN_NAMESPACES & set(match.namespaces):
        return True
    return (match.url_name or "").startswith(OPEN_PREFIXES)


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
