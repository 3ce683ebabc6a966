"""The two addresses of the exchange: leaving for the provider, coming back from it."""

import logging
from typing import Any

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from palier.web.account.openid.client import OpenIDClient

logger = logging.getLogger(__name__)


class CallbackView(OAuth2CallbackView):  # type: ignore[misc]  # the library is not typed
    """Takes the nonce from the state of this login, and checks who answers."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        issuer = request.GET.get("iss")
        if state is not None and issuer is not None and issuer.rstrip("/") != settings.OIDC["issuer"]:
            # RFC 9207: the answer comes from another provider.
            state["nonce"] = ""
        self.adapter.expected_nonce = (state or {}).get("nonce", "")
        return state, response


@login_not_required
@require_POST
def login(request: HttpRequest) -> HttpResponse:
    """Leave for the provider."""
    return _answer(OAuth2LoginView, request)


@login_not_required
@require_GET
@never_cache
def callback(request: HttpRequest) -> HttpResponse:
    """Come back from the provider: signed in, or on a page that says why not."""
    return _answer(CallbackView, request)


def _answer(view: Any, request: HttpRequest) -> HttpResponse:
    if not settings.OIDC["issuer"]:
        raise Http404
    try:
        response: HttpResponse = view.adapter_view(OpenIDClient(request))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (OAuth2Error, RequestException) as error:
        # Not this person's answer, which the library tells: the provider is out of reach or describes itself badly.
        logger.warning("OpenID provider: %s", type(error.__cause__ or error).__name__)
        return render(request, "socialaccount/away.html", status=503)
    return response
