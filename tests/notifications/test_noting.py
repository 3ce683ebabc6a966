"""Who is told of what: the other side, never the one who acted; the police's actions by the same rule."""

from datetime import timedelta

import pytest

from palier.cycle.actions import services as actions
from palier.cycle.meetings.services import cancel_meeting, move_meeting, open_meeting
from palier.cycle.problems.services import ask_closure, decline_closure
from palier.notifications.kinds import Kind
from palier.notifications.lines import lines_for
from palier.notifications.models import Notice
from palier.notifications.queries import notices_for
from palier.partners.models import Contact
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


def told(kind=None):
    """Who was told, of which kind, oldest first; the list is then emptied."""
    rows = Notice.objects.unsealed("test").filter(report__isnull=True).order_by("entry", "recipient__name")
    found = [(row.recipient.name, row.kind, row.is_urgent) for row in rows.select_related("recipient")]
    rows.delete()
    return [who for who, what, _ in found if what == kind] if kind else found


@pytest.fixture
def action(stage):
    made = stage.action(stage.problem())
    told()
    return made


def test_a_proposal_is_told_to_all_who_answer_for_the_organisation(stage):
    stage.action(stage.problem())
    assert told() == [("Bruno", Kind.ASKED, False)]


def test_a_proposal_due_within_three_days_is_urgent(stage):
    stage.action(stage.problem(), due=TODAY + timedelta(days=3))
    assert told() == [("Bruno", Kind.ASKED, True)]


def test_what_the_organisation_answers_is_told_to_those_who_lead(stage, action):
    bruno = stage.actor("bruno")
    actions.accept_action(actor=bruno, action=action, now=NOW, today=TODAY)
    assert told() == [("Alain", Kind.ANSWERED, False), ("Alice", Kind.ANSWERED, False)]
    actions.block_action(actor=bruno, action=action, reason="Pièce en commande", now=NOW)
    assert told() == [("Alain", Kind.ANSWERED, True), ("Alice", Kind.ANSWERED, True)]
    actions.hold_action(actor=bruno, action=action, until=TODAY + timedelta(days=4), now=NOW, today=TODAY)
    assert told(Kind.DATED) == ["Alain", "Alice"]


def test_what_the_chief_writes_down_for_it_is_told_to_the_organisation(stage, action):
    actions.accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY)
    told()
    actions.start_action(actor=stage.actor("alice"), action=action, now=NOW)
    assert told() == [("Bruno", Kind.ANSWERED, False)]


def test_an_action_of_the_police_follows_the_same_rule(stage):
    made = stage.action(stage.problem(), organisation=stage.cast.police)
    assert told(Kind.ASKED) == ["Alain", "Olivier"], "all who answer for the police, but the one who proposed"
    actions.decline_action(actor=stage.actor("olivier"), action=made, reason="Effectif absent", now=NOW)
    assert told(Kind.ANSWERED) == ["Alain", "Alice"]


def test_the_person_who_carries_it_is_told_alone(stage):
    contact = Contact.objects.unsealed("test").get(user=stage.cast.users["olivier"])
    stage.action(stage.problem(), organisation=stage.cast.police, contact=contact)
    assert told() == [("Olivier", Kind.ASKED, False)]


def test_a_closure_asked_is_told_to_those_who_lead_and_its_refusal_to_the_one_who_asked(stage):
    problem = stage.lead(stage.problem(), "admit", "plan", "start")
    told()
    asked = ask_closure(actor=stage.actor("bruno"), problem=problem, outcome="gone", reason="Plus rien vu", now=NOW)
    assert told() == [("Alain", Kind.CLOSURE_ASKED, False), ("Alice", Kind.CLOSURE_ASKED, False)]
    decline_closure(actor=stage.actor("alice"), request=asked, reason="Trop tôt", now=NOW)
    assert told() == [("Bruno", Kind.CLOSURE_DECLINED, False)]


def test_history_taken_over_from_a_tracker_tells_nobody(stage):
    actions.take_over_action(
        actor=stage.actor("alice"), problem=stage.problem(), title="Poser un digicode", now=NOW,
        organisation=stage.cast.landlord, due=TODAY - timedelta(days=90),
    )  # fmt: skip
    assert told() == []


def test_a_meeting_moved_or_called_off_is_told_to_its_members_and_a_meeting_fixed_is_not(stage):
    meeting = stage.meeting(planned_at=NOW + timedelta(days=20))
    assert told() == []
    alice, later = stage.actor("alice"), NOW + timedelta(days=25)
    move_meeting(actor=alice, meeting=meeting, planned_at=later, place="Mairie annexe", now=NOW)
    others = ["Alain", "Bruno", "Claire", "Olivier"]
    assert told() == [(name, Kind.MEETING, False) for name in others]
    soon = NOW + timedelta(days=2)
    move_meeting(actor=alice, meeting=meeting, planned_at=soon, place="Mairie annexe", now=NOW)
    (line,) = lines_for(stage.actor("bruno"), notices_for(stage.actor("bruno")), today=TODAY)
    assert (line.what, line.said, line.is_urgent) == (
        "Réunion du groupe GPO Digne 1",
        "déplacée au 04/11/2026 à 10:00, Mairie annexe",
        True,
    )
    told()
    cancel_meeting(actor=alice, meeting=meeting, reason="Neige", now=NOW)
    assert told() == [(name, Kind.MEETING, True) for name in others]


def test_a_meeting_held_since_is_no_news(stage):
    meeting, bruno = stage.meeting(planned_at=NOW + timedelta(days=20)), stage.actor("bruno")
    move_meeting(actor=stage.actor("alice"), meeting=meeting, planned_at=NOW, place="Mairie", now=NOW)
    assert lines_for(bruno, notices_for(bruno), today=TODAY)
    open_meeting(actor=stage.actor("alice"), meeting=meeting, now=NOW, today=TODAY)
    assert lines_for(bruno, notices_for(bruno), today=TODAY) == []
    assert not notices_for(stage.actor("dora"))
