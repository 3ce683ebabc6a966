"""Whom the provider's person is here: an invited account with that verified address, or nobody."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from palier.kernel import clock
from palier.partners import authentication_news as news
from palier.partners.models import User
from palier.web.account.openid.assurance import note
from palier.web.account.openid.tokens import Untrusted

logger = logging.getLogger(__name__)


class OpenIDAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library is not typed
    """One provider from the settings; never a registration."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """The provider of the settings, or none: no table is read."""
        if not settings.OIDC["issuer"] or provider not in (None, "openid"):
            return []
        return [
            SocialApp(
                provider="openid",
                provider_id="openid",
                name=settings.OIDC["name"],
                client_id=settings.OIDC["client_id"],
                secret=settings.OIDC["client_secret"],
                settings={},
            )
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: the provider proves an address, an invitation opens the account."""
        return False

    def authenticate_by_email(self, sociallogin: Any) -> None:
        """Matching is done in `pre_social_login`, by our own rule."""
        return

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Match the person to an open account by verified address; otherwise stop with a page that says what to do."""
        if not sociallogin.is_existing:
            user = _invited(sociallogin)
            if user is None:
                news.login_refused(user=None, method="openid", now=clock.now())
                raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", status=403))
            sociallogin.connect(request, user)
        note(request, sociallogin.user, sociallogin.palier_claims, sociallogin.palier_id_token)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Exception | None = None, **kwargs: Any
    ) -> None:
        """A refused answer of the provider is journalled as a refused login; the log says why, never of whom."""
        logger.warning("OpenID answer refused: %s", _why(exception) or error)
        news.login_refused(user=None, method="openid", now=clock.now())


def _why(exception: Exception | None) -> str:
    """Our own words where there are some; else the name of the fault, whose words may quote the answer."""
    cause = exception.__cause__ if exception else None
    return str(cause) if isinstance(cause, Untrusted) else type(exception).__name__ if exception else ""


def _invited(sociallogin: Any) -> User | None:
    verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
    return User.objects.filter(email__in=verified, is_active=True).first()
