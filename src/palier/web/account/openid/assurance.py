"""What the provider asserted about the strength of the login, kept with the session and tied to one person."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from palier.partners.models import User

_STRONG, _ID_TOKEN = "palier_openid_strong", "palier_openid_id_token"


def note(request: HttpRequest, user: User, claims: dict[str, Any], id_token: str) -> None:
    """Remember the provider's token (its logout asks for it) and whether it vouches for a second factor."""
    # The last answer is the one that counts: a weaker one takes the mark of a stronger one away.
    forget(request)
    request.session[_ID_TOKEN] = id_token
    if claims.get("acr") in settings.OIDC["second_factor_acr"]:
        request.session[_STRONG] = str(user.pk)


def forget(request: HttpRequest) -> None:
    """A login by other means starts without any assertion."""
    for name in (_STRONG, _ID_TOKEN):
        request.session.pop(name, None)


def holds_for(request: HttpRequest, user: User) -> bool:
    """True when the provider vouched for a second factor of this very person in this session."""
    return bool(request.session.get(_STRONG) == str(user.pk))


def id_token_of(request: HttpRequest) -> str:
    """The provider's token of this session, or nothing."""
    return str(request.session.get(_ID_TOKEN, ""))
