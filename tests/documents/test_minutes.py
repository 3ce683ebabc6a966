"""The minutes say what was promised and decided, to each public what it may read, and the same bytes twice."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.actions.services import complete_action
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.services import close_meeting, plan_meeting, resume_meeting, take_decision
from palier.documents.editions import EDITIONS, PARTNERS, POLICE
from palier.documents.minutes import minutes_of
from palier.documents.papers import paper_of, pdf_of
from palier.documents.typesetting import canonical
from palier.journal.models import Entry
from palier.kernel.errors import Refused
from tests.documents.scene import NAMED_WORD, POLICE_WORD, SEALED_WORD, hold_meeting


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def titles(content) -> list[str]:
    return [item.title for item in content.items]


def test_partners_read_what_was_promised_done_and_decided(scene):
    content = minutes_of(scene.meeting, PARTNERS)
    (item,) = content.items
    assert item.title == scene.shared.title
    assert {(row.what, row.who, row.outcome) for row in item.promises} == {
        ("Réparer l’éclairage du passage", "Ville de Digne", "En retard"),
        ("Changer la platine d’interphone", "Bléone Habitat", "Fait le 29/10/2026"),
    }
    assert [(row.what, row.who, row.due, row.outcome) for row in item.decisions] == [
        ("Poser un détecteur dans le passage", "Bléone Habitat", "16/11/2026", "Acceptée en séance"),
        ("Patrouille pédestre commune", "Commissariat de Digne", "16/11/2026", "Acceptée en séance"),
    ]
    assert content.next_meeting == "Lundi 16 novembre 2026 à 10 h 00, Mairie de Digne"
    assert content.signatory == "Alice"
    assert ["Horaires", "10 h 00 à 10 h 55"] in content.facts


def test_attendance_is_told_by_organisation(scene):
    lines = {line.organisation: line for line in minutes_of(scene.meeting, PARTNERS).attendance}
    assert lines["Bléone Habitat"].present == ["Bruno"]
    assert lines["Ville de Digne"].present == ["Claire"]
    assert lines["Ville de Digne"].missing == ["Gaelle (excusé)"]
    assert set(lines["Commissariat de Digne"].present) == {"Alain", "Alice", "Olivier"}


def test_the_police_line_is_in_the_police_annex_only(scene):
    partners, police = (canonical(minutes_of(scene.meeting, edition)) for edition in (PARTNERS, POLICE))
    assert POLICE_WORD not in partners
    assert "udiciaire" not in partners
    assert police.count(POLICE_WORD) >= 3
    assert "Suite judiciaire : Traitement judiciaire en cours." in police


def test_the_sealed_line_is_in_neither_and_the_named_one_not_in_the_partners(scene):
    partners, police = (canonical(minutes_of(scene.meeting, edition)) for edition in (PARTNERS, POLICE))
    assert SEALED_WORD not in partners + police
    assert NAMED_WORD not in partners
    assert NAMED_WORD in police


def test_the_numbering_of_items_betrays_no_reserved_item(scene):
    assert [item.number for item in minutes_of(scene.meeting, PARTNERS).items] == [1]
    assert [item.number for item in minutes_of(scene.meeting, POLICE).items] == [1, 2, 3]


def test_the_annex_lists_the_instructions_of_the_police_and_the_head_of_the_journal(scene):
    annex = minutes_of(scene.meeting, POLICE)
    assert {row.what for row in annex.instructions} == {
        "Patrouille pédestre commune",
        f"Contrôle discret {POLICE_WORD}",
        f"Planque {POLICE_WORD}",
    }
    head = Entry.objects.unsealed("test").order_by("-seq").first()
    assert annex.chain == ""  # that of a draft is mailed to nobody
    scene.meeting.state = State.FROZEN
    assert minutes_of(scene.meeting, POLICE).chain == f"n° {head.seq}, {head.hash}"
    partners = minutes_of(scene.meeting, PARTNERS)
    assert (partners.instructions, partners.chain) == ([], "")


@pytest.mark.parametrize("code", ["partners", "police"])
def test_the_paper_says_all_its_data_and_is_the_same_twice(scene, code):
    content = minutes_of(scene.meeting, EDITIONS[code])
    pdf = pdf_of(content, EDITIONS[code])
    assert pdf_of(minutes_of(scene.meeting, EDITIONS[code]), EDITIONS[code]) == pdf
    shown = squeezed(text_of(pdf))
    rows = [row for item in content.items for row in (*item.promises, *item.decisions)]
    rows += [*content.others, *content.instructions]
    expected = [cell for row in rows for cell in (row.what, row.who, row.due, row.outcome)]
    expected += [content.title, content.group, content.reminder, content.next_meeting, content.fingerprint]
    expected += [value for fact in content.facts for value in fact]
    expected += [line for item in content.items for line in item.police_lines]
    expected += [name for line in content.attendance for name in (*line.present, *line.missing)]
    assert [text for text in expected if squeezed(text) not in shown] == []
    assert (POLICE_WORD in shown) == (code == "police")
    assert SEALED_WORD not in shown


def test_what_happened_since_the_meeting_is_for_the_next_minutes(scene):
    stage, day = scene.stage, scene.stage.today + timedelta(days=3)
    lamp = Action.objects.unsealed("test").get(title="Réparer l’éclairage du passage")
    later = stage.now + timedelta(days=3)
    complete_action(actor=stage.actor("claire"), action=lamp, observation="Réparé", now=later, today=day)
    stage.problem(title="Ouverte après")
    (item,) = minutes_of(scene.meeting, PARTNERS).items
    assert [row.outcome for row in item.promises if "éclairage" in row.what] == ["En retard"]


def test_a_sealed_or_police_fact_changes_nothing_of_the_partners_minutes(stage):
    scene = hold_meeting(stage)
    before = minutes_of(scene.meeting, PARTNERS)
    stage.action(scene.shared, title="Filature", organisation=stage.cast.police)
    stage.police_problem()
    assert minutes_of(scene.meeting, PARTNERS) == before


def test_a_meeting_that_was_not_held_has_no_minutes(stage):
    meeting = plan_meeting(
        actor=stage.actor("alice"), group=stage.cast.group, planned_at=stage.now, place="Mairie", now=stage.now
    )
    with pytest.raises(Refused, match="pas été tenue"):
        minutes_of(meeting, PARTNERS)


def test_the_demonstration_is_marked_on_every_page(scene, settings):
    settings.DEMONSTRATION = True
    pages = PdfReader(io.BytesIO(pdf_of(minutes_of(scene.meeting, POLICE), POLICE))).pages
    assert all("Données fictives" in page.extract_text() for page in pages)
    settings.DEMONSTRATION = False
    assert "fictives" not in text_of(pdf_of(minutes_of(scene.meeting, POLICE), POLICE))


@pytest.mark.parametrize("code", EDITIONS)
def test_the_cost_does_not_grow_with_the_meeting(scene, code, django_assert_num_queries):
    stage, decide = scene.stage, {"organisation": scene.stage.cast.police, "level": Level.GROUP}
    with CaptureQueriesContext(connection) as small:
        paper_of(scene.meeting, EDITIONS[code])
    alice = stage.actor("alice")
    resume_meeting(actor=alice, meeting=scene.meeting, now=stage.now)
    for number in range(4):
        problem = stage.problem(title=f"Autre {number}")
        take_decision(
            actor=alice, meeting=scene.meeting, problem=problem, title=f"Agir {number}",
            due=stage.today + timedelta(days=9), now=stage.now, today=stage.today, **decide,
        )  # fmt: skip
    close_meeting(actor=alice, meeting=scene.meeting, now=stage.now)
    with django_assert_num_queries(len(small)):
        paper_of(scene.meeting, EDITIONS[code])
