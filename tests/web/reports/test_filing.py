"""Filing through the screen, without script: what is known comes first, photographs wait, nothing is sent twice."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from palier.attachments.models import Attachment, WaitingUpload
from palier.attachments.waiting import forget_old_uploads
from palier.cycle.catalogue.models import Lesson
from palier.cycle.problems.models import Source
from palier.cycle.reports.models import Report
from palier.cycle.reports.services import decline_report, redirect_report
from palier.kernel import clock
from palier.kernel.ids import new_id
from palier.kernel.moments import said
from palier.territory.models import Place
from tests.attachments.samples import photo

NEW, JOIN, KNOWN = "/signalements/nouveau/", "/signalements/constater/", "/signalements/deja-connu/"


@pytest.fixture
def known(world):
    """What the world holds at its place is recent."""
    Report.objects.unsealed("test").update(created_at=clock.now())
    return world


def typed(world, **values):
    place = f"lieu:{world.stage.place.pk}"
    return {
        "happening": "earlier",
        "place_words": "",
        "place": place,
        "known_for": place,
        "category": world["report"].category_id,
        "text": "Une dizaine de personnes, hier soir.",
        "seen": "yesterday",
        "moments_words": ["evenings"],
        "frequency": "often",
        "channel": "member",
        "group": str(world.cast.group.pk),
        "filing_key": str(new_id()),
        **values,
    }


def picture(name="hall.jpg", content=None):
    return SimpleUploadedFile(name, content or photo())


def filed(response):
    assert response.status_code == 303, response.context["form"].errors
    return Report.objects.unsealed("test").get(pk=response.url.split("/")[2])


def test_what_is_typed_is_filed_and_the_reporter_reads_a_number(known, client_for):
    bruno = client_for("bruno")
    answer = bruno.post(NEW, typed(known))
    report = filed(answer)
    assert report.seen_on == clock.today() - timedelta(days=1)
    assert (report.moments, report.frequency) == (said("evenings").code, "often")
    read = bruno.get(answer.url).content.decode()
    assert report.number in read
    assert "Mes signalements" in read


@pytest.mark.parametrize(("chip", "ago"), [("today", 0), ("other", 9), ("", 9)])
def test_a_day_is_said_by_a_chip_or_typed(known, client_for, chip, ago):
    typed_day = clock.today() - timedelta(days=9)
    report = filed(client_for("bruno").post(NEW, typed(known, seen=chip, seen_on=f"{typed_day:%d/%m/%Y}")))
    assert report.seen_on == clock.today() - timedelta(days=ago)


def test_what_is_known_is_shown_before_anything_is_filed(known, client_for):
    bruno, before = client_for("bruno"), Report.objects.unsealed("test").count()
    first = bruno.post(NEW, typed(known, known_for=""))
    page = first.content.decode()
    assert first.status_code == 200
    assert "Nous savons déjà" in page
    assert known["problem"].title in page
    assert "même lieu, même catégorie" in page
    assert "Une dizaine de personnes, hier soir." in page
    assert Report.objects.unsealed("test").count() == before
    filed(bruno.post(NEW, typed(known)))


@pytest.mark.parametrize("kind", ["problem", "report"])
def test_one_click_joins_what_is_known_with_hardly_anything_typed(known, client_for, kind):
    record = known["problem"] if kind == "problem" else known["new_report"]
    data = typed(known, place="", category="", text="", joined=f"{kind}:{record.pk}")
    answer = client_for("claire").post(JOIN, data)
    report = filed(answer)
    assert (report.is_light, report.text) == (True, "Constaté aussi.")
    if kind == "problem":
        assert Source.objects.unsealed("test").get(report=report).problem == record
        assert record.reference in client_for("claire").get(answer.url).content.decode()
    else:
        assert report.same_as == record


def test_what_is_going_on_is_not_joined_either(known, client_for):
    data = typed(known, happening="now", joined=f"problem:{known['problem'].pk}")
    answer = client_for("claire").post(JOIN, data)
    assert 'href="tel:17"' in answer.content.decode()
    assert not Report.objects.unsealed("test").filter(is_light=True).exists()


@pytest.mark.parametrize("joined", ["problem:police_problem", "report:police_report"])
def test_what_is_not_read_is_not_found(known, client_for, joined):
    kind, name = joined.split(":")
    answer = client_for("bruno").post(JOIN, typed(known, joined=f"{kind}:{known[name].pk}"))
    assert answer.status_code == 404


def test_the_same_key_sent_twice_files_once(known, client_for):
    bruno, data = client_for("bruno"), typed(known)
    first, second = filed(bruno.post(NEW, data)), filed(bruno.post(NEW, data))
    assert first == second
    assert filed(client_for("claire").post(NEW, data)) != first


def test_photographs_come_with_the_report(known, client_for):
    report = filed(client_for("bruno").post(NEW, typed(known, files=[picture(), picture("porte.jpg")])))
    rows = Attachment.objects.unsealed("test").filter(subject_id=report.pk)
    assert sorted(row.name for row in rows) == ["hall.jpg", "porte.jpg"]


def test_photographs_wait_when_the_form_comes_back_and_only_for_their_sender(known, client_for):
    bruno = client_for("bruno")
    bruno.post(NEW, typed(known, text="", files=[picture()]))
    kept = WaitingUpload.objects.unsealed("test").get()
    assert b"Exif" not in bytes(kept.content)
    stolen = filed(client_for("claire").post(NEW, typed(known, kept=[str(kept.pk)])))
    assert not Attachment.objects.unsealed("test").filter(subject_id=stolen.pk).exists()
    report = filed(bruno.post(NEW, typed(known, kept=[str(kept.pk)])))
    assert Attachment.objects.unsealed("test").get(subject_id=report.pk).name == "hall.jpg"
    assert not WaitingUpload.objects.unsealed("test").exists()


def test_what_waits_is_forgotten_after_a_day(known, client_for):
    client_for("bruno").post(NEW, typed(known, text="", files=[picture()]))
    assert forget_old_uploads(now=clock.now() + timedelta(hours=23)) == 0
    assert forget_old_uploads(now=clock.now() + timedelta(hours=24)) == 1


def test_a_file_that_cannot_be_kept_is_told_and_the_others_wait(known, client_for):
    answer = client_for("bruno").post(NEW, typed(known, files=[picture(), picture("note.jpg", b"nothing")]))
    assert answer.status_code == 200
    assert "note.jpg" in answer.context["form"].errors["files"][0]
    assert [row.name for row in answer.context["kept"]] == ["hall.jpg"]
    assert not Report.objects.unsealed("test").filter(text__startswith="Une dizaine").exists()


def test_places_of_the_latest_reports_are_one_tap_away(known, client_for):
    page = client_for("bruno").get(NEW).content.decode()
    assert f"lieu:{known.stage.place.pk}" in page
    assert "Cave" not in page


def test_mine_lists_what_my_organisation_brought_with_its_answer(known, client_for):
    stage, alice = known.stage, known.stage.actor("alice")
    now = clock.now()
    decline_report(actor=alice, report=stage.report(), reason="Fait isolé.", now=now)
    gltd = stage.report()
    redirect_report(actor=alice, report=gltd, destination="other", police_destination="gltd", now=now)
    theirs = stage.report(by="claire")
    page = client_for("bruno").get(reverse("reports:mine")).content.decode()
    assert "Non retenu : Fait isolé." in page
    assert "Orienté vers un autre cadre." in page
    assert known["problem"].reference in page
    assert theirs.number not in page


def test_a_place_drawn_on_the_map_is_made_with_its_shape_and_finds_what_is_near(known, client_for):
    place = known.stage.place
    place.latitude, place.longitude = 44.1, 6.2
    place.save()
    line = '{"type": "LineString", "coordinates": [[6.2003, 44.1004], [6.2006, 44.1008]]}'
    bruno = client_for("bruno")
    data = typed(known, place="", known_for="", place_words="Allée du parc", geometry=line, kind=place.kind_id)
    first = bruno.post(NEW, data)
    assert "Nous savons déjà" in first.content.decode()
    report = filed(bruno.post(NEW, {**data, "known_for": first.context["asked_for"]}))
    assert (report.place.name, report.place.geometry["type"]) == ("Allée du parc", "LineString")
    assert (report.place.level, report.place.group_id) == (20, known.cast.group.pk)


@pytest.mark.parametrize("geometry", ["{", "[" * 9000, '{"type": "Point", "coordinates": [999, 999]}', "null"])
def test_a_drawing_that_cannot_be_read_is_as_nothing_chosen(known, client_for, geometry):
    answer = client_for("bruno").post(NEW, typed(known, place="", geometry=geometry))
    assert "Cherchez le lieu" in answer.context["form"].errors["place"][0]


def test_a_number_leads_to_its_report_or_says_that_none_is_read(known, client_for):
    mine, claire = reverse("reports:mine"), client_for("claire")
    report = known["new_report"]
    assert claire.get(mine, {"numero": report.number}).url == reverse("reports:report", kwargs={"pk": report.pk})
    hidden = claire.get(mine, {"numero": known["police_report"].number}).content.decode()
    assert "Aucun signalement que vous lisez" in hidden


def test_categories_are_proposed_from_the_text_without_script(known, client_for):
    answer = client_for("bruno").post(
        NEW, typed(known, proposer="1", category="", text="Rodéos de motos sur le parking")
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Catégories proposées d’après le texte" in page
    assert 'data-choose="C1"' in page
    assert not answer.context["form"].errors
    assert not Report.objects.unsealed("test").filter(text__contains="parking").exists()


def test_choosing_another_category_than_the_one_proposed_teaches(known, client_for):
    report = filed(client_for("bruno").post(NEW, typed(known, proposed="C1")))
    assert Lesson.objects.unsealed("test").get(pk=report.pk).proposed_id == "C1"
    same = filed(client_for("bruno").post(NEW, typed(known, proposed=report.category_id)))
    assert not Lesson.objects.unsealed("test").filter(pk=same.pk).exists()


@pytest.mark.parametrize("proposed", ["", "ZZ", "\0", "x" * 90])
def test_a_proposal_that_is_none_teaches_nothing(known, client_for, proposed):
    report = filed(client_for("bruno").post(NEW, typed(known, proposed=proposed)))
    assert not Lesson.objects.unsealed("test").filter(pk=report.pk).exists()


def test_the_map_to_draw_on_opens_on_the_place_chosen_else_on_one_s_sectors(client_for, world):
    stage, bruno, address = world.stage, client_for("bruno"), reverse("reports:drawing")
    Place.objects.unsealed("test").filter(pk=stage.place.pk).update(longitude=6.2, latitude=44.1)
    west, south, east, north = bruno.get(address, {"place": f"lieu:{stage.place.pk}"}).context["bounds"]
    assert west < 6.2 < east < west + 0.01
    assert south < 44.1 < north < south + 0.01
    assert bruno.get(address, {"place": "lieu:ailleurs"}).context["bounds"] == bruno.get(address).context["bounds"]


def test_a_text_of_which_nothing_is_seen_says_nothing(known, client_for):
    answer = client_for("bruno").post(NEW, typed(known, text="\u200b \u2060"))
    assert answer.context["form"].errors["text"]
