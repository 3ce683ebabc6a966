"""The one module that receives the authentication library's signals (decision 15): each becomes a journal entry."""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as factors
from allauth.socialaccount import signals as identities
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest

from palier.kernel import clock
from palier.partners import authentication_news as news
from palier.partners.accounts import end_sessions
from palier.partners.models import User
from palier.web.account.openid.assurance import forget


def listen() -> None:
    """Connect the receivers; connecting twice is the same as once."""
    account.user_logged_in.connect(_logged_in, dispatch_uid="palier.login")
    account.login_code_rejected.connect(_code_rejected, dispatch_uid="palier.code")
    account.password_changed.connect(_password_changed, dispatch_uid="palier.password.change")
    account.password_set.connect(_password_set, dispatch_uid="palier.password.set")
    account.password_reset.connect(_password_reset, dispatch_uid="palier.password.reset")
    identities.social_account_added.connect(_identity_added, dispatch_uid="palier.identity.add")
    factors.authenticator_added.connect(_factor_added, dispatch_uid="palier.factor.add")
    factors.authenticator_reset.connect(_factor_added, dispatch_uid="palier.factor.reset")
    factors.authenticator_removed.connect(_factor_removed, dispatch_uid="palier.factor.remove")
    factors.authentication_failed.connect(_factor_refused, dispatch_uid="palier.factor.fail")


def _logged_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    if "sociallogin" not in kwargs:
        forget(request)
    methods = [record.get("type") or record["method"] for record in get_authentication_records(request, user)]
    news.login_opened(user=user, methods=methods, now=clock.now())


def _code_rejected(user: User, **kwargs: Any) -> None:
    news.login_refused(user=user, method="code", now=clock.now())


def _factor_refused(user: User, **kwargs: Any) -> None:
    news.login_refused(user=user, method="second_factor", now=clock.now())


def _factor_added(user: User, authenticator: Any, **kwargs: Any) -> None:
    news.factor_added(user=user, kind=str(authenticator.type), now=clock.now())


def _identity_added(sociallogin: Any, **kwargs: Any) -> None:
    user = sociallogin.user
    count = SocialAccount.objects.filter(user=user).count()
    news.identity_added(user=user, count=count, now=clock.now())


def _factor_removed(user: User, authenticator: Any, **kwargs: Any) -> None:
    news.factor_removed(user=user, kind=str(authenticator.type), now=clock.now())


def _password_changed(user: User, **kwargs: Any) -> None:
    news.password_changed(user=user, how="change", now=clock.now())


def _password_set(user: User, **kwargs: Any) -> None:
    news.password_changed(user=user, how="set", now=clock.now())


def _password_reset(user: User, **kwargs: Any) -> None:
    # A password lost is a password perhaps stolen: whoever was inside leaves.
    end_sessions(user)
    news.password_changed(user=user, how="reset", now=clock.now())
