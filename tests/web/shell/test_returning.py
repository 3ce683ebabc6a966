"""A session lost in the middle: one signs in and is back on the page, never at the address of a button."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


@pytest.fixture
def sheet(world):
    return reverse("actions:action", args=[world["action"].pk])


def after_sign_in(world, answer):
    """Where one is once signed in, from the answer that asked for it."""
    assert answer.status_code == 302
    return answer["Location"].partition("next=")[2]


@pytest.mark.parametrize("name", ["actions:tick", "actions:move", "actions:assign"])
def test_what_was_sent_leads_back_to_the_page_that_held_the_button(world, sheet, name):
    answer = Client().post(reverse(name, args=[world["action"].pk]), {}, headers={"Referer": f"{HOST}{sheet}?onglet=2"})
    assert after_sign_in(world, answer) == f"{sheet}%3Fonglet%3D2"


@pytest.mark.parametrize("referer", ["", "https://ailleurs.example/actions/", "//ailleurs.example/", "javascript:x"])
def test_another_site_or_none_leads_home(world, sheet, referer):
    answer = Client().post(f"{sheet}passages/", {}, headers={"Referer": referer})
    assert after_sign_in(world, answer) == "/"


def test_a_page_that_is_read_leads_back_to_itself(world, sheet):
    assert after_sign_in(world, Client().get(f"{sheet}?onglet=2")) == f"{sheet}%3Fonglet%3D2"


def test_what_was_not_saved_is_said(world, sheet):
    client = Client()
    client.post(f"{sheet}passages/", {}, headers={"Referer": f"{HOST}{sheet}"})
    assert "n’est pas enregistré" in client.get(reverse("account_login")).content.decode()


def test_a_part_sent_by_a_script_gets_a_few_words_and_the_way_to_sign_in(world, sheet):
    headers = {"HX-Request": "true", "HX-Current-URL": f"{HOST}{sheet}"}
    answer = Client().post(f"{sheet}passages/", {}, headers=headers)
    said = answer.content.decode()
    assert answer.status_code == 401
    assert f"next={sheet}" in said
    assert "<html" not in said
