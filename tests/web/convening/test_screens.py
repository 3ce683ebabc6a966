"""Behind the link of an invitation, on the meeting's page, at the address of a calendar: what is shown and written."""

import re
from datetime import timedelta

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palier.cycle.convening.models import Convocation
from palier.cycle.convening.queries import read_feed
from palier.cycle.meetings.services import move_meeting, open_meeting
from palier.journal.models import Entry
from palier.kernel import clock
from palier.notifications.models import Message
from tests.cycle.convening.asking import asked, seated
from tests.web.convening.matrix import coming
from tests.world import GROUP_WORD, POLICE_WORD, SEALED_WORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def irene(world):
    return seated(world.stage)


@pytest.fixture
def meeting(world, irene):
    return coming(world)


@pytest.fixture
def link(world, meeting, irene):
    """The address mailed to Irène."""
    _, token = asked(world.stage, meeting, irene, now=clock.now(), today=clock.today())
    return reverse("convening:answer", kwargs={"token": token})


def answers():
    return list(Convocation.objects.unsealed("test").exclude(answer="").values_list("contact__name", "answer"))


def test_opening_the_link_changes_nothing_and_its_button_answers(link, meeting, irene):
    before = Entry.objects.unsealed("test").count()
    page = Client().get(link)
    Client().head(link)
    assert (answers(), Entry.objects.unsealed("test").count()) == ([], before)
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"
    said = Client(enforce_csrf_checks=True).post(link, {"answer": "present"}, headers={"Origin": "null"})
    assert (said.status_code, answers()) == (303, [("Irène", "present")])
    assert "Votre réponse est enregistrée" in Client().get(link).content.decode()


def test_the_link_shows_the_meeting_and_nothing_else_of_the_group(world, link, client_for):
    text = Client().get(link).content.decode()
    assert "GPO Digne 1" in text
    assert not any(word in text for word in (GROUP_WORD, POLICE_WORD, SEALED_WORD, "Bruno", "Claire"))
    masked = [re.sub(rb'value="[^"]{20,}"', b"", client_for(name).get(link).content) for name in ("anonymous", "alice")]
    assert masked[0] == masked[1]


def test_dead_forged_and_revoked_links_answer_alike(world, link, meeting):
    pages = [Client().get("/convocations/faux/")]
    Convocation.objects.unsealed("test").update(revoked_at=clock.now())
    pages += [Client().get(link), Client().post(link, {"answer": "present"})]
    assert {page.status_code for page in pages} == {410}
    assert len({page.content for page in pages}) == 1
    assert answers() == []


def test_what_is_wrong_is_told_and_what_was_typed_is_kept(link, world):
    refused = Client().post(link, {"answer": "represented", "represented_as": "adjoint technique"}).content.decode()
    assert "Choisissez l’organisation qui vous représente" in refused
    assert 'value="adjoint technique"' in refused
    named = {"answer": "represented", "represented_by": world.cast.town.pk, "represented_as": "M. Jean Dupont"}
    assert "personne" in Client().post(link, named).content.decode(), "a function, not a name"
    assert answers() == []


def test_the_meeting_s_page_counts_for_all_and_names_the_silent_to_who_leads(world, meeting, irene, client_for):
    address = reverse("meetings:meeting", kwargs={"pk": meeting.pk})
    client_for("bruno").post(reverse("convening:reply", kwargs={"pk": meeting.pk}), {"answer": "excused"})
    partner, chief = (client_for(name).get(address).content.decode() for name in ("claire", "alice"))
    for text in (partner, chief):
        assert "0 présent annoncé, 1 excusé, 0 représenté, 6 sans réponse" in text
    assert ("Sans réponse" in partner, "Sans réponse" in chief) == (False, True)
    assert "Renvoyer" in chief
    assert "Vous avez répondu : excusé" in client_for("bruno").get(address).content.decode()


def test_asked_again_from_the_page_a_new_link_replaces_the_old(link, world, meeting, irene, client_for):
    args = {"pk": meeting.pk, "contact": irene.pk}
    assert client_for("alice").post(reverse("convening:again", kwargs=args)).status_code == 303
    assert Client().get(link).status_code == 410
    text = Message.objects.unsealed("test").filter(recipient=irene.email).order_by("created_at").last().text
    anew = re.search(r"/convocations/\S+/", text)[0]
    assert Client().get(anew).status_code == 200
    assert client_for("alice").post(reverse("convening:revoke", kwargs=args)).status_code == 303
    assert Client().get(anew).status_code == 410


def test_the_mail_is_read_in_demonstration_on_this_machine_alone(link, meeting, irene, client_for, settings):
    address = reverse("convening:mail", kwargs={"pk": meeting.pk, "contact": irene.pk})
    assert client_for("alice").get(address).status_code == 404
    settings.DEMONSTRATION = True
    assert "/convocations/" in client_for("alice").get(address).content.decode()
    assert client_for("alice").get(address, headers={"X-Forwarded-For": "10.0.0.9"}).status_code == 404


def test_what_was_announced_is_in_the_boxes_and_is_noted_with_the_sheet(world, link, meeting, irene, client_for):
    world["meeting"].__class__.objects.unsealed("test").filter(state="open").update(state="closed")
    by = {"answer": "represented", "represented_by": world.cast.town.pk, "represented_as": "adjoint technique"}
    assert Client().post(link, by).status_code == 303
    open_meeting(actor=world.cast.actor("alice"), meeting=meeting, now=clock.now(), today=clock.today())
    rows = meeting.attendances.unsealed("test").filter(contact=irene)
    client, live = client_for("alice"), reverse("meetings:live", kwargs={"pk": meeting.pk})
    page = client.get(live).content.decode()
    assert re.search(rf'name="{rows.get().pk}".*?value="represented" selected', page, re.DOTALL)
    assert rows.get().state == "", "announced is not noted"
    sheet = reverse("meetings:attendance", kwargs={"pk": meeting.pk})
    client.post(sheet, {str(rows.get().pk): "represented"})
    assert (rows.get().state, rows.get().note) == ("represented", "Représenté par Ville de Digne (adjoint technique)")


def open_calendar(client):
    """The address shown once, as a path."""
    page = client.post(reverse("convening:own-feed"), {}).content.decode()
    found = re.search(r"https?://[^/]+(/agenda/\S+\.ics)", page)
    assert found
    return found[1]


def test_a_calendar_program_reads_the_feed_and_is_told_when_nothing_changed(world, meeting, client_for):
    address = open_calendar(client_for("bruno"))
    assert address not in client_for("bruno").get(reverse("convening:own-feed")).content.decode(), "shown once"
    first = Client().get(address)
    assert first["Content-Type"].startswith("text/calendar")
    assert (first["Referrer-Policy"], first["Cache-Control"]) == ("no-referrer", "private, no-cache")
    found = {str(one["uid"]) for one in icalendar.Calendar.from_ical(first.content).walk("VEVENT")}
    assert f"{meeting.pk}@palier" in found
    assert not any(word in first.content.decode() for word in (POLICE_WORD, SEALED_WORD, GROUP_WORD))
    known = {"If-None-Match": first["ETag"]}
    again = Client().get(address, headers=known)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert Client().get(address, headers={"If-None-Match": f"W/{first['ETag']}"}).status_code == 304
    later = meeting.planned_at + timedelta(days=1)
    move_meeting(actor=world.cast.actor("alice"), meeting=meeting, planned_at=later, place="", now=clock.now())
    changed = Client().get(address, headers=known)
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)
    assert Client().post(address).status_code == 405


def test_replaced_or_closed_the_address_opens_nothing(world, client_for):
    client = client_for("bruno")
    first, second = open_calendar(client), open_calendar(client)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    client.post(reverse("convening:own-feed"), {"close": "1"})
    assert Client().get(second).status_code == 404
    assert Client().get("/agenda/faux/reunions.ics").status_code == 404


def test_with_the_charter_unsigned_the_calendar_is_empty(world, meeting, client_for):
    address = open_calendar(client_for("bruno"))
    token = address.split("/")[2]
    read_feed(token=token).signatures.all().delete()
    assert b"VEVENT" not in Client().get(address).content


def test_ten_people_cost_as_many_queries_as_one(world, meeting, client_for):
    address = reverse("meetings:meeting", kwargs={"pk": meeting.pk})
    client = client_for("alice")

    def cost():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    before = cost()
    for rank in range(10):
        contact = seated(world.stage, name=f"Paul {rank}", email=f"paul{rank}@example.org")
        asked(world.stage, meeting, contact, now=clock.now(), today=clock.today())
    assert cost() == before
