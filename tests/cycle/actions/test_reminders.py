"""The ladder for silence: each rung once, in its order, never faster than its days; an answer ends the climb."""

from datetime import date, timedelta

import pytest

from palier.access.actor import program
from palier.cycle.actions import services as actions
from palier.cycle.actions.ladder import OF_A_PROMISE, Rung, reached
from palier.cycle.actions.models import Reminder
from palier.cycle.actions.reminders import remind
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.notifications.models import Notice
from palier.partners.models import Contact
from tests.cast import NOW, TODAY

DUE = date(2026, 11, 16)


def walk(climbed, *days, since=DUE):
    """What is reached on each of these days, counted from the due date, climbing as one goes."""
    found = []
    for day in days:
        today = since + timedelta(days=day)
        rung = reached(OF_A_PROMISE, since=since, climbed=climbed, today=today)
        found.append(rung)
        if rung:
            climbed[rung] = today
    return found


def test_each_rung_has_its_day():
    assert walk({}, -4, -3, -2, 0, 1, 6, 7, 13, 14, 30) == [
        None, Rung.COMING, None, None, Rung.LATE, None, Rung.LATE_HEAD, None, Rung.LATE_AGENDA, None,
    ]  # fmt: skip


def test_a_worker_that_was_stopped_does_not_climb_the_whole_ladder_at_once():
    assert walk({}, 30, 31, 36, 37, 42, 43) == [Rung.LATE, None, Rung.LATE_HEAD, None, None, Rung.LATE_AGENDA]


def test_a_promise_made_on_its_last_day_is_reminded_the_day_after():
    assert walk({}, 0, 1) == [Rung.COMING, Rung.LATE]


@pytest.fixture
def promised(stage):
    action = stage.action(stage.problem())
    return actions.accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY)


def climb(day):
    done = remind(actor=program("Relances"), now=NOW + (day - TODAY), today=day)
    assert remind(actor=program("Relances"), now=NOW + (day - TODAY), today=day) == 0, "twice the same day is once"
    return done


def rungs():
    return list(Reminder.objects.unsealed("test").order_by("sent_on", "rung").values_list("rung", flat=True))


@pytest.mark.django_db
def test_who_keeps_silent_is_reminded_then_its_head_then_the_group(stage, promised):
    Notice.objects.unsealed("test").all().delete()
    head = Contact.objects.unsealed("test").get(user=stage.cast.users["olivier"])
    Contact.objects.unsealed("test").filter(pk=head.pk).update(is_head=True, organisation=stage.cast.landlord)
    for days in (-3, 1, 7, 14):
        assert climb(DUE + timedelta(days=days)) == 1
    assert rungs() == [Rung.COMING, Rung.LATE, Rung.LATE_HEAD, Rung.LATE_AGENDA]
    rows = Notice.objects.unsealed("test").order_by("entry", "recipient__name").select_related("recipient")
    assert [(row.kind, row.recipient.name, row.is_urgent) for row in rows] == [
        ("coming", "Bruno", False),
        ("coming", "Olivier", False),
        ("late", "Bruno", False),
        ("late", "Olivier", False),
        ("late", "Olivier", True),
        ("late", "Alain", True),
        ("late", "Alice", True),
        ("late", "Bruno", True),
        ("late", "Olivier", True),
    ]
    assert Entry.objects.unsealed("test").filter(event=Event.ACTION_REMIND, subject_id=promised.pk).count() == 4


@pytest.mark.django_db
def test_an_unanswered_proposal_climbs_its_own_ladder(stage):
    stage.action(stage.problem(), due=TODAY + timedelta(days=60))
    assert [climb(TODAY + timedelta(days=days)) for days in (4, 5, 10, 15, 20)] == [0, 1, 1, 1, 0]
    assert rungs() == [Rung.ASKED_AGAIN, Rung.ASKED_HEAD, Rung.ASKED_AGENDA]


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["kept", "blocked", "held", "postponed", "given up with its problem"])
def test_an_answer_ends_the_climb(stage, promised, answer):
    climb(DUE + timedelta(days=1))
    bruno, now, today = stage.actor("bruno"), NOW + timedelta(days=16), DUE + timedelta(days=2)
    match answer:
        case "kept":
            actions.complete_action(actor=bruno, action=promised, observation="Réparée", now=now, today=today)
        case "blocked":
            actions.block_action(actor=bruno, action=promised, reason="Pièce en commande", now=now)
        case "held":
            until = today + timedelta(days=30)
            actions.hold_action(actor=bruno, action=promised, until=until, now=now, today=today)
        case "postponed":
            due = today + timedelta(days=30)
            actions.postpone_action(actor=bruno, action=promised, due=due, reason="Devis", now=now, today=today)
        case _:
            stage.lead(promised.problem, "decline", reason="Hors champ")
    assert climb(DUE + timedelta(days=7)) == 0


@pytest.mark.django_db
def test_a_new_date_starts_the_climb_again(stage, promised):
    climb(DUE + timedelta(days=1))
    due = DUE + timedelta(days=30)
    values = {"due": due, "reason": "Devis", "now": NOW, "today": DUE + timedelta(days=2)}
    actions.postpone_action(actor=stage.actor("bruno"), action=promised, **values)
    assert climb(due + timedelta(days=1)) == 1
    assert rungs() == [Rung.LATE, Rung.LATE]
