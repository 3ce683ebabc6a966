"""The provider as the library sees it: what is asked (PKCE, nonce, acr_values) and what is taken from the answer."""

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from palier.web.account.openid.client import OpenIDClient

PROVIDER_ID = "openid"


class OpenIDProvider(OpenIDConnectProvider):  # type: ignore[misc]  # the library is not typed
    """One provider, set by the environment (`settings.OIDC`)."""

    id = PROVIDER_ID
    name = "OpenID Connect"
    pkce_enabled_default = True
    oauth2_adapter_class = OpenIDClient

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        """Where the login button posts."""
        return reverse("openid_login")

    def get_callback_url(self) -> str:
        """Where the provider sends the person back."""
        return reverse("openid_callback")

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing of the request changes what is asked of the provider, save the page to come back to."""
        kwargs = super().get_redirect_from_request_kwargs(request)
        return {"process": "login", "next_url": kwargs.get("next_url")}

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Send the person to the provider; the nonce is kept with the state, in the session."""
        nonce = secrets.token_urlsafe(24)
        asked = {"nonce": nonce}
        if settings.OIDC["acr_values"]:
            asked["acr_values"] = " ".join(settings.OIDC["acr_values"])
        response: HttpResponse = super().redirect(
            request, process, next_url=next_url, data=data, nonce=nonce, auth_params=asked, scope=self.get_scope()
        )
        return response

    def get_scope(self) -> list[str]:
        """The scopes of the settings."""
        return list(settings.OIDC["scopes"])

    def extract_uid(self, data: dict[str, Any]) -> str:
        """The provider's own identifier of the person."""
        return str(data["claims"]["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Kept beside the link: nothing but the level of assurance of the last login."""
        return {"acr": data["claims"].get("acr", "")}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """The address only: names come from the directory."""
        return {"email": data["person"].get("email")}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address, verified when the provider says so or when the settings trust it."""
        email = data["person"].get("email")
        if not email:
            return []
        verified = data["person"].get("email_verified") is True or settings.OIDC["trust_email"]
        return [EmailAddress(email=str(email).lower(), verified=verified, primary=True)]
