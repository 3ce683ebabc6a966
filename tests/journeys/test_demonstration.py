"""The main job, end to end: from the first report to the yearly count, as the demonstration tells it."""

import io

import pytest
from pypdf import PdfReader

from palier.cycle.actions.models import Action
from palier.cycle.meetings.models import Meeting
from palier.cycle.problems.lifecycle import State
from palier.cycle.problems.models import Problem, SealedNote
from palier.cycle.reports.models import Report
from palier.cycle.reviews.queries import yearly_count
from palier.demo.members import load_members
from palier.demo.story import tell
from palier.demo.teller import CHIEF, LANDLORD
from palier.documents.editions import PARTNERS, POLICE
from palier.documents.minutes import minutes_of
from palier.documents.papers import pdf_of
from palier.journal.verification import verify
from tests.cast import NOW, TODAY
from tests.demo.ruled import rule_territory
from tests.recorded import lay

pytestmark = pytest.mark.long

RESERVED = "contrôles de vitesse inopinés"
SEALED = "unité motocycliste"


def make_story():
    rule_territory()
    return tell(load_members(now=NOW, today=TODAY), TODAY)


@pytest.fixture
def story(db):
    return lay(make_story)


def text_of(meeting, edition) -> str:
    reader = PdfReader(io.BytesIO(pdf_of(minutes_of(meeting, edition), edition)))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_report_becomes_a_problem_that_ends_with_an_outcome(story):
    nadia = story.who(LANDLORD, 0)
    hall = Problem.objects.visible_to(nadia).get(title__startswith="Hall occupé")
    assert hall.state == State.CLOSED
    assert hall.outcome
    assert Report.objects.visible_to(nadia).filter(source__problem=hall).exists()
    assert Action.objects.visible_to(nadia).filter(problem=hall, done_on__isnull=False).count() == 3


def test_the_partner_minutes_hold_the_decision_and_only_the_police_annex_the_consigne(story):
    meeting = Meeting.objects.unsealed("test").filter(closed_at__isnull=False).order_by("planned_at").first()
    partners, police = text_of(meeting, PARTNERS), text_of(meeting, POLICE)
    assert "porte arrière" in partners
    assert "porte arrière" in police
    assert RESERVED in police
    assert RESERVED not in partners
    assert "suivi réservé à la police" not in partners
    assert SEALED not in partners + police


def test_what_is_sealed_is_read_by_its_holder_alone(story):
    assert SealedNote.objects.visible_to(story.who(CHIEF, 0)).count() == 1
    for other in ("karim.benali", LANDLORD, "thomas.girard"):
        assert not SealedNote.objects.visible_to(story.who(other, 0)).exists()


def test_the_year_is_counted_and_its_equation_balances(story):
    commissaire = story.who("claire.vasseur", 0)
    count = yearly_count(commissaire, [story.group.pk], TODAY.year)
    assert count.problems.balances
    assert count.meetings_held == 2
    assert (count.problems_identified, count.problems_solved) == (4, 1)
    assert count.actions_kept >= 3


def test_everything_the_story_wrote_is_in_a_chain_that_verifies(story):
    assert verify().intact
