"""Uploading a tracker, seeing every line, confirming; and files that cannot be read."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from palier.cycle.problems.models import Problem
from palier.intake.models import WaitingFile
from palier.intake.waiting import forget_old_files, receive_file
from palier.kernel.errors import NotGranted
from palier.territory.models import Sector
from palier.territory.services.kinds import load_place_kinds
from tests.cast import NOW
from tests.intake.conftest import HEADER, SAMPLE

LINE = "17/09/24;Hall occupé;x;;voir M. Valjean;PN;fin octobre;O;;"
SMALL = f"{HEADER}\n{LINE}\n".encode()


@pytest.fixture
def group(world):
    load_place_kinds()
    group = world.cast.group
    group.sectors.add(Sector.objects.create(district=group.district, code="D1", name="Digne 1"))
    return group


def send(client, group, content, name="suivi.csv"):
    return client.post(reverse("intake:upload"), {"group": str(group.pk), "file": SimpleUploadedFile(name, content)})


def imported():
    return Problem.objects.unsealed("test").filter(origin=Problem.Origin.IMPORT)


def test_the_preview_tells_each_line_and_writes_nothing(group, client_for):
    client = client_for("alice")
    shown = client.get(send(client, group, SMALL)["Location"]).content.decode()
    assert "Devinée" in shown
    assert "1 problématique, 1 ligne : 1 devinée." in shown
    assert "Déjà repris" not in shown
    assert "compris comme le 31/10/2024" in shown
    assert "Valjean" not in shown
    assert not imported().exists()


def test_confirming_writes_and_forgets_the_file(group, client_for):
    client = client_for("alice")
    answer = client.post(send(client, group, SMALL)["Location"])
    assert answer.status_code == 303
    assert imported().count() == 1
    assert not WaitingFile.objects.unsealed("test").exists()


def test_a_second_import_says_beforehand_that_nothing_is_new(group, client_for):
    client = client_for("alice")
    client.post(send(client, group, SMALL)["Location"])
    again = send(client, group, SMALL)["Location"]
    assert "1 ligne de ce tableau est déjà dans ce groupe" in client.get(again).content.decode()
    page = client.post(again, follow=True).content.decode()
    assert "Rien de nouveau" in page
    assert imported().count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04" + b"x" * 50, "abîmé"),
        (b";;;\n", "vide"),
        (b"\x00\x01\x02" * 50, "texte lisible"),
        (b"nom;age\nA;3\n", "Aucun tableau de suivi"),
    ],
    ids=["xlsx", "blank", "binary", "other"],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_form_and_not_kept(group, client_for, content, words):
    answer = send(client_for("alice"), group, content)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not WaitingFile.objects.unsealed("test").exists()


def test_a_chief_may_not_send_to_a_group_it_does_not_lead(group, client_for):
    answer = send(client_for("marc"), group, SMALL)
    assert answer.status_code == 200
    assert not WaitingFile.objects.unsealed("test").exists()


def test_a_waiting_file_is_forgotten_after_a_day(world, group):
    alice = world.cast.actor("alice")
    receive_file(actor=alice, group=group, name="a.csv", content=SAMPLE, now=NOW)
    assert forget_old_files(now=NOW + timedelta(hours=23)) == 0
    assert forget_old_files(now=NOW + timedelta(hours=24)) == 1
    with pytest.raises(NotGranted):
        receive_file(actor=world.cast.actor("bruno"), group=group, name="a.csv", content=SAMPLE, now=NOW)
