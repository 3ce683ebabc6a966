"""The notice centre, as its reader meets it; a mailed link that scanners open changes nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from palier.cycle.actions import services as actions
from palier.notifications.kinds import Rhythm
from palier.notifications.models import Notice
from palier.notifications.stopping import choose_rhythm, rhythm_of, stop_link
from palier.partners.models import Contact
from tests.cast import NOW, TODAY

CENTRE = reverse("notices:list")


@pytest.fixture
def stage(world):
    """The world without the notices that making it wrote."""
    Notice.objects.unsealed("test").all().delete()
    return world.stage


@pytest.fixture
def action(stage):
    return stage.action(stage.problem())


def test_an_empty_centre_says_what_will_come(stage, client_for):
    assert "Aucun avis" in client_for("claire").get(CENTRE).content.decode()


def test_what_is_asked_is_read_with_a_link_and_marked_as_read(action, client_for):
    client = client_for("bruno")
    page = client.get(CENTRE).content.decode()
    assert f'href="{reverse("actions:action", args=[action.pk])}"' in page
    assert "à accepter ou à décliner, échéance le 16/11/2026" in page
    assert "Nouveau" in page
    assert "marqués comme lus" in client.post(reverse("notices:read"), follow=True).content.decode()
    assert "Nouveau" not in client.get(CENTRE).content.decode()


def test_the_author_keeps_a_mail_from_leaving(action, client_for):
    alice = client_for("alice")
    page = alice.get(CENTRE).content.decode()
    assert "pas encore partis" in page
    assert "Bruno" in page
    notice = Notice.objects.unsealed("test").get(action=action)
    address = reverse("notices:keep", args=[notice.pk])
    assert "déjà partis" in client_for("olivier").post(address, follow=True).content.decode()
    assert "ne partira pas" in alice.post(address, follow=True).content.decode()
    assert "pas encore partis" not in alice.get(CENTRE).content.decode()


def test_the_rhythm_is_chosen(stage, client_for):
    client, address = client_for("bruno"), reverse("notices:rhythm")
    assert client.post(address, {"rhythm": "souvent"}).status_code == 200
    client.post(address, {"rhythm": Rhythm.AT_ONCE})
    assert rhythm_of(stage.cast.users["bruno"].pk) == Rhythm.AT_ONCE
    assert "à mesure" in client.get(CENTRE).content.decode()


def test_opening_the_link_of_a_mail_changes_nothing_and_posting_it_stops_the_summaries(cast):
    bruno, scanner = cast.users["bruno"], Client(enforce_csrf_checks=True)
    address = "/" + stop_link(bruno).partition("://")[2].partition("/")[2]
    for method in (scanner.get, scanner.head, scanner.options):
        method(address)
    assert rhythm_of(bruno.pk) == Rhythm.DAILY
    answer = scanner.get(address)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    # As a mail reader does it, without a page nor a cookie (RFC 8058).
    assert scanner.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert rhythm_of(bruno.pk) == Rhythm.URGENT
    assert "C’est fait" in scanner.get(address).content.decode()
    choose_rhythm(bruno.pk, Rhythm.DAILY)
    for replayed in (scanner.get(address), scanner.post(address, {"List-Unsubscribe": "One-Click"})):
        assert "Rien n’a été changé" in replayed.content.decode()
    assert rhythm_of(bruno.pk) == Rhythm.DAILY
    assert Client().get(address[:-4] + "zzz/").status_code == 410


def test_one_notice_is_read_and_the_others_are_not(stage, action, client_for):
    other = stage.action(action.problem, title="Poser une lampe")
    client, address = client_for("bruno"), f"{CENTRE}?non-lus=1"
    rows = Notice.objects.unsealed("test").filter(recipient=stage.cast.users["bruno"])
    seen = rows.get(action=action)
    read = reverse("notices:read-one", args=[seen.pk])
    assert f"{read}?page=1&amp;non-lus=1" in client.get(address).content.decode()
    assert client_for("claire").post(read).status_code == 404
    assert rows.filter(read_at=None).count() == 2
    part = client.post(f"{read}?page=1&non-lus=1", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert other.title in part
    assert action.title not in part
    answer = client.post(reverse("notices:read-one", args=[rows.get(action=other).pk]) + "?non-lus=1")
    assert (answer.status_code, answer["Location"]) == (303, address)
    assert not rows.filter(read_at=None).exists()


def test_what_came_since_the_line_was_shown_stays_unread(stage, action, client_for):
    rows = Notice.objects.unsealed("test").filter(recipient=stage.cast.users["bruno"], action=action)
    shown = rows.get()
    actions.assign_action(actor=stage.actor("alice"), action=action, contact=bruno_of(stage), now=NOW)
    client_for("bruno").post(reverse("notices:read-one", args=[shown.pk]))
    assert [one.read_at is None for one in rows.order_by("entry")] == [False, True]


def bruno_of(stage):
    return Contact.objects.unsealed("test").get(user=stage.cast.users["bruno"])


def test_ten_notices_cost_as_many_queries_as_two(stage, client_for, django_assert_max_num_queries):
    problem, client = stage.problem(), client_for("bruno")
    made = [stage.action(problem, title=f"Réparer la porte {number}") for number in range(2)]
    actions.accept_action(actor=stage.actor("bruno"), action=made[0], now=NOW, today=TODAY)
    client.get(CENTRE)
    with django_assert_max_num_queries(30) as few:
        client.get(CENTRE)
    made += [stage.action(problem, title=f"Réparer la grille {number}") for number in range(8)]
    for action in made[2::2]:
        actions.accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY)
        actions.postpone_action(
            actor=stage.actor("alice"), action=action, due=TODAY + timedelta(days=40), reason="Devis", now=NOW,
            today=TODAY,
        )  # fmt: skip
    with django_assert_max_num_queries(len(few)):
        client.get(CENTRE)


def test_the_page_of_an_action_tells_who_was_told_to_those_concerned_only(action, client_for):
    address = reverse("actions:action", args=[action.pk])
    for member in ("alice", "bruno"):
        assert "Qui a été averti" in client_for(member).get(address).content.decode()
    assert "Qui a été averti" not in client_for("claire").get(address).content.decode()
