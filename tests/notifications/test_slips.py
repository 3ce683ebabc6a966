"""Reminders by link: one mail a day, to who has no account, as long as something is awaited and the link lives."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from palier.access.actor import program
from palier.access.levels import Level
from palier.cycle.actions import services as actions
from palier.cycle.actions.models import Action
from palier.cycle.actions.reminders import remind
from palier.cycle.problems.services import open_problem
from palier.cycle.slips.queries import read_slip
from palier.cycle.slips.services import answer_promise, link_actor, revoke_slip, send_slip
from palier.notifications.delivery import deliver_pending
from palier.notifications.models import Message
from palier.notifications.slips import post_slip
from palier.partners.models import Contact
from tests.cast import NOW, TODAY
from tests.cycle.slips.sending import irene, sent
from tests.cycle.stage import SOON
from tests.notifications.test_delivery import server  # noqa: F401 - a real mail server

pytestmark = pytest.mark.django_db
MAILED = re.compile(r"/promesses/(\S+)/")


@pytest.fixture
def promised(stage):
    action = stage.action(stage.problem())
    return actions.accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY)


@pytest.fixture
def slip(stage, promised):
    """A link with a promise, and a proposal that awaits its answer."""
    asked = stage.action(promised.problem, title="Poser une lampe", due=SOON + timedelta(days=60))
    return sent(stage, promised, asked)[0]


def climb(day):
    return remind(actor=program("Relances"), now=at(day), today=day)


def at(day):
    return NOW + (day - TODAY)


def reminders():
    return list(Message.objects.unsealed("test").filter(kind="slip_reminder").order_by("key"))


def test_before_the_date_then_after_it_a_mail_with_a_key_of_its_own(slip):
    for days, heading in ((-3, "Échéance proche"), (1, "Échéance passée")):
        day = SOON + timedelta(days=days)
        climb(day)
        mail = reminders()[-1]
        assert (mail.recipient, mail.holds_secret) == ("irene@example.org", True)
        assert heading in mail.text
        assert heading in mail.html
        assert "Réparer la porte du hall" in mail.text
        assert read_slip(token=MAILED.search(mail.text)[1], today=day).pk == slip.pk
    tokens = {MAILED.search(mail.text)[1] for mail in reminders()}
    assert len(tokens) == 2


def test_what_is_awaited_is_told_in_one_mail_a_day(slip):
    """Late and without answer on the same morning: the proposal has waited five days, then ten, then fifteen."""
    assert climb(TODAY + timedelta(days=15)) == 2
    (mail,) = reminders()
    assert "Échéance passée" in mail.text
    assert "Sans réponse" in mail.text
    assert "Poser une lampe" in mail.text


def test_who_has_an_account_reads_its_notices_instead(stage, promised):
    bruno = irene(stage, name="Bruno", email="b@example.org", user=stage.cast.users["bruno"])
    sent(stage, promised, contact=bruno)
    climb(SOON + timedelta(days=1))
    assert reminders() == []


def test_the_newest_link_that_holds_a_promise_reminds_of_it(stage, promised, slip):
    Action.objects.unsealed("test").exclude(pk=promised.pk).update(state="declined")
    newer, _ = sent(stage, promised, contact=slip.contact, now=NOW + timedelta(hours=1))
    climb(SOON + timedelta(days=1))
    (mail,) = reminders()
    assert mail.key.split(":")[1] == newer.pk.hex


@pytest.mark.parametrize("end", ["revoked", "reserved", "departed"])
def test_a_link_that_is_dead_or_empty_reminds_nobody(stage, promised, slip, end):
    match end:
        case "revoked":
            revoke_slip(actor=stage.actor("alice"), slip=slip, now=NOW)
        case "reserved":
            Action.objects.unsealed("test").filter(pk=promised.pk).update(level=Level.POLICE)
        case "departed":
            type(slip.contact).objects.unsealed("test").filter(pk=slip.contact_id).update(departed_on=TODAY)
    day = SOON + timedelta(days=1)
    Action.objects.unsealed("test").exclude(pk=promised.pk).update(state="declined")
    climb(day)
    assert reminders() == []


@pytest.mark.parametrize("meanwhile", ["nothing", "answered", "revoked"])
def test_what_was_answered_or_revoked_before_it_left_is_not_asked_again(server, stage, promised, slip, meanwhile):  # noqa: F811
    Action.objects.unsealed("test").exclude(pk=promised.pk).update(state="declined")
    day = SOON + timedelta(days=1)
    climb(day)
    if meanwhile == "answered":
        said = {"slip": slip, "action": promised, "now": at(day), "today": day}
        answer_promise(actor=link_actor(slip), answer="complete", observation="Réparée.", **said)
    if meanwhile == "revoked":
        revoke_slip(actor=stage.actor("alice"), slip=slip, now=at(day))
    assert deliver_pending(now=at(day)).sent == (meanwhile == "nothing")
    assert reminders()[0].state == ("sent" if meanwhile == "nothing" else "withdrawn")
    assert reminders()[0].text == ""


def mailed(stage, *promises):
    """A link whose mail waits, to a contact of an organisation with a name that a page would escape."""
    organisation = promises[0].organisation
    type(organisation).objects.filter(pk=organisation.pk).update(name='L’Eau & "Déchets"')
    contact = irene(stage)
    contact.organisation.refresh_from_db()
    ask = {"actor": stage.actor("alice"), "group": stage.cast.group, "contact": contact, "now": NOW}
    send_slip(actions=promises, post=post_slip, **ask)
    return Message.objects.unsealed("test").get(kind="slip")


def test_a_subject_is_plain_text(stage, promised):
    assert 'L’Eau & "Déchets"' in mailed(stage, promised).subject


@pytest.mark.parametrize("meanwhile", ["kept", "reserved", "nothing", "all kept"])
def test_a_mail_leaves_with_the_promises_that_still_stand(server, stage, promised, meanwhile):  # noqa: F811
    other = stage.action(promised.problem, title="Poser une lampe")
    message = mailed(stage, promised, other)
    ask = {"actor": stage.actor("bruno"), "observation": "Réparée", "now": NOW, "today": TODAY}
    if meanwhile in {"kept", "all kept"}:
        actions.complete_action(action=promised, **ask)
    if meanwhile == "reserved":
        Action.objects.unsealed("test").filter(pk=other.pk).update(level=Level.POLICE)
    if meanwhile == "all kept":
        Action.objects.unsealed("test").filter(pk=other.pk).update(state="declined")
    deliver_pending(now=NOW + timedelta(minutes=21))
    state = Message.objects.unsealed("test").get(pk=message.pk).state
    assert state == ("withdrawn" if meanwhile == "all kept" else "sent")
    told = "".join(part for mail in server.received for part in plain_parts(mail))
    assert ("Poser une lampe" in told) == (meanwhile in {"kept", "nothing"})
    assert (promised.title in told) == (meanwhile in {"reserved", "nothing"})
    for token in MAILED.findall(told):
        read_slip(token=token, today=TODAY)


def test_a_promise_that_became_reserved_does_not_silence_the_reminder_of_another(server, stage, promised, slip):  # noqa: F811
    Action.objects.unsealed("test").exclude(pk=promised.pk).update(level=Level.POLICE)
    day = SOON + timedelta(days=1)
    climb(day)
    assert deliver_pending(now=at(day)).sent == 1
    told = "".join(part for mail in server.received for part in plain_parts(mail))
    assert promised.title in told
    assert "Poser une lampe" not in told


def plain_parts(mail):
    """The texts of what the server was given, read as a mail program does."""
    read = message_from_bytes(mail.content, policy=policy.default)
    return [part.get_content() for part in read.walk() if part.get_content_type() == "text/plain"]


def test_sent_twice_in_a_row_one_mail_leaves(server, stage, promised):  # noqa: F811
    first = mailed(stage, promised)
    contact = Contact.objects.unsealed("test").get(name="Irène")
    ask = {"actor": stage.actor("alice"), "group": stage.cast.group, "contact": contact, "now": NOW}
    send_slip(actions=[promised], post=post_slip, **ask)
    assert deliver_pending(now=NOW + timedelta(minutes=21)).sent == 1
    states = dict(Message.objects.unsealed("test").filter(kind="slip").values_list("pk", "state"))
    assert states.pop(first.pk) == "withdrawn"
    assert list(states.values()) == ["sent"]


def test_two_groups_do_not_remind_one_person_twice_a_day(server, stage, promised, slip):  # noqa: F811
    """The second waits for the day after, and leaves only if it is still awaited then."""
    Action.objects.unsealed("test").exclude(pk=promised.pk).update(state="declined")
    place = {"group": stage.cast.other_group, "place": stage.place, "category": stage.category, "title": "Ailleurs"}
    problem = open_problem(actor=stage.actor("marc"), now=NOW, today=TODAY, **place)
    ask = {"actor": stage.actor("marc"), "now": NOW, "today": TODAY, "problem": problem, "due": SOON}
    theirs = actions.propose_action(title="Tailler la haie", organisation=stage.cast.landlord, **ask)
    Action.objects.unsealed("test").filter(pk=theirs.pk).update(state="accepted")
    sent(stage, theirs, contact=slip.contact, actor=stage.actor("marc"), group=stage.cast.other_group)
    day = SOON + timedelta(days=1)
    assert climb(day) == 2
    assert len(reminders()) == 2
    assert deliver_pending(now=at(day)).sent == 1
    assert deliver_pending(now=at(day + timedelta(days=1))).sent == 1
    assert climb(day) == 0
