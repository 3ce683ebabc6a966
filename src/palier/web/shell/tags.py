"""Template builtins of the base page: menu, brand, what the service is called, addresses that may not exist yet."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from palier.access.actor import NOBODY, Actor
from palier.web.shell import navigation
from palier.web.shell.device import reader_mark
from palier.web.shell.requests import reader_of

register = template.Library()


@register.inclusion_tag("shell/_navigation.html", takes_context=True)
def navigation_menu(context: dict[str, Any]) -> dict[str, Any]:
    """The main menu and the administration menu of this reader."""
    actor, path = _reader(context)
    return {
        "main": navigation.links(navigation.MAIN, actor, path),
        "administration": navigation.links(navigation.ADMINISTRATION, actor, path),
    }


@register.simple_tag
def address_if_any(url_name: str) -> str:
    """The address of a screen, or nothing while it does not exist."""
    return navigation.address_of(url_name) or ""


@register.simple_tag(takes_context=True)
def search_address(context: dict[str, Any]) -> str:
    """The address of the search, for who may read what it finds; else nothing."""
    found = navigation.links((navigation.SEARCH,), *_reader(context))
    return found[0].address if found else ""


@register.simple_tag
def state_brand() -> bool:
    """True when the service is entitled to the State's visual identity and turned it on."""
    return bool(settings.STATE_BRAND)


@register.simple_tag
def is_demonstration() -> bool:
    """True when the data is invented: a banner says so on every page (decision 31)."""
    return bool(settings.DEMONSTRATION)


@register.simple_tag(takes_context=True)
def reader_label(context: dict[str, Any]) -> str | SafeString:
    """The name of the person signed in, or nothing."""
    actor, _ = _reader(context)
    return actor.label if actor.user_id else ""


@register.simple_tag(takes_context=True)
def device_mark(context: dict[str, Any]) -> str:
    """The mark of the account signed in, for what its browser keeps; nothing for nobody."""
    actor, _ = _reader(context)
    return reader_mark(actor)


def _reader(context: dict[str, Any]) -> tuple[Actor, str]:
    request = context.get("request")
    return reader_of(request) if request else NOBODY, getattr(request, "path", "")
