"""Validating sends each partner its own promises alone, and lets who came without an account remark."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Attendance
from palier.cycle.minutes.models import AmendmentLink
from palier.cycle.minutes.queries import link_reader, own_decisions, read_link, sendings_of
from palier.cycle.minutes.validating import validate_minutes, withdraw_minutes
from palier.cycle.slips.models import Slip
from palier.cycle.slips.queries import promises_of
from palier.kernel.errors import NotGranted, Refused
from palier.notifications.minutes import has_left, post_amendment_link
from palier.notifications.models import Message
from palier.notifications.slips import post_slip, prepare
from palier.partners.models import Contact
from tests.cycle.slips.sending import irene
from tests.documents.scene import NAMED_WORD, POLICE_WORD, hold_meeting


class Outbox:
    """Keeps the tokens of what would be mailed."""

    def __init__(self):
        self.tokens = []

    def __call__(self, *, link, token, now):
        self.tokens.append(token)


@pytest.fixture
def scene(stage):
    made = hold_meeting(stage)
    contact = irene(stage)
    Attendance.objects.create(
        meeting=made.meeting, contact=contact, organisation=contact.organisation, state=Attendance.State.PRESENT
    )
    return made


def validate(scene, name="alice", post_link=post_amendment_link, **values):
    now = scene.stage.now + timedelta(hours=2)
    return validate_minutes(
        actor=scene.stage.actor(name), meeting=scene.meeting, post=post_slip, post_link=post_link, now=now, **values
    )


def messages(**values):
    return Message.objects.unsealed("test").filter(**values)


def test_each_partner_is_sent_one_mail_with_its_own_promises_alone(scene):
    cast = scene.stage.cast
    sent = validate(scene)
    assert {slip.organisation for slip in sent.slips} == {cast.landlord, cast.town}
    for slip in sent.slips:
        shown = promises_of(slip)
        assert {action.organisation_id for action in shown} == {slip.organisation_id}
        assert all(max(action.level, action.problem.level) <= Level.GROUP for action in shown)
    mails = list(messages(kind="slip"))
    assert len(mails) == len({mail.recipient for mail in mails}) == len(sent.slips)
    words = " ".join(mail.text for mail in mails)
    assert POLICE_WORD not in words + NAMED_WORD
    assert NAMED_WORD not in words
    landlord = next(mail.text for mail in mails if "Bléone Habitat" in mail.text)
    assert "Poser un détecteur" in landlord
    assert "éclairage" not in landlord
    assert {mail.not_before for mail in mails} == {scene.stage.now + timedelta(hours=2, minutes=20)}


def test_nobody_to_write_to_is_told_and_no_police_is_written_to(scene):
    Contact.objects.unsealed("test").filter(organisation=scene.stage.cast.town).update(email="")
    assert {one.organisation for one in sendings_of(scene.meeting)} == {
        scene.stage.cast.town,
        scene.stage.cast.landlord,
    }
    sent = validate(scene)
    assert sent.without_address == [scene.stage.cast.town]
    assert [slip.organisation for slip in sent.slips] == [scene.stage.cast.landlord]


def test_only_the_chief_validates_and_then_nothing_is_sent(scene):
    with pytest.raises(NotGranted):
        validate(scene, "olivier")
    assert not messages(kind__in=("slip", "amendment")).exists()
    assert not Slip.objects.unsealed("test").exists()


def test_taken_back_within_twenty_minutes_nothing_leaves(scene):
    scene.stage.action(scene.shared, title="Poncer la porte")
    validate(scene)
    alice, soon = scene.stage.actor("alice"), scene.stage.now + timedelta(hours=2, minutes=5)
    assert withdraw_minutes(actor=alice, meeting=scene.meeting, has_left=has_left, now=soon) == 2
    assert scene.meeting.state == State.CLOSED
    assert set(messages(kind="slip").values_list("state", flat=True)) == {Message.State.WITHDRAWN}
    link = AmendmentLink.objects.unsealed("test").select_related("meeting", "contact__organisation").get()
    assert not link.is_alive(soon)


def test_what_has_left_stays_open_when_the_validation_is_withdrawn(scene):
    validate(scene)
    messages(kind="slip").update(state=Message.State.SENT)
    alice, later = scene.stage.actor("alice"), scene.stage.now + timedelta(hours=4)
    assert withdraw_minutes(actor=alice, meeting=scene.meeting, has_left=has_left, now=later) == 0
    assert not Slip.objects.unsealed("test").filter(revoked_at__isnull=False).exists()


def test_what_each_reads_is_filtered_again_as_the_mail_leaves(scene):
    scene.stage.action(scene.shared, title="Poncer la porte")
    validate(scene)
    mail = messages(kind="slip", text__contains="Poser un détecteur").get()
    Action.objects.unsealed("test").filter(title="Poser un détecteur dans le passage").update(level=Level.POLICE)
    leaving = prepare(mail, scene.stage.now + timedelta(hours=3))
    assert leaving is not None
    assert "Poncer la porte" in leaving.text
    assert "détecteur" not in leaving.text


def test_who_came_without_an_account_gets_a_link_that_shows_its_own_part(scene):
    outbox = Outbox()
    sent = validate(scene, post_link=outbox)
    (link,), (token,) = sent.links, outbox.tokens
    assert link.contact.name == "Irène"
    now = scene.stage.now + timedelta(days=2)
    assert read_link(token=token, now=now) == link
    assert [one.text for one in own_decisions(link)] == ["Poser un détecteur dans le passage"]
    assert link_reader(link).user_id is None
    for bad in (token[:-1], token + "x", ""):
        with pytest.raises(Refused, match="n’ouvre plus rien"):
            read_link(token=bad, now=now)


@pytest.mark.parametrize("death", ["over", "withdrawn", "frozen", "moved", "gone"])
def test_a_link_dies_with_the_days_the_validation_or_its_contact(scene, death):
    outbox = Outbox()
    validate(scene, post_link=outbox)
    now = scene.stage.now + timedelta(days=2)
    contact = Contact.objects.unsealed("test").filter(name="Irène")
    if death == "over":
        now = scene.stage.now + timedelta(days=8)
    elif death == "withdrawn":
        withdraw_minutes(actor=scene.stage.actor("alice"), meeting=scene.meeting, has_left=has_left, now=now)
    elif death == "frozen":
        type(scene.meeting).objects.unsealed("test").update(state=State.FROZEN)
    elif death == "moved":
        contact.update(email="autre@example.org")
    else:
        contact.update(departed_on=scene.stage.today)
    with pytest.raises(Refused, match="n’ouvre plus rien"):
        read_link(token=outbox.tokens[0], now=now)
