"""A member types a name in a report: it is shown, reworded and saved; or maintained, and the journal says so."""

import logging
import re

import pytest
from django.urls import reverse

from palier.cycle.problems.models import Diagnosis
from palier.cycle.reports.models import Report
from palier.journal.events import Event
from palier.journal.models import Detail, Entry
from palier.territory.models import Place, PlaceKind
from tests.journeys.test_cycle_screens import report_data, stage  # noqa: F401 - a fixture
from tests.web.conftest import sign_in

TYPED = "M. Dupont et sa bande bloquent le hall B tous les soirs."


def boxes(html: str) -> dict[str, str]:
    """What the notice sends back when the text is maintained."""
    (name, seal), *_ = re.findall(r'name="([\w-]+)-seal" value="(\w+)"', html)
    return {f"{name}-maintained": "1", f"{name}-seal": seal, f"{name}-reason": "nobody"}


def reports() -> list[str]:
    return list(Report.objects.unsealed("test").values_list("text", flat=True))


def justified() -> list[Entry]:
    return list(Entry.objects.unsealed("test").filter(event=Event.TEXT_JUSTIFY))


def test_a_typed_name_is_shown_reworded_and_saved(stage):  # noqa: F811
    bruno = sign_in(stage.cast, "bruno")
    data = report_data(stage, text=TYPED)
    shown = bruno.post(reverse("reports:new"), data)
    assert shown.status_code == 200
    assert "<mark>Dupont</mark>" in shown.content.decode()
    assert reports() == []

    reworded = bruno.post(reverse("reports:new"), {**data, "reword": "text"})
    text = reworded.context["form"]["text"].value()
    assert text == "Un résident et sa bande bloquent le hall B tous les soirs."
    assert reports() == []

    assert bruno.post(reverse("reports:new"), {**data, "text": text}).status_code == 303
    assert reports() == [text]
    assert justified() == []


def test_a_text_maintained_is_saved_and_the_journal_names_no_passage(stage, caplog):  # noqa: F811
    bruno = sign_in(stage.cast, "bruno")
    data = report_data(stage, text=TYPED)
    caplog.set_level(logging.DEBUG)
    shown = bruno.post(reverse("reports:new"), data).content.decode()
    assert bruno.post(reverse("reports:new"), {**data, **boxes(shown)}).status_code == 303
    assert reports() == [TYPED]
    (entry,) = justified()
    report = Report.objects.unsealed("test").get()
    assert (entry.subject_id, entry.actor_id) == (report.pk, stage.cast.users["bruno"].pk)
    detail = Detail.objects.unsealed("test").get(entry=entry)
    assert detail.payload == {"field": "text", "kinds": ["person"], "reason": "nobody"}
    assert "Dupont" not in f"{detail.subject_label}{detail.payload}"
    assert "Dupont" not in caplog.text


def test_an_auditor_reads_that_a_text_was_maintained(stage):  # noqa: F811
    bruno = sign_in(stage.cast, "bruno")
    data = report_data(stage, text=TYPED)
    bruno.post(reverse("reports:new"), {**data, **boxes(bruno.post(reverse("reports:new"), data).content.decode())})
    page = sign_in(stage.cast, "denis").get("/journal/", {"scope": "text"}).content.decode()
    assert "a maintenu, en disant pourquoi, un texte" in page
    assert "Dupont" not in page


def test_a_new_spot_cannot_carry_a_name_past_the_screening(stage):  # noqa: F811
    bruno, kind = sign_in(stage.cast, "bruno"), PlaceKind.objects.get(code="hall")
    named = {"place_words": "Chez Kevin Maurel, appt 12", "place": "nouveau:Chez Kevin Maurel, appt 12"}
    shown = bruno.post(reverse("reports:new"), report_data(stage, kind=kind.pk, **named))
    assert "<mark>appt 12</mark>" in shown.content.decode()
    slipped = bruno.post(reverse("reports:new"), report_data(stage, kind=kind.pk, **{**named, "place_words": "hall"}))
    assert "cherchez le lieu de nouveau" in slipped.content.decode()
    assert not Place.objects.unsealed("test").filter(name__contains="Kevin").exists()


def test_every_box_of_a_diagnosis_answers_for_itself(stage):  # noqa: F811
    problem, alice = stage.problem(), sign_in(stage.cast, "alice")
    address = reverse("problems:diagnosis", kwargs={"pk": problem.pk})
    data = {"facts": "Kevin crie le soir", "tried": "Courrier à Mme Roux"}
    shown = alice.post(address, data)
    assert set(shown.context["form"].notices) == {"facts", "tried"}
    once = alice.post(address, {**data, "reword": "facts"})
    assert once.context["form"]["facts"].value() == "Une personne crie le soir"
    assert once.context["form"]["tried"].value() == data["tried"]
    assert set(once.context["form"].notices) == {"tried"}
    assert not Diagnosis.objects.unsealed("test").filter(problem=problem).exists()


@pytest.mark.parametrize("name", ["reports:new", "problems:new"])
def test_a_clean_text_meets_no_notice(stage, name):  # noqa: F811
    page = sign_in(stage.cast, "alice").get(reverse(name)).content.decode()
    assert "palier-screening" not in page
