"""Checking in: the sheet, visitors, and the page that the code of the séance opens to anybody in the room."""

import pytest
from django.test import Client
from django.urls import reverse

from palier.cycle.meetings import services
from palier.cycle.meetings.models import Attendance
from palier.cycle.meetings.room import check_in_code
from palier.kernel import clock
from palier.web.meetings import check_in as screen
from tests.cast import NOW
from tests.web.conftest import sign_in


@pytest.fixture
def alice(stage):
    return sign_in(stage.cast, "alice")


@pytest.fixture
def sitting(stage):
    meeting = stage.meeting(planned_at=NOW)
    services.open_meeting(actor=stage.actor("alice"), meeting=meeting, now=clock.now(), today=clock.today())
    return meeting


def address(name, meeting, **more):
    return reverse(f"meetings:{name}", kwargs={"pk": meeting.pk, **more})


def row(meeting, name):
    rows = Attendance.objects.unsealed("test").select_related("represented_by")
    return rows.get(meeting=meeting, contact__name=name)


def sheet(meeting):
    return reverse("meetings:check-in-sheet", kwargs={"code": check_in_code(meeting)})


def test_the_four_states_and_what_there_is_to_add_are_written_at_once(stage, alice, sitting):
    bruno, claire, gaelle = (row(sitting, name) for name in ("Bruno", "Claire", "Gaelle"))
    sent = {
        str(bruno.pk): "present", f"{bruno.pk}-arrived_at": "14:20", f"{bruno.pk}-left_at": "15:00",
        str(claire.pk): "represented", f"{claire.pk}-represented_by": str(gaelle.contact_id),
        str(gaelle.pk): "absent", f"{gaelle.pk}-note": "en congé",
    }  # fmt: skip
    assert alice.post(address("attendance", sitting), sent).status_code == 303
    assert row(sitting, "Bruno").details == "arrivé à 14:20, parti à 15:00"
    assert row(sitting, "Claire").details == "représenté par Gaelle"
    assert (row(sitting, "Gaelle").state, row(sitting, "Gaelle").note) == ("absent", "en congé")
    shown = sign_in(stage.cast, "bruno").get(address("meeting", sitting)).content.decode()
    assert "Présent, arrivé à 14:20, parti à 15:00" in shown


def test_hours_that_make_no_sense_are_told_and_nothing_is_written(alice, sitting):
    bruno = row(sitting, "Bruno")
    sent = {str(bruno.pk): "present", f"{bruno.pk}-arrived_at": "15:00", f"{bruno.pk}-left_at": "14:00"}
    page = alice.post(address("attendance", sitting), sent).content.decode()
    assert "L’heure de départ suit" in page
    assert row(sitting, "Bruno").state == ""


def test_a_visitor_comes_and_is_taken_back(alice, sitting):
    sent = {"visitor-organisation": "ville de digne", "visitor-role": "Directrice adjointe"}
    page = alice.post(address("visitor", sitting), sent, follow=True).content.decode()
    assert "Directrice adjointe" in page
    visitor = Attendance.objects.unsealed("test").get(role="Directrice adjointe")
    assert alice.post(address("visitor-strike", sitting, attendance=visitor.pk)).status_code == 303
    assert not Attendance.objects.unsealed("test").exclude(role="").exists()


def test_the_chief_s_page_shows_the_code_and_its_image(alice, sitting):
    page = alice.get(address("live", sitting)).content.decode()
    code = check_in_code(sitting)
    assert f"{code[:4]} {code[4:]}" in page
    assert 'class="palier-code"' in page


def test_anybody_with_the_code_ticks_a_line_and_reads_nothing_else(stage, sitting):
    stage.problem(title="Hall sous surveillance")
    someone = Client()
    code = check_in_code(sitting)
    typed = someone.post(reverse("meetings:check-in"), {"code": f"{code[:4]} {code[4:].lower()}"})
    assert typed.headers["Location"] == sheet(sitting)
    page = someone.get(sheet(sitting))
    assert "no-store" in page.headers["Cache-Control"]
    assert "Bruno" in page.content.decode()
    assert "Hall sous surveillance" not in page.content.decode()
    assert row(sitting, "Bruno").state == "", "opening changes nothing"
    done = someone.post(sheet(sitting), {"ligne": str(row(sitting, "Bruno").pk)})
    assert "Présence notée" in done.content.decode()
    assert row(sitting, "Bruno").state == "present"
    assert "Bruno" not in someone.get(sheet(sitting)).content.decode()


def test_a_member_signed_in_finds_its_own_line_first(stage, sitting):
    page = sign_in(stage.cast, "claire").get(sheet(sitting)).content.decode()
    own, _, others = page.partition("Touchez votre ligne")
    assert "Claire" in own
    assert "Bruno" in others


def test_a_wrong_code_or_line_is_told(sitting):
    someone = Client()
    assert "aucune séance" in someone.post(reverse("meetings:check-in"), {"code": "ABCD2345"}).content.decode()
    wrong = reverse("meetings:check-in-sheet", kwargs={"code": "ABCD2345"})
    assert someone.get(wrong).status_code == 410
    assert someone.post(sheet(sitting), {"ligne": "x"}).status_code == 410


def test_guessing_is_slowed_down(sitting, monkeypatch):
    monkeypatch.setattr(screen, "TRIES_A_MINUTE", 3)
    someone = Client()
    wrong = reverse("meetings:check-in-sheet", kwargs={"code": "ABCD2345"})
    assert [someone.get(wrong).status_code for _ in range(3)] == [410] * 3
    assert someone.get(sheet(sitting)).status_code == 429
