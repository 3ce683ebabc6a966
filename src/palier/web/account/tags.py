"""Template builtins of the account screens: states of accounts and invitations, devices, what sign-in offers."""

from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from palier.partners.models import Invitation, User
from palier.web.account.gates import is_due
from palier.web.components.badges import state_badge

register = template.Library()
BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.simple_tag
def openid_button() -> str:
    """What the provider's button says, or nothing when no provider is set."""
    return f"Se connecter avec {settings.OIDC['name']}" if settings.OIDC["issuer"] else ""


@register.simple_tag(takes_context=True)
def second_factor_due(context: dict[str, Any]) -> bool:
    """True when this reader must add a second factor before anything else."""
    request = context["request"]
    return isinstance(request.user, User) and is_due(request, request.user)


@register.simple_tag
def device_name(*, user_agent: str) -> str:
    """A browser and a system in two words, from what the browser says of itself."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "Navigateur inconnu")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser} sur {system}" if system else browser


@register.simple_tag
def invitation_badge(*, invitation: Invitation, now: datetime) -> SafeString:
    """Where an invitation stands."""
    if invitation.accepted_at:
        return state_badge(label="Acceptée", tone="success")
    if invitation.revoked_at:
        return state_badge(label="Annulée")
    if invitation.expires_at <= now:
        return state_badge(label="Expirée", tone="warning")
    return state_badge(label="En attente", tone="info")


@register.simple_tag
def account_badge(*, account: User) -> SafeString:
    """Whether an account is open."""
    if account.erased_at:
        return state_badge(label="Effacé")
    return state_badge(label="Ouvert", tone="success") if account.is_active else state_badge(label="Fermé")
