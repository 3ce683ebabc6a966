"""Where the text of a mail that holds a secret may be read on screen (decision 11)."""

from django.conf import settings

from palier.web.shell.requests import Request

LOOPBACK = frozenset({"127.0.0.1", "::1"})


def shows_bodies(request: Request) -> bool:
    """True in demonstration, for a browser on this very machine and no proxy between."""
    near = request.META.get("REMOTE_ADDR") in LOOPBACK and "X-Forwarded-For" not in request.headers
    return bool(settings.DEMONSTRATION and near)


def mail_is_sent() -> bool:
    """True when a mail server is set; without one, mails wait in the outbox."""
    return bool(settings.EMAIL_HOST)
