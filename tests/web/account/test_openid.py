"""Signing in through a real provider on the loopback: what is asked, what is believed, what is refused."""

from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from palier.journal.events import Event
from palier.journal.models import Entry
from palier.partners.models import User
from tests.web.account.provider import CLIENT_ID, CLIENT_SECRET, Provider


@pytest.fixture
def provider(settings):
    cache.clear()
    with Provider() as running:
        settings.OIDC = settings.OIDC | {
            "issuer": running.issuer,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
        }
        settings.BASE_URL = "http://testserver"
        yield running


def leave(client: Client, **form: str) -> str:
    """Press the button; the address of the provider where the browser goes."""
    response = client.post(reverse("openid_login"), form)
    assert response.status_code == 302, response.content
    return response["Location"]


def come_back(client: Client, provider: Provider, **form: str):
    return client.get(provider.authorize(leave(client, **form)))


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_verified_address_opens_the_invited_account(cast, provider, client):
    response = come_back(client, provider, next="/mon-compte/")
    assert (response.status_code, response["Location"]) == (302, "/mon-compte/")
    assert client.session["_auth_user_id"] == str(cast.users["bruno"].pk)
    assert Entry.objects.unsealed("test").get(event=Event.ACCOUNT_LOGIN).actor_id == cast.users["bruno"].pk


def test_each_identity_that_joins_an_account_leaves_its_entry_and_its_notice(cast, provider, client, mailoutbox):
    bruno = cast.users["bruno"]
    for count, sub in enumerate(("sujet-1", "sujet-2", "sujet-2"), start=1):
        provider.person = {"sub": sub, "email": "bruno@example.org", "email_verified": True}
        come_back(client, provider)
        client.post(reverse("account_logout"))
        entries = Entry.objects.unsealed("test").filter(event=Event.ACCOUNT_IDENTITY_ADD)
        assert entries.count() == min(count, 2)
        assert [mail.to for mail in mailoutbox if "Identité reliée" in mail.subject] == [[bruno.email]] * min(count, 2)
    assert {entry.actor_id for entry in entries} == {bruno.pk}
    assert [entry.detail.payload for entry in entries.order_by("seq")] == [{"count": 1}, {"count": 2}]


def test_pkce_a_nonce_and_the_level_of_assurance_are_asked(cast, provider, client):
    asked = parse_qs(urlsplit(leave(client)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) >= 20
    assert asked["acr_values"] == ["eidas1"]
    assert set(asked["scope"][0].split()) == {"openid", "email"}
    assert asked["redirect_uri"] == ["http://testserver" + reverse("openid_callback")]


def test_a_link_cannot_change_what_is_asked(cast, provider, client):
    response = client.post(reverse("openid_login") + "?auth_params=acr_values%3Dfaible&scope=tout&process=connect")
    asked = parse_qs(urlsplit(response["Location"]).query)
    assert asked["acr_values"] == ["eidas1"]
    assert "tout" not in asked["scope"][0].split()


WHY = {
    "nonce": "the nonce is not that of this login",
    "signature": "token refused: InvalidSignatureError",
    "audience": "token refused: InvalidAudienceError",
    "issuer": "token refused: InvalidIssuerError",
    "expiry": "token refused: ExpiredSignatureError",
    "subject": "the user facts are about somebody else",
}


@pytest.mark.parametrize("fault", WHY)
def test_an_answer_with_a_fault_is_refused(cast, provider, client, fault, caplog):
    provider.wrong.add(fault)
    response = come_back(client, provider)
    assert response.status_code == 401
    assert "n’a pas pu être acceptée" in response.content.decode()
    assert not signed_in(client)
    assert Entry.objects.unsealed("test").filter(event=Event.ACCOUNT_LOGIN_FAILED).exists()
    [why] = [record.getMessage() for record in caplog.records if "OpenID answer refused" in record.message]
    assert WHY[fault] in why
    assert provider.person["email"] not in caplog.text


def test_an_unsigned_token_is_refused(cast, provider, client, monkeypatch):
    def unsigned(claims):
        return jwt.encode(claims, key="", algorithm="none")

    monkeypatch.setattr(provider, "sign", unsigned)
    assert come_back(client, provider).status_code == 401
    assert not signed_in(client)


def test_an_unknown_address_is_told_to_ask_for_an_invitation(cast, provider, client):
    provider.person = {"sub": "inconnu", "email": "inconnu@example.org", "email_verified": True}
    response = come_back(client, provider)
    assert response.status_code == 403
    assert "sur invitation" in response.content.decode()
    assert not signed_in(client)
    assert not User.objects.filter(email="inconnu@example.org").exists()


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_address_not_verified_matches_nobody(cast, provider, client, verified):
    provider.person = {"sub": "sujet-1", "email": "bruno@example.org", "email_verified": verified}
    assert come_back(client, provider).status_code == 403
    assert not signed_in(client)


def test_a_closed_account_stays_closed(cast, provider, client):
    User.objects.filter(email="bruno@example.org").update(is_active=False)
    come_back(client, provider)
    assert not signed_in(client)


def test_a_replayed_state_is_refused(cast, provider, client):
    back = provider.authorize(leave(client))
    assert client.get(back).status_code == 302
    client.post(reverse("account_logout"))
    assert client.get(back).status_code == 401
    assert not signed_in(client)


def test_the_answer_of_another_browser_is_refused(cast, provider, client):
    back = provider.authorize(leave(client))
    other = Client()
    assert other.get(back).status_code == 401
    assert not signed_in(other)


def test_an_answer_from_another_issuer_is_refused(cast, provider, client):
    back = provider.authorize(leave(client)).replace("iss=http", "iss=https%3A%2F%2Failleurs.example%2F&x=http")
    assert client.get(back).status_code == 401


def test_keys_are_cached_and_read_again_when_they_change(cast, provider, client):
    come_back(client, provider)
    client.post(reverse("account_logout"))
    come_back(client, provider)
    assert provider.key_reads == 1
    client.post(reverse("account_logout"))
    provider.change_key("seconde")
    come_back(client, provider)
    assert signed_in(client)
    assert provider.key_reads == 2


def test_a_second_factor_of_the_provider_is_not_enough_by_default(cast, provider, client):
    provider.person = {"sub": "sujet-a", "email": "alice@example.org", "email_verified": True}
    response = come_back(client, provider)
    assert response["Location"] == reverse("mfa_authenticate")
    assert not signed_in(client)


def test_a_second_factor_of_the_provider_is_accepted_when_the_setting_says_so(cast, provider, client, settings):
    settings.OIDC = settings.OIDC | {"second_factor_acr": ["eidas2"]}
    provider.acr = "eidas2"
    provider.person = {"sub": "sujet-a", "email": "alice@example.org", "email_verified": True}
    come_back(client, provider)
    assert signed_in(client)
    assert client.get("/").status_code == 200


def test_a_level_of_assurance_that_was_not_asked_is_refused(cast, provider, client):
    provider.acr = "eidas0"
    assert come_back(client, provider).status_code == 401


def test_leaving_ends_the_session_at_the_provider_too(cast, provider, client):
    come_back(client, provider)
    gone = urlsplit(client.post(reverse("account_logout"))["Location"])
    asked = parse_qs(gone.query)
    assert f"{gone.scheme}://{gone.netloc}{gone.path}" == provider.issuer + "/logout"
    assert asked["post_logout_redirect_uri"] == ["http://testserver" + reverse("account_login")]
    assert asked["id_token_hint"][0].count(".") == 2
    assert not signed_in(client)


def test_no_address_outside_is_followed_after_login(cast, provider, client):
    response = come_back(client, provider, next="https://ailleurs.example/")
    assert response["Location"] == "/"


def test_without_a_provider_there_is_no_button_and_no_address(cast, client):
    assert "ProConnect" not in client.get(reverse("account_login")).content.decode()
    assert client.post(reverse("openid_login")).status_code == 404


def test_with_a_provider_the_button_stands_on_the_login_page(cast, provider, client):
    assert "Se connecter avec ProConnect" in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("fault", ["down", "authorization_endpoint", "userinfo_endpoint", "jwks_uri", "issuer"])
def test_a_provider_out_of_reach_or_badly_described_is_told_on_a_page(cast, provider, client, monkeypatch, fault):
    back = provider.authorize(leave(client))
    cache.clear()
    if fault == "down":
        provider.shutdown()
        provider.server_close()
    else:
        described = provider.discovery()
        monkeypatch.setattr(provider, "discovery", lambda: described | {fault: ""})
    for answer in (client.post(reverse("openid_login")), client.get(back)):
        assert answer.status_code == 503
        assert "ne répond pas en ce moment" in answer.content.decode()
    assert not signed_in(client)


@pytest.mark.parametrize(
    "person",
    [
        {"sub": ""},
        {"sub": "s" * 192},
        {"sub": "s\0", "email": "bruno@example.org"},
        {"sub": "s", "email": "bruno@example.org\0"},
    ],
)
def test_facts_that_no_account_can_have_are_refused(cast, provider, client, person):
    provider.person |= person
    assert come_back(client, provider).status_code == 401
    assert not signed_in(client)


@pytest.mark.parametrize("facts", ["[1]", "null", '"bruno"', "<html>"])
def test_facts_in_another_form_are_refused(cast, provider, client, monkeypatch, facts):
    provider.facts_kind = "application/json"
    monkeypatch.setattr(provider, "facts", lambda: facts)
    assert come_back(client, provider).status_code == 401
    assert not signed_in(client)


@pytest.mark.parametrize("tokens", [["access_token"], {"access_token": "a", "expires_in": "bientôt"}, {}])
def test_tokens_in_another_form_are_refused(cast, provider, client, monkeypatch, tokens):
    monkeypatch.setattr(provider, "token", lambda form: (200, tokens))
    assert come_back(client, provider).status_code == 401
    assert not signed_in(client)
