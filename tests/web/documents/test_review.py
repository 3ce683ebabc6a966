"""Reading over the three papers: what each level reads, what stops, and what is said to the population."""

import pytest
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.meetings.models import AgendaItem
from palier.cycle.minutes.models import PublicWord
from palier.documents.comparison import side_by_side
from palier.journal.models import Consultation
from tests.documents.scene import NAMED_WORD, POLICE_WORD, SEALED_WORD, hold_meeting, validated
from tests.web.conftest import sign_in


@pytest.fixture
def scene(stage):
    return hold_meeting(stage)


def address(scene):
    return reverse("documents:review", kwargs={"pk": scene.meeting.pk})


def item_of(scene, problem):
    return AgendaItem.objects.unsealed("test").get(meeting=scene.meeting, problem=problem)


def texts(lines):
    return " ".join(line.text for line in lines)


def test_each_part_says_what_stops_before_the_partners(scene):
    parts = {part.title: part for part in side_by_side(scene.meeting)}
    shared = parts[scene.shared.title]
    assert "Suite judiciaire" in texts(line for line in shared.police if line.stops)
    assert {line.text for line in shared.partners} == {line.text for line in shared.police if not line.stops}
    assert all(line.stops for line in shared.partners)
    reserved = next(part for title, part in parts.items() if NAMED_WORD in title)
    assert (reserved.partners, reserved.population) == ([], [])
    assert SEALED_WORD not in " ".join(texts(part.police) for part in parts.values())
    assert POLICE_WORD not in " ".join(texts(part.partners) + texts(part.population) for part in parts.values())


def test_the_chief_writes_what_is_said_and_is_told_when_it_names_an_organisation(scene):
    client, item = sign_in(scene.stage.cast, "alice"), item_of(scene, scene.shared)
    typed = {f"public-{item.pk.hex}": "La Ville de Digne a réparé l’éclairage."}
    assert client.post(address(scene), typed).status_code == 303
    word = PublicWord.objects.unsealed("test").get()
    assert (word.item_id, word.level) == (item.pk, Level.POPULATION)
    page = client.get(address(scene)).content.decode()
    assert "nomme une organisation" in page
    assert Consultation.objects.unsealed("test").filter(subject_id=scene.meeting.pk, level=Level.POLICE).exists()


def test_a_reserved_item_has_no_box_and_a_validated_meeting_none_at_all(scene):
    client = sign_in(scene.stage.cast, "alice")
    page = client.get(address(scene)).content.decode()
    assert item_of(scene, scene.shared).pk.hex in page
    assert item_of(scene, scene.police).pk.hex not in page
    validated(scene)
    page = client.get(address(scene)).content.decode()
    assert "Ce que lit chaque niveau" in page
    assert "Ce qui est dit à la population" not in page


def test_a_text_to_edit_is_downloaded_and_another_format_does_not_exist(scene):
    client = sign_in(scene.stage.cast, "bruno")
    named = {"pk": scene.meeting.pk, "level": "partners"}
    answer = client.get(reverse("documents:text", kwargs={**named, "kind": "docx"}))
    assert answer["Content-Disposition"] == 'attachment; filename="releve-de-decisions-DIG-1-2026-11-02.docx"'
    assert client.get(reverse("documents:text", kwargs={**named, "kind": "doc"})).status_code == 404
    police = {"pk": scene.meeting.pk, "level": "police", "kind": "odt"}
    assert client.get(reverse("documents:text", kwargs=police)).status_code == 404


def test_the_meeting_leads_to_the_papers_at_ones_level(scene):
    address_of_meeting = reverse("meetings:meeting", kwargs={"pk": scene.meeting.pk})
    for name, sees in (("alice", True), ("bruno", False)):
        page = sign_in(scene.stage.cast, name).get(address_of_meeting).content.decode()
        assert "Éléments diffusables (PDF)" in page
        assert ("Annexe police (PDF)" in page) == sees
        assert (f'href="{address(scene)}"' in page) == sees
