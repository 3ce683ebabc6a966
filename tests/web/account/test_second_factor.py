"""The second factor: compulsory for some roles, enrolled at once, asked at login, told by mail and journal."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from palier.access.roles import Role
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.partners.factors import current_code
from palier.partners.models import CharterSignature, Mandate
from tests.cast import ARRIVED, FACTOR_SECRET
from tests.web.matrix import every_url_name

PASSWORD = "motdepasse-long"
BARE = ("alice", "olivier", "eric", "diane", "agathe", "denis")


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def bare(cast):
    """The cast, none of whom has a second factor yet."""
    Authenticator.objects.all().delete()
    return cast


def enter(client, name, **more):
    return client.post("/connexion/", {"login": f"{name}@example.org", "password": PASSWORD, **more})


def code_of(secret):
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


@pytest.mark.parametrize("name", BARE)
def test_a_role_that_asks_for_a_factor_leads_to_enrolment(bare, client, name):
    enter(client, name)
    for address in ("/", "/mon-compte/", "/mon-compte/information/", "/invitations/", "/administration/comptes/"):
        assert client.get(address)["Location"] == reverse("mfa_index"), address


@pytest.mark.parametrize("name", ["bruno", "dora"])
def test_a_partner_is_not_asked_for_a_factor(bare, client, name):
    enter(client, name)
    assert client.get("/mon-compte/").status_code == 200


def test_an_unsigned_charter_does_not_hide_the_role(bare, client):
    CharterSignature.objects.filter(user=bare.users["alice"]).delete()
    enter(client, "alice")
    assert client.get("/mon-compte/")["Location"] == reverse("mfa_index")


def test_the_gate_holds_for_htmx_and_for_json(bare, client):
    enter(client, "alice")
    part = client.get("/mon-compte/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == reverse("mfa_index")
    assert part.content == b""
    for headers in ({"Accept": "application/json"}, {"X-Requested-With": "XMLHttpRequest"}):
        refused = client.get("/mon-compte/", headers=headers)
        assert (refused.status_code, refused["Content-Type"]) == (403, "application/json")
    posted = client.post("/mon-compte/donnees/export/", json.dumps({}), content_type="application/json")
    assert posted.status_code == 403


def test_nothing_but_enrolment_is_open_before_the_factor(bare, client):
    """Every address of the product that takes no argument, tried by a chief without a factor."""
    enter(client, "alice")
    opened = set()
    for name in sorted(every_url_name()):
        try:
            address = reverse(name)
        except NoReverseMatch:  # it takes arguments: the gate is the same for all views
            continue
        if name == "account_logout":
            continue
        anonymous = Client().get(address)
        response = client.get(address)
        if response.status_code == 200 and anonymous.status_code != 200:
            opened.add(name)
    assert opened <= {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}


def test_a_mandate_given_during_a_session_asks_at_the_next_request(bare, client):
    enter(client, "bruno")
    assert client.get("/mon-compte/").status_code == 200
    Mandate.objects.create(user=bare.users["bruno"], role=Role.DPO, since=ARRIVED)
    assert client.get("/mon-compte/")["Location"] == reverse("mfa_index")


@pytest.mark.django_db(transaction=True)  # the library journals and mails once the factor is committed
def test_enrolling_an_application_opens_the_service_and_gives_recovery_codes(bare, client):
    enter(client, "alice")
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page).group(1)
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get("/").status_code == 200
    events = list(Entry.objects.unsealed("test").values_list("event", flat=True))
    assert Event.ACCOUNT_FACTOR_ADD in events
    assert mail.outbox[-1].subject.startswith("[Palier] ")


def test_the_secret_is_encrypted_in_the_database(cast):
    stored = Authenticator.objects.get(user=cast.users["alice"]).data["secret"]
    assert FACTOR_SECRET not in stored
    assert current_code(cast.users["alice"]) == code_of(FACTOR_SECRET)


def test_login_asks_for_the_code_and_a_code_serves_once(cast, client):
    assert enter(client, "alice")["Location"] == reverse("mfa_authenticate")
    assert client.get("/mon-compte/").status_code == 302
    code = code_of(FACTOR_SECRET)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get("/mon-compte/").status_code == 200
    other = Client()
    enter(other, "alice")
    other.post(reverse("mfa_authenticate"), {"code": code})
    assert other.get("/mon-compte/").status_code == 302


@pytest.mark.parametrize("again", ["login", "confirmation"])
def test_a_code_serves_once_as_long_as_the_clock_leaves_it_valid(cast, client, monkeypatch, again):
    """A code is accepted one period early and one late: forty seconds after its first use it must still be spent."""
    start = 1_800_000_000.0
    monkeypatch.setattr("time.time", lambda: start)
    code = format_hotp_value(hotp_value(FACTOR_SECRET, int(start) // 30 + 1))
    enter(client, "alice")
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get("/mon-compte/").status_code == 200
    monkeypatch.setattr("time.time", lambda: start + 40)
    if again == "login":
        thief = Client()
        enter(thief, "alice")
        thief.post(reverse("mfa_authenticate"), {"code": f"{code[:3]} {code[3:]}"})
        assert thief.get("/mon-compte/").status_code == 302
    else:
        assert client.post(reverse("mfa_reauthenticate"), {"code": code}).status_code == 200
    assert Entry.objects.unsealed("test").filter(event=Event.ACCOUNT_LOGIN_FAILED).count() == 1


def test_a_mailed_code_does_not_replace_the_second_factor(cast, client):
    client.post(reverse("account_request_login_code"), {"email": "alice@example.org"})
    code = re.search(r"^([A-Z0-9]{4,}-?[A-Z0-9]*)$", mail.outbox[0].body, re.MULTILINE).group(1)
    response = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert response["Location"] == reverse("mfa_authenticate")


def test_wrong_codes_are_journalled_and_lock(cast, client):
    enter(client, "alice")
    for _ in range(6):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_of(FACTOR_SECRET)})
    assert client.get("/mon-compte/").status_code == 302
    failures = Entry.objects.unsealed("test").filter(event=Event.ACCOUNT_LOGIN_FAILED)
    assert {entry.detail.payload["method"] for entry in failures} == {"second_factor"}


def test_a_sensitive_page_asks_again_who_one_is(cast, client):
    enter(client, "alice")
    client.post(reverse("mfa_authenticate"), {"code": code_of(FACTOR_SECRET)})
    asked = client.get(reverse("mfa_generate_recovery_codes"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    client.post(asked["Location"], {"password": PASSWORD})
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    made = client.post(reverse("mfa_generate_recovery_codes"))
    assert made["Location"] == reverse("mfa_view_recovery_codes")
    shown = re.findall(r"<li><code>(\d{8})</code></li>", client.get(made["Location"]).content.decode())
    assert len(shown) == 10


def test_a_recovery_code_opens_once(cast, client):
    codes = RecoveryCodes.activate(cast.users["alice"]).get_unused_codes()
    for attempt, status in ((Client(), 200), (Client(), 302)):
        enter(attempt, "alice")
        attempt.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert attempt.get("/mon-compte/").status_code == status


def test_removing_the_only_factor_brings_the_gate_back(cast, client):
    enter(client, "alice")
    client.post(reverse("mfa_authenticate"), {"code": code_of(FACTOR_SECRET)})
    asked = client.get(reverse("mfa_deactivate_totp"))
    client.post(asked["Location"], {"password": PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get("/mon-compte/")["Location"] == reverse("mfa_index")
    assert Entry.objects.unsealed("test").filter(event=Event.ACCOUNT_FACTOR_REMOVE).exists()
