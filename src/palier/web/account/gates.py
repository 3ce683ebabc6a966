"""The gate of the second factor: who must hold one and does not is sent to enrol, and reaches nothing else.

Holds for pages, for htmx parts and for JSON alike; runs after the reader is named.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from palier.access.actor import Actor
from palier.kernel import clock
from palier.partners.factors import holds_second_factor, must_hold_second_factor
from palier.partners.models import User
from palier.web.account.openid.assurance import holds_for

ENROLMENT = "mfa_index"
# All that is open before enrolment: choosing a factor, proving who one is, leaving.
OPEN = frozenset(
    {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout", "account_login"}
)
MESSAGE = "Votre rôle demande un second facteur. Ajoutez-en un pour continuer."


class SecondFactorMiddleware:
    """Stops every request of a person whose role asks for a second factor not yet held."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through; the gate stands before the view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The way to enrolment, or None to go on."""
        user = request.user
        if not isinstance(user, User) or not getattr(view, "login_required", True):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in OPEN:
            return None
        return _to_enrolment(request) if is_due(request, user) else None


def is_due(request: HttpRequest, user: User) -> bool:
    """True when this person must still enrol a second factor."""
    if not _must_hold(request, user):
        return False
    return not holds_second_factor(user) and not holds_for(request, user)


def _must_hold(request: HttpRequest, user: User) -> bool:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # see shell.requests.Request
    roles = actor.mandates | {seat.role for seat in actor.seats.values()}
    if any(role.needs_second_factor for role in roles):
        return True
    # An unsigned charter hides the seats: the roles are then read anew.
    return actor.charter_due and must_hold_second_factor(user, today=clock.today())


def _to_enrolment(request: HttpRequest) -> HttpResponse:
    address = reverse(ENROLMENT)
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(address)
    if _wants_json(request):
        return JsonResponse({"error": MESSAGE, "location": address}, status=403)
    return redirect(address)


def _wants_json(request: HttpRequest) -> bool:
    return (
        request.content_type == "application/json"
        or request.headers.get("X-Requested-With") == "XMLHttpRequest"
        or request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    )
