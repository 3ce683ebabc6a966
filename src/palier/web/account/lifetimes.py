"""How long a session lasts: idle, and in all. Enforced here, at each request, whatever the browser keeps."""

from collections.abc import Callable
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from palier.kernel import clock

STARTED, SEEN = "palier_started", "palier_seen"


class SessionLifetimeMiddleware:
    """Signs out a session left idle or kept open too long; the request then goes on as nobody's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End the session when its time is over, then let the request through."""
        if request.session.session_key and request.user.is_authenticated:
            self._keep_or_end(request, clock.now())
        return self.get_response(request)

    def _keep_or_end(self, request: HttpRequest, now: datetime) -> None:
        started, seen = _read(request, STARTED) or now, _read(request, SEEN)
        if now - started > settings.SESSION_LIFE or (seen and now - seen > settings.SESSION_IDLE):
            logout(request)
            messages.info(request, "Votre session a expiré. Connectez-vous de nouveau pour continuer.")
            return
        if seen is None or now - seen >= settings.SESSION_NOTED_EVERY:
            request.session[STARTED], request.session[SEEN] = started.isoformat(), now.isoformat()
            UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)


def _read(request: HttpRequest, name: str) -> datetime | None:
    text = request.session.get(name)
    return datetime.fromisoformat(text) if text else None
