"""What an organisation said by telephone, written down by the chief: whose name, what is told, how it is contested."""

import pytest

from palier.cycle.actions import services
from palier.cycle.actions.lifecycle import Agreement, PartState
from palier.cycle.actions.models import Involvement
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused
from palier.notifications.lines import lines_for
from palier.notifications.models import Notice
from palier.notifications.queries import notices_for
from tests.cast import NOW, TODAY


@pytest.fixture
def action(stage):
    return stage.action(stage.problem())


def note(stage, action, word, by="alice"):
    ask = {"actor": stage.actor(by), "action": action, "now": NOW}
    match word:
        case "accepted":
            return services.note_acceptance(**ask, today=TODAY)
        case "declined":
            return services.note_refusal(**ask, reason="Pas notre porte")
    return services.note_completion(**ask, observation="Porte réparée.", today=TODAY)


@pytest.mark.parametrize("word", ["accepted", "declined", "done"])
def test_the_chief_notes_it_in_its_name_and_the_organisation_is_told(stage, action, word):
    if word == "done":
        services.accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY)
    Notice.objects.unsealed("test").all().delete()
    note(stage, action, word)
    assert (action.state, action.noted_by) == (word, stage.cast.users["alice"])
    entry = Entry.objects.unsealed("test").get(event=Event.ACTION_TELL)
    assert (entry.actor_id, entry.subject_id) == (stage.cast.users["alice"].pk, action.pk)
    bruno = stage.actor("bruno")
    [line] = lines_for(bruno, notices_for(bruno), today=TODAY)
    assert "noté au nom de votre organisation" in line.said
    assert set(Notice.objects.unsealed("test").values_list("recipient__name", flat=True)) == {"Bruno"}


@pytest.mark.parametrize("name", ["olivier", "claire", "bruno"])
@pytest.mark.parametrize("word", ["accepted", "declined"])
def test_nobody_else_notes_it(stage, action, word, name):
    with pytest.raises(NotGranted):
        note(stage, action, word, by=name)


def test_the_chief_does_not_note_what_its_own_organisation_says(stage):
    police = stage.action(stage.problem(), organisation=stage.cast.police)
    with pytest.raises(Refused, match="répondez en son nom"):
        note(stage, police, "accepted")


def test_what_was_noted_involves_the_organisation_like_its_own_word(stage, action):
    note(stage, action, "accepted")
    assert Involvement.objects.unsealed("test").get(problem=action.problem).state == PartState.IN


@pytest.mark.parametrize("word", ["accepted", "declined"])
def test_the_organisation_contests_it_whatever_was_done_since_and_the_chief_is_told(stage, action, word):
    note(stage, action, word)
    contact = {"contact": None} if word == "accepted" else None
    if contact:
        services.assign_action(actor=stage.actor("alice"), action=action, now=NOW, **contact)
    with pytest.raises(NotGranted):
        services.take_back_word(actor=stage.actor("alice"), action=action, now=NOW)
    Notice.objects.unsealed("test").all().delete()
    services.take_back_word(actor=stage.actor("bruno"), action=action, now=NOW)
    assert (action.state, action.noted_by, action.accepted_on, action.decline_reason) == ("proposed", None, None, "")
    alice = stage.actor("alice")
    [line] = lines_for(alice, notices_for(alice), today=TODAY)
    assert line.said == "l’organisation revient sur sa réponse, qui est à redonner"
    assert line.is_urgent
    assert not notices_for(stage.actor("bruno")).exists()


def test_done_as_it_was_told_is_taken_up_again_by_its_organisation_and_then_is_its_own(stage, action):
    services.accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY)
    note(stage, action, "done")
    services.resume_action(actor=stage.actor("bruno"), action=action, now=NOW)
    assert not action.is_noted
    ask = {"actor": stage.actor("bruno"), "action": action, "now": NOW, "today": TODAY}
    services.complete_action(**ask, observation="Porte réparée pour de bon.")
    assert (action.noted_by, action.is_noted) == (None, False)


def test_a_word_of_ones_own_is_changed_until_somebody_acts_on_it_and_that_of_a_meeting_is_not(stage, action):
    bruno = stage.actor("bruno")
    services.accept_action(actor=bruno, action=action, now=NOW, today=TODAY)
    assert action.may_take_back
    services.assign_action(actor=stage.actor("alice"), action=action, contact=None, now=NOW)
    given = stage.action(action.problem, agreement=Agreement.GIVEN)
    for kept in (action, given):
        with pytest.raises(Refused, match="déjà donné suite"):
            services.take_back_word(actor=bruno, action=kept, now=NOW)
