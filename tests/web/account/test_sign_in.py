"""Signing in: password, mailed code, lock-out, no enumeration, no open redirect, lifetimes, other devices."""

import os
import re
import shutil
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from palier.journal.events import Event
from palier.journal.models import Detail, Entry
from palier.kernel import clock
from palier.partners.models import User
from palier.web.account.lifetimes import SEEN, STARTED
from tests import empty_database

PASSWORD = "motdepasse-long"
LOGIN = "/connexion/"


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


def enter(client, email="bruno@example.org", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def events():
    return list(Entry.objects.unsealed("test").order_by("seq").values_list("event", flat=True))


def code_in(message):
    return re.search(r"^\s*([A-Z0-9]{4,}-?[A-Z0-9]*)\s*$", message.body, re.MULTILINE).group(1)


def test_a_partner_enters_with_address_and_password(cast, client):
    assert enter(client)["Location"] == "/"
    assert client.get("/mon-compte/").status_code == 200
    assert events() == [Event.ACCOUNT_LOGIN]
    assert Detail.objects.unsealed("test").get().payload == {"methods": ["password"]}


def test_an_address_in_capitals_is_the_same_address(cast, client):
    assert enter(client, "BRUNO@Example.org").status_code == 302


def test_a_mailed_code_opens_the_session(cast, client):
    client.post(reverse("account_request_login_code"), {"email": "bruno@example.org"})
    assert mail.outbox[0].to == ["bruno@example.org"]
    assert mail.outbox[0].extra_headers["X-Palier-Kind"] == "login_code"
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[0])})
    assert client.get("/mon-compte/").status_code == 200


def test_three_wrong_codes_end_the_attempt(cast, client):
    client.post(reverse("account_request_login_code"), {"email": "bruno@example.org"})
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "FAUX-0000"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[0])})
    assert "_auth_user_id" not in client.session
    assert events().count(Event.ACCOUNT_LOGIN_FAILED) == 3


def masked(response):
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return re.sub(r"(inconnu|bruno)@example\.org", "ADRESSE", body)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(cast):
    known = enter(Client(), password="pas le bon du tout")
    unknown = enter(Client(), "inconnu@example.org", "pas le bon du tout")
    assert known.status_code == unknown.status_code == 200
    assert masked(known) == masked(unknown)


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_asking_for_a_mail_says_nothing_about_who_has_an_account(cast, name):
    answers = []
    for email in ("bruno@example.org", "inconnu@example.org"):
        client = Client()
        response = client.post(reverse(name), {"email": email}, follow=True)
        answers.append((response.redirect_chain, masked(response)))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [["bruno@example.org"], ["inconnu@example.org"]]


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_nobody_fills_the_mailbox_of_a_colleague(cast, name):
    answers = [Client().post(reverse(name), {"email": "bruno@example.org"}).status_code for _ in range(4)]
    assert answers[:3] == [302] * 3
    assert answers[3] != 302
    assert len(mail.outbox) == 3


def test_a_failure_keeps_nothing_of_what_was_typed(cast, client):
    enter(client, "mon-mot-de-passe@example.org", "autre chose")
    entry = Entry.objects.unsealed("test").get()
    assert entry.event == Event.ACCOUNT_LOGIN_FAILED
    assert "mon-mot-de-passe" not in entry.detail.subject_label + str(entry.detail.payload)


def test_five_failures_lock_the_address_even_with_the_right_password(cast, client):
    for _ in range(5):
        enter(client, password="pas le bon du tout")
    locked = enter(client)
    assert locked.status_code == 200
    assert "_auth_user_id" not in client.session
    enter(client)
    assert events() == [Event.ACCOUNT_LOGIN_FAILED] * 5 + [Event.ACCOUNT_LOCK]
    assert enter(Client(), "claire@example.org").status_code == 302


_ATTEMPT = """
import sys
import gc; import django; django.setup(); gc.freeze()
from django.test import Client
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
for _ in range(int(sys.argv[1])):
    answer = Client().post("/connexion/", {"login": "x@example.org", "password": "pas le bon du tout"})
    print("verrou" if "Trop" in answer.content.decode() else "refus")
"""


@pytest.mark.long
def test_two_processes_share_the_lock_through_the_database_cache(tmp_path):
    """Only the shared table can tell the second process of the attempts of the first."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "palier.config.settings",
        "PALIER_DEMONSTRATION": "1",  # static files without a manifest
        "PALIER_DATA_DIR": str(tmp_path),
        "PALIER_DATABASE_URL": f"sqlite:///{tmp_path / 'palier.sqlite3'}",
    }

    def python(*arguments):
        done = subprocess.run(
            [sys.executable, *arguments], env=environment, capture_output=True, text=True, timeout=120, check=True
        )
        return done.stdout.strip()

    shutil.copy(empty_database.sqlite_model(), tmp_path / "palier.sqlite3")
    python("-m", "django", "createcachetable")
    assert python("-c", _ATTEMPT, "5").split() == ["refus"] * 5
    assert python("-c", _ATTEMPT, "1") == "verrou"


@pytest.mark.parametrize(
    "target", ["https://ailleurs.example/", "//ailleurs.example/", "/\\ailleurs.example", "javascript:alert(1)"]
)
def test_login_never_leads_outside(cast, target):
    assert enter(Client(), next=target)["Location"] == "/"
    noticed = Client()
    noticed.force_login(cast.users["bruno"])
    assert noticed.post(reverse("account:notice"), {"next": target})["Location"] == "/"


def test_a_session_laid_before_signing_in_opens_nothing(cast, client):
    client.post(LOGIN, {"login": "bruno@example.org", "password": "faux"})  # whatever it keeps for a visitor
    session = client.session
    session["laid"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = laid = session.session_key
    enter(client)
    assert client.cookies["sessionid"].value not in {laid, ""}
    other = Client()
    other.cookies["sessionid"] = laid
    assert other.get(reverse("home:home")).status_code == 302


def test_a_session_left_idle_ends(cast, client, settings):
    enter(client)
    session = client.session
    session[SEEN] = (clock.now() - settings.SESSION_IDLE - timedelta(minutes=1)).isoformat()
    session.save()
    assert client.get("/mon-compte/")["Location"].startswith(LOGIN)
    assert "expiré" in client.get(LOGIN).content.decode()


def test_a_session_in_use_ends_all_the_same_after_its_life(cast, client, settings):
    enter(client)
    session = client.session
    session[STARTED] = (clock.now() - settings.SESSION_LIFE - timedelta(minutes=1)).isoformat()
    session[SEEN] = clock.now().isoformat()
    session.save()
    assert client.get("/mon-compte/").status_code == 302


def test_the_session_cookie_dies_with_the_browser(cast, client):
    enter(client)
    assert client.cookies["sessionid"]["expires"] == ""
    assert client.cookies["sessionid"]["httponly"]


def test_the_other_devices_are_logged_out(cast):
    here, there = Client(HTTP_USER_AGENT="Firefox/130 Linux"), Client(HTTP_USER_AGENT="Chrome/130 Android")
    enter(here)
    enter(there)
    assert "Chrome sur Android" in here.get(reverse("account:sessions")).content.decode()
    here.post(reverse("account:sessions"))
    assert here.get("/mon-compte/").status_code == 200
    assert there.get("/mon-compte/").status_code == 302
    assert events()[-1] == Event.ACCOUNT_LOGOUT_ELSEWHERE


def test_a_password_reset_by_mail_logs_every_device_out_and_works_once(cast):
    inside = Client()
    enter(inside)
    lost = Client()
    lost.post(reverse("account_reset_password"), {"email": "bruno@example.org"})
    link = re.search(r"http://127\.0\.0\.1:8000(/\S+)", mail.outbox[-1].body).group(1)
    page = lost.get(link, follow=True)
    chosen = {"password1": "une autre phrase longue", "password2": "une autre phrase longue"}
    lost.post(page.redirect_chain[-1][0], chosen)
    assert User.objects.get(email="bruno@example.org").check_password("une autre phrase longue")
    assert inside.get("/mon-compte/").status_code == 302
    assert "plus valable" in Client().get(link, follow=True).content.decode()
    assert Event.ACCOUNT_PASSWORD_CHANGE in events()


def test_the_host_that_asks_for_a_reset_is_not_the_one_of_the_link(cast, client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(reverse("account_reset_password"), {"email": "bruno@example.org"}, headers={"host": "piege.example"})
    assert "piege.example" not in mail.outbox[-1].body
    assert f"{settings.BASE_URL}/connexion/mot-de-passe/" in mail.outbox[-1].body


@pytest.mark.parametrize("target", ["nulle-part", "un.nom", "home:home", ""])
def test_an_address_that_is_none_leads_home(cast, target):
    noticed = Client()
    noticed.force_login(cast.users["bruno"])
    assert noticed.post(reverse("account:notice"), {"next": target})["Location"] == "/"


def test_a_closed_account_is_not_mailed_a_code(cast, client):
    User.objects.filter(email="bruno@example.org").update(is_active=False)
    client.post(reverse("account_request_login_code"), {"email": "bruno@example.org"})
    assert mail.outbox[0].extra_headers["X-Palier-Kind"] == "unknown_account"


def test_nobody_registers_alone(cast, client):
    client.post(reverse("account_signup"), {"email": "nouveau@example.org", "password1": PASSWORD})
    assert not User.objects.filter(email="nouveau@example.org").exists()


def test_the_login_form_speaks_our_words(cast, client):
    page = client.get(LOGIN).content.decode()
    assert "Adresse électronique" in page
    assert page.count("Mot de passe oublié ?") == 1
