"""The exchange with the provider: code for tokens, identity token checked, user facts read from their signed form."""

import hmac
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from palier.kernel.text import holds_control
from palier.web.account.openid.tokens import Untrusted, describe, read_token

LONGEST_SUBJECT = 191  # what the library's table holds


class OpenIDClient(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # the library is not typed
    """Trusts nothing that the provider's keys have not signed for this service and for this login."""

    # Set by the callback view from the state kept in the session.
    expected_nonce: str = ""

    def __init__(self, request: HttpRequest, provider_id: str = "openid") -> None:
        super().__init__(request, provider_id)

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's description, cached and checked against the issuer of the settings."""
        try:
            return describe(settings.OIDC["issuer"], fetch=fetch_json)
        except Untrusted as error:
            raise OAuth2Error(str(error)) from error

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """The address registered at the provider: built from the settings, not from the request's host."""
        return f"{settings.BASE_URL}{reverse('openid_callback')}"

    def parse_token(self, data: Any) -> Any:
        """The access token, in the form that the protocol says."""
        try:
            return super().parse_token(data)
        except (KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("the tokens are not in the form expected") from error

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Check the identity token and the user facts; what cannot be believed ends the login."""
        try:
            id_token = kwargs["response"].get("id_token") or ""
            claims = self._identity(id_token)
            person = self._person(token.token, claims)
        except Untrusted as error:
            raise OAuth2Error(str(error)) from error
        login = self.get_provider().sociallogin_from_response(request, {"claims": claims, "person": person})
        login.palier_claims, login.palier_id_token = claims, id_token
        return login

    def _identity(self, id_token: str) -> dict[str, Any]:
        claims = self._read(id_token, required=("iss", "aud", "sub", "exp", "iat"))
        nonce = str(claims.get("nonce", ""))
        if not self.expected_nonce or not hmac.compare_digest(nonce, self.expected_nonce):
            raise Untrusted("the nonce is not that of this login")
        accepted = [*settings.OIDC["acr_values"], *settings.OIDC["second_factor_acr"]]
        if accepted and claims.get("acr") not in accepted:
            raise Untrusted("the level of assurance is not one of those accepted")
        if not 0 < len(claims["sub"]) <= LONGEST_SUBJECT or holds_control(claims["sub"]):
            raise Untrusted("the identifier of the person cannot be kept")
        return claims

    def _person(self, access_token: str, claims: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {access_token}"}
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, headers=headers, allow_redirects=False)
        if answer.status_code != 200:  # noqa: PLR2004 - the one answer that carries facts
            raise Untrusted(f"user facts answered {answer.status_code}")
        if answer.headers.get("Content-Type", "").split(";")[0].strip() == "application/jwt":
            person = self._read(answer.text.strip(), required=("iss", "aud", "sub"))
        else:
            person = answer.json()
        if not isinstance(person, dict) or person.get("sub") != claims["sub"]:
            raise Untrusted("the user facts are about somebody else")
        if holds_control(str(person.get("email", ""))):
            raise Untrusted("the address cannot be read")
        return person

    def _read(self, token: str, *, required: tuple[str, ...]) -> dict[str, Any]:
        return read_token(
            token,
            description=self.openid_config,
            audience=settings.OIDC["client_id"],
            fetch=fetch_json,
            required=required,
        )


def fetch_json(address: str) -> dict[str, Any]:
    """What the provider publishes at this address; redirections are not followed."""
    with get_adapter().get_requests_session() as session:
        answer = session.get(address, allow_redirects=False)
        answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise Untrusted("the provider published something that is not an object")
    return found
