"""Sending, opening and removing files on screen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from palier.access.levels import Level
from palier.attachments.models import Attachment
from palier.attachments.services import Upload, add_attachments
from palier.journal.models import Consultation
from tests.attachments import samples
from tests.cast import NOW


@pytest.fixture
def problem(world):
    return world.stage.problem()


def send(client, problem, *files):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    url = reverse("attachments:add", kwargs={"kind": "problem", "pk": problem.pk})
    return client.post(url, {"files": sent})


def keep(world, problem, name="plan.png", content=None, by="alice", **options):
    uploads = [Upload(name, content or samples.drawing())]
    actor = world.cast.actor(by)
    (kept,) = add_attachments(actor=actor, subject=problem, uploads=uploads, now=NOW, **options)
    return kept


def opened(client, kept):
    return client.get(reverse("attachments:file", kwargs={"pk": kept.pk}))


def test_files_are_sent_several_at_once(problem, client_for):
    response = send(client_for("bruno"), problem, ("a.jpg", samples.photo()), ("b.pdf", samples.pdf()))
    assert response.status_code == 303
    assert sorted(Attachment.objects.unsealed("test").values_list("name", flat=True)) == ["a.jpg", "b.pdf"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "Choisissez au moins un fichier"),
        ([("x.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40)], "HEIC"),
        ([("x.jpg", b"<html>")], "ni une image lisible ni un PDF"),
        ([("a.png", samples.drawing())] * 6, "Cinq fichiers au plus"),
    ],
    ids=["none", "heic", "html", "six"],
)
def test_a_refusal_is_told_beside_the_box_and_nothing_is_kept(problem, client_for, files, words):
    response = send(client_for("bruno"), problem, *files)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Attachment.objects.unsealed("test").exists()


def test_the_reminder_about_faces_and_plates_stands_on_the_page(problem, client_for):
    url = reverse("attachments:add", kwargs={"kind": "problem", "pk": problem.pk})
    shown = client_for("bruno").get(url).content.decode()
    assert "pas de visage, pas de plaque" in shown


def test_a_picture_opens_in_place_and_runs_nothing(world, problem, client_for):
    response = opened(client_for("bruno"), keep(world, problem))
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == 'inline; filename="plan.png"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]


def test_a_pdf_is_only_saved(world, problem, client_for):
    response = opened(client_for("bruno"), keep(world, problem, "devis.pdf", samples.pdf()))
    assert response["Content-Disposition"] == 'attachment; filename="devis.pdf"'


def test_a_file_above_ones_level_does_not_exist(world, problem, client_for):
    kept = keep(world, problem, level=Level.POLICE)
    assert opened(client_for("olivier"), kept).status_code == 200
    assert opened(client_for("bruno"), kept).status_code == 404
    assert list(Consultation.objects.unsealed("test").values_list("subject_id", flat=True)) == [kept.pk]


def test_what_takes_no_file_is_404(world, client_for):
    url = reverse("attachments:add", kwargs={"kind": "group", "pk": world.cast.group.pk})
    assert client_for("alice").get(url).status_code == 404


def test_one_removes_ones_own_file_and_not_that_of_another(world, problem, client_for):
    own, other = keep(world, problem, by="bruno"), keep(world, problem, by="claire")
    client = client_for("bruno")
    removed = [client.post(reverse("attachments:remove", kwargs={"pk": kept.pk})).status_code for kept in (own, other)]
    assert removed == [303, 403]
    assert client.get(reverse("attachments:remove", kwargs={"pk": other.pk})).status_code == 405


def test_the_panel_lists_what_the_reader_sees_and_offers_what_it_may(world, problem):
    keep(world, problem)
    keep(world, problem, "reserve.png", level=Level.POLICE)
    request = RequestFactory().get("/")
    request.actor = world.cast.actor("bruno")
    shown = Template("{% attachments subject=problem %}").render(Context({"request": request, "problem": problem}))
    assert "plan.png" in shown
    assert "reserve.png" not in shown
    assert "Ajouter des fichiers" in shown
    assert "Retirer</button>" not in shown.replace("\n", "")
