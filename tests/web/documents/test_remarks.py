"""Remarks on screen and by link: opening changes nothing, only what is one's own is shown."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.meetings.models import Attendance
from palier.cycle.minutes.models import Amendment
from palier.kernel import clock
from palier.kernel.ids import new_id
from palier.notifications.models import Message
from tests.cycle.slips.sending import irene
from tests.documents.scene import POLICE_WORD, hold_meeting
from tests.web.conftest import sign_in


@pytest.fixture
def scene(stage):
    made = hold_meeting(stage)
    contact = irene(stage)
    Attendance.objects.create(meeting=made.meeting, contact=contact, organisation=contact.organisation, state="present")
    return made


@pytest.fixture
def validated(scene):
    """The chief validates on screen: the mails are in the outbox."""
    address = reverse("meetings:move", kwargs={"pk": scene.meeting.pk})
    client = sign_in(scene.stage.cast, "alice")
    asked = client.get(address, {"move": "validate"}).content.decode()
    assert "Ce qui partira" in asked
    assert "Bléone Habitat" in asked
    assert client.post(address, {"move": "validate", "days": "5"}).status_code == 303
    scene.meeting.refresh_from_db()
    return scene


def link():
    mail = Message.objects.unsealed("test").get(kind="amendment")
    return "/" + next(line for line in mail.text.splitlines() if "/remarque/" in line).split("/", 3)[3]


def rows():
    return Amendment.objects.unsealed("test")


def test_validating_on_screen_writes_the_mails_and_opens_the_days(validated):
    assert validated.meeting.remarks_until - validated.meeting.validated_at == timedelta(days=5)
    mails = Message.objects.unsealed("test").filter(kind__in=("amendment", "slip"))
    kinds = sorted(mails.values_list("kind", flat=True))
    assert kinds == ["amendment", "slip", "slip"]
    client = sign_in(validated.stage.cast, "alice")
    client.post(reverse("meetings:move", kwargs={"pk": validated.meeting.pk}), {"move": "withdraw"})
    slips = Message.objects.unsealed("test").filter(kind="slip")
    assert set(slips.values_list("state", flat=True)) == {Message.State.WITHDRAWN}
    assert Client().get(link()).status_code == 410


def test_behind_the_link_only_its_own_part_is_read_and_the_button_alone_writes(validated):
    page = Client().get(link())
    shown = page.content.decode()
    assert page["Cache-Control"].startswith("no-store")
    assert "Poser un détecteur" in shown
    for hidden in (POLICE_WORD, "Patrouille pédestre", "éclairage", "Claire", validated.shared.title):
        assert hidden not in shown
    assert not rows().exists()
    key = str(new_id())
    for _ in range(2):
        assert Client().post(link(), {"text": "La date est le 12.", "key": key}).status_code == 303
    made = rows().get()
    assert (made.organisation, made.level) == (validated.stage.cast.landlord, Level.GROUP)
    assert "La date est le 12." in Client().get(link()).content.decode()


def test_a_text_that_points_at_a_person_is_shown_before_it_is_kept(validated):
    answer = Client().post(link(), {"text": "Voir avec monsieur Karim Benali.", "key": str(new_id())})
    assert answer.status_code == 200
    assert not rows().exists()


def test_a_dead_or_forged_link_always_answers_alike(validated):
    forged = Client().get(reverse("documents:amend", kwargs={"token": "faux"}))
    type(validated.meeting).objects.unsealed("test").update(remarks_until=clock.now() - timedelta(minutes=1))
    over = Client().get(link())
    assert (forged.status_code, over.status_code) == (410, 410)
    assert forged.content == over.content


def test_a_member_remarks_on_screen_and_the_chief_answers(validated):
    bruno, alice = (sign_in(validated.stage.cast, name) for name in ("bruno", "alice"))
    address = reverse("documents:remarks", kwargs={"pk": validated.meeting.pk})
    assert 'name="level"' not in bruno.get(address).content.decode()
    assert bruno.post(address, {"text": "Il manque une date.", "key": str(new_id())}).status_code == 303
    assert "Remarques sur un relevé" in alice.get("/").content.decode()
    answer = reverse("documents:answer", kwargs={"pk": rows().get().pk})
    assert alice.post(answer, {"move": "take"}).status_code == 200
    assert alice.post(answer, {"move": "take", "answer": "Ajoutée."}).status_code == 303
    page = bruno.get(address).content.decode()
    assert "Prise en compte" in page
    assert "Ajoutée." in page
    assert bruno.get(answer).status_code == 403
