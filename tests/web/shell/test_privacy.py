"""What answers leave behind: nothing on the device (every page: `test_leaks.py`); a trace of each refusal."""

import logging

import pytest
from django.urls import reverse

from palier.config.traces import DiscreetFormatter


def test_places_are_not_kept_and_boundaries_are_for_their_reader_only(world, client_for):
    client = client_for("alice")
    assert "no-store" in client.get(reverse("territory:features", args=["lieux"]))["Cache-Control"]
    assert "private" in client.get(reverse("territory:features", args=["secteurs"]))["Cache-Control"]


@pytest.mark.parametrize("address", ["/nulle-part/", "/administration/comptes/"])
def test_a_refusal_is_not_kept_either(world, client_for, address):
    answer = client_for("bruno").get(address)
    assert answer.status_code in (403, 404)
    assert answer["Cache-Control"] == "private, no-store"
    assert "camera=()" in answer["Permissions-Policy"]


def test_a_refusal_leaves_a_trace_of_who_and_which_screen(world, client_for, caplog):
    with caplog.at_level(logging.WARNING, "palier.refusals"):
        client_for("bruno").get("/administration/comptes/")
        client_for("dora").get(reverse("problems:problem", args=[world["problem"].pk]))
    told = [record.getMessage() for record in caplog.records if record.name == "palier.refusals"]
    users = world.cast.users
    assert told == [
        f"403 GET account:accounts account {users['bruno'].pk}",
        f"404 GET problems:problem account {users['dora'].pk}",
    ]


@pytest.mark.parametrize(
    "address", ["/invitation/secret-1:signe_-/", "/invitation/secret-1", "/connexion/mot-de-passe/3f-secret-1/"]
)
def test_the_secret_of_a_mailed_link_is_not_written_in_the_log(address):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Gone", address), None)
    line = DiscreetFormatter("{levelname} {message}", style="{").format(record)
    assert "secret" not in line
    assert line.startswith("WARNING Gone: /")
