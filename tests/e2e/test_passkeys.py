"""Passkeys in a real browser, with its virtual authenticator: enrolled, asked at login, enough alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import watch

PASSWORD = "motdepasse-long"


@pytest.fixture
def origin(live_server: Any, settings: Any) -> str:
    """The server by its name: browsers give no passkey to an address made of numbers."""
    cache.clear()
    settings.ALLOWED_HOSTS = ["localhost"]
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def page(browser: Browser, origin: str, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page whose browser has an authenticator, and which may ask nothing of anybody else."""
    context = browser.new_context(**browser_context_args)
    faults = watch(context, origin)
    opened = context.new_page()
    session = context.new_cdp_session(opened)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield opened
    context.close()
    assert not faults, "\n".join(faults)


def enter(page: Page, origin: str) -> None:
    page.goto(origin + "/connexion/")
    page.get_by_label("Adresse électronique").fill("alice@example.org")
    page.get_by_label("Mot de passe", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def leave(page: Page, origin: str) -> None:
    page.context.clear_cookies()
    page.goto(origin + "/connexion/")


def test_a_passkey_is_enrolled_asked_at_login_and_enough_alone(world, page, origin):
    Authenticator.objects.all().delete()
    enter(page, origin)
    assert page.get_by_role("heading", name="Sécurité de mon compte").is_visible()
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_text("Me connecter avec cette seule clé").click()
    page.get_by_role("button", name="Ajouter la clé").click()
    page.wait_for_url("**/mon-compte/securite/codes/")
    assert Authenticator.objects.filter(type="webauthn", user__email="alice@example.org").count() == 1

    leave(page, origin)
    enter(page, origin)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url(origin + "/")

    leave(page, origin)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url(origin + "/")
    assert page.goto(origin + "/mon-compte/").ok
    assert page.get_by_text("alice@example.org").is_visible()
