"""How the authentication library is bent to the service: closed registration, one lock-out, factors, French mails."""

import base64
import hashlib
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse

from palier.kernel import clock
from palier.notifications.backend import KIND_HEADER
from palier.partners import authentication_news as news
from palier.partners.factors import holds_second_factor
from palier.partners.models import User
from palier.web.account.openid.adapter import OpenIDAdapter

LOCK_NEWS_SECONDS = 600


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is not typed
    """Nobody registers by themselves; failures are journalled; addresses are compared in lower case."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are opened by invitation (see `partners.invitations`)."""
        return False

    def get_login_stages(self) -> list[str]:
        """The library's stages, with our own second factor: a provider may have asked for one already."""
        ours = "palier.web.account.stages.SecondFactorStage"
        return [ours if stage.endswith(".AuthenticateStage") else stage for stage in super().get_login_stages()]

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The provider's own logout when the session came from it, else the login page."""
        from palier.web.account.openid.logout import provider_logout_url  # noqa: PLC0415 - the library loads us early

        return provider_logout_url(request) or super().get_logout_redirect_url(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Journal a wrong password; what was typed is not kept."""
        news.login_refused(user=_account(credentials), method="password", now=clock.now())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse while the address is locked; the lock is journalled once."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            email = str(credentials.get("email", "")).lower()
            key = "palier:lock:" + hashlib.sha256(email.encode()).hexdigest()
            if cache.add(key, value=True, timeout=LOCK_NEWS_SECONDS):
                news.login_locked(user=_account(credentials), now=clock.now())
            raise

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """No second password for the first factor when the login has just taken place."""
        if app == "allauth.mfa" and _has_just_signed_in(self.request):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The mailed link, at the address of the settings: whoever asks for it chooses nothing, not even the host."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return f"{settings.BASE_URL}{path.replace('UID-KEY', quote(key))}"

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """The library's mail, named by its template so that the outbox can say what it is."""
        kind = template_prefix.rpartition("/")[2]
        mail: EmailMessage = super().render_mail(
            template_prefix, email, context, {**(headers or {}), KIND_HEADER: kind}
        )
        return mail


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library is not typed
    """Secrets of the second factors are encrypted with a key drawn from the service's secret key."""

    def encrypt(self, text: str) -> str:
        """The secret as it is stored."""
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret as it was given."""
        return _vault().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 - the library's own name
        """A first name for a new passkey; the person may change it."""
        return "Clé d’accès"


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]  # the library is not typed
    """Logging one's other devices out is journalled."""

    def end_sessions(self, sessions: list[Any]) -> None:
        """End these sessions of one person."""
        super().end_sessions(sessions)
        if sessions:
            news.sessions_closed(user=sessions[0].user, count=len(sessions), now=clock.now())


def _account(credentials: dict[str, Any]) -> User | None:
    return User.objects.filter(email=str(credentials.get("email", "")).lower()).first()


def _has_just_signed_in(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, User):
        return False
    records = get_authentication_records(request, user)
    if not records or time.time() - records[-1]["at"] >= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        return False
    # A factor held before this login must be proven again; the one just enrolled need not.
    login = datetime.fromtimestamp(records[-1]["at"], tz=UTC)
    return not holds_second_factor(user, before=login)


def _vault() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"palier.factors" + secret.encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


__all__ = ["AccountAdapter", "FactorAdapter", "OpenIDAdapter", "SessionsAdapter"]
