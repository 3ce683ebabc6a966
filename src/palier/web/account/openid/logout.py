"""Leaving the provider too: its session would otherwise sign the next person in."""

import secrets
from urllib.parse import urlencode

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from requests import RequestException

from palier.web.account.openid.assurance import id_token_of
from palier.web.account.openid.client import OpenIDClient


def provider_logout_url(request: HttpRequest) -> str | None:
    """The provider's logout for this session; None when the session is not the provider's, or it is out of reach."""
    id_token = id_token_of(request)
    if not id_token or not settings.OIDC["issuer"]:
        return None
    try:
        endpoint = OpenIDClient(request).openid_config.get("end_session_endpoint")
    except (OAuth2Error, RequestException):
        return None
    if not endpoint:
        return None
    asked = {
        "id_token_hint": id_token,
        "state": secrets.token_urlsafe(16),
        "post_logout_redirect_uri": settings.BASE_URL + reverse("account_login"),
    }
    return f"{endpoint}?{urlencode(asked)}"
