"""The second factor as a stage of the login."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from palier.web.account.openid.assurance import holds_for


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]  # the library is not typed
    """Asked of whoever has a factor, save when the OpenID provider has just asked for one and this is accepted."""

    def _should_handle(self, request: HttpRequest) -> bool:
        by_provider = "sociallogin" in (self.login.signal_kwargs or {})
        if by_provider and self.login.user is not None and holds_for(request, self.login.user):
            return False
        return bool(super()._should_handle(request))
