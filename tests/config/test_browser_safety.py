"""What a production answers to a browser: headers and cookies, with the settings of an HTTPS installation."""

import json
import subprocess
import sys

import pytest

from tests.product import clean_environment

ASK = """
import json, django
from django.conf import settings
settings.STORAGES = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
page = Client(HTTP_HOST="palier.exemple.fr").get("/connexion/", secure=True)
client = Client(HTTP_HOST="palier.exemple.fr")
from palier.partners.models import User
User.objects.create_user("a@exemple.fr", "A", "une phrase assez longue")
client.post("/connexion/", {"login": "a@exemple.fr", "password": "une phrase assez longue"}, secure=True)
print(json.dumps({
    "status": page.status_code,
    "headers": dict(page.headers),
    "csrf": {key: dict(value) for key, value in page.cookies.items()},
    "session": {key: dict(value) for key, value in client.cookies.items()},
    "elsewhere": Client(HTTP_HOST="piege.example").get("/connexion/", secure=True).status_code,
    "forwarded": Client(HTTP_HOST="palier.exemple.fr").get(
        "/connexion/", secure=True, headers={"X-Forwarded-Host": "piege.example"}
    ).status_code,
}))
"""


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    environment = clean_environment(
        PALIER_BASE_URL="https://palier.exemple.fr",
        PALIER_ALLOWED_HOSTS="palier.exemple.fr",
        PALIER_BEHIND_PROXY="1",
        PALIER_DATA_DIR=str(tmp_path_factory.mktemp("production")),
        PALIER_SECRET_KEY="une clé de quarante caractères au moins, pour ce test",
    )
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_headers_of_a_page(answer):
    headers = answer["headers"]
    assert answer["status"] == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]
    policy = headers["Content-Security-Policy"]
    for directive in ("default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'"):
        assert directive in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_the_cookies_belong_to_this_site_alone(answer):
    """`__Host-`: no other site of the same domain can lay a session or a form token of its own over ours."""
    cookies = answer["csrf"] | answer["session"]
    assert set(cookies) == {"__Host-csrftoken", "__Host-sessionid"}
    for cookie in cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Lax")


def test_another_name_is_refused_and_a_forwarded_one_is_not_believed(answer):
    assert answer["elsewhere"] == 400
    assert answer["forwarded"] == 200
