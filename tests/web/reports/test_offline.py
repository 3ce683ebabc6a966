"""What a device keeps to file without network, and the door by which it sends: once, or told why not."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from palier.access.levels import Level
from palier.attachments.models import Attachment
from palier.cycle.reports.models import Report
from palier.kernel import clock
from palier.partners.models import Seat
from palier.web.shell.device import reader_mark
from tests.web.reports.test_filing import picture

SEND, SHELL = reverse("reports:send"), reverse("reports:offline")


def typed(world, **changes):
    """What a device sends: the words name a known place."""
    sent = {
        "happening": "earlier",
        "place_words": world.stage.place.name,
        "place": f"nouveau:{world.stage.place.name}",
        "kind": world.stage.place.kind_id,
        "category": world.stage.category.pk,
        "text": "Sacs déposés devant la porte.",
        "seen": "other",
        "seen_on": f"{clock.today() - timedelta(days=1):%d/%m/%Y}",
        "channel": "member",
        "filing_key": str(uuid4()),
    }
    return {**sent, **changes}


def kept():
    return Report.objects.unsealed("test").filter(text__startswith="Sacs déposés")


def test_the_empty_form_is_the_same_for_everybody_and_names_nothing_of_the_group(world, client_for):
    told = {name: client_for(name).get(SHELL).content for name in ("anonymous", "claire", "alice", "dora")}
    assert len(set(told.values())) == 1
    page = told["alice"].decode()
    for word in (world.cast.group.name, world.stage.place.name, "csrfmiddlewaretoken", "Alice"):
        assert word not in page
    assert 'name="filing_key" value=""' in page


def test_the_worker_keeps_that_form_and_static_files_only(world, client_for):
    script = client_for("anonymous").get(reverse("reports:offline-service"))
    told = json.loads(re.search(r"serve\((.*)\);", script.content.decode())[1])
    assert script["Content-Type"].startswith("text/javascript")
    assert told["shell"] == SHELL
    assert all(address.startswith("/static/") for address in told["files"])


def test_its_version_follows_the_catalogue(world, client_for):
    claire, address = client_for("claire"), reverse("reports:offline-service")
    before = claire.get(address).content
    assert claire.get(address).content == before
    world.stage.category.label = "Autrement dit"
    world.stage.category.save()
    assert claire.get(address).content != before


def test_sent_twice_it_is_filed_once_with_its_photos(world, client_for):
    claire = client_for("claire")
    sent = typed(world)
    first = claire.post(SEND, {**sent, "files": picture()})
    again = claire.post(SEND, {**sent, "files": picture()})
    assert (first.status_code, first.json()) == (200, again.json())
    [report] = kept()
    assert report.number == first.json()["number"]
    assert (report.place, report.level) == (world.stage.place, Level.GROUP)
    assert Attachment.objects.unsealed("test").filter(subject_id=report.pk).count() == 1


def test_a_report_already_filed_answers_even_when_it_would_be_refused_today(world, client_for):
    claire, sent = client_for("claire"), typed(world)
    number = claire.post(SEND, sent).json()["number"]
    assert claire.post(SEND, {**sent, "category": "ZZ"}).json()["number"] == number


@pytest.mark.parametrize(
    ("changes", "words", "persons"),
    [
        ({"text": "M. Dupont bloque la porte."}, "désigner une personne", True),
        ({"category": "ZZ"}, "De quoi s’agit-il", False),
        ({"happening": "now"}, "appelez le 17", False),
        ({"seen_on": "01/01/2190"}, "dans l’avenir", False),
        ({"filing_key": "x"}, "", False),
    ],
)
def test_refused_it_says_where_and_files_nothing(world, client_for, changes, words, persons):
    answer = client_for("claire").post(SEND, typed(world, **changes))
    assert answer.status_code == 422
    assert words in " ".join(answer.json()["refused"])
    assert answer.json()["persons"] is persons
    assert not kept().exists()


def test_a_photo_that_cannot_be_read_is_told(world, client_for):
    answer = client_for("claire").post(SEND, {**typed(world), "files": picture(content=b"rien")})
    assert answer.status_code == 422
    assert "hall.jpg" in " ".join(answer.json()["refused"])


def test_who_sits_in_two_groups_is_asked_which(world, client_for):
    cast = world.cast
    first = Seat.objects.unsealed("test").get(contact__user=cast.users["claire"])
    Seat.objects.create(group=cast.other_group, contact=first.contact, role=first.role, since=first.since)
    answer = client_for("claire").post(SEND, typed(world))
    assert "plusieurs groupes" in answer.json()["refused"][0]
    assert client_for("claire").post(SEND, typed(world, group=str(cast.group.pk))).status_code == 200


def test_the_police_file_at_level_group_whatever_is_sent(world, client_for):
    assert client_for("alice").post(SEND, typed(world, level=str(Level.POLICE.value))).status_code == 200
    assert kept().get().level == Level.GROUP


def test_the_mark_of_an_account_tells_two_apart_and_says_nobody(world, client_for):
    marks = {
        name: client_for(name).get(reverse("reports:offline-ticket")).json()["reader"] for name in ("claire", "bruno")
    }
    assert marks["claire"] != marks["bruno"]
    assert marks["claire"] == reader_mark(world.stage.actor("claire"))
    assert str(world.cast.users["claire"].pk) not in marks["claire"]
    assert f'data-reader="{marks["claire"]}"' in client_for("claire").get("/").content.decode()
    assert 'data-reader=""' in client_for("anonymous").get("/connexion/").content.decode()
