"""The mails that ask people to a meeting: one a person and change, with its calendar file, as true as it leaves."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import icalendar
import pytest

from palier.cycle.convening.models import Convocation
from palier.cycle.convening.queries import read_link
from palier.cycle.convening.services import answer_by_link, ask_again, revoke_link
from palier.cycle.meetings.services import cancel_meeting, move_meeting, plan_series
from palier.cycle.slips.queries import link_actor
from palier.notifications.convening import ask_for_near_meetings, last_mail_of, post_again
from palier.notifications.delivery import deliver_pending
from palier.notifications.models import Message, Notice
from palier.notifications.summaries import PAUSE, write_summaries
from palier.partners.models import Contact, Seat
from tests.cast import NOW, TODAY
from tests.cycle.convening.asking import COMING, planned, seated
from tests.notifications.test_delivery import server  # noqa: F401 - a real mail server

pytestmark = pytest.mark.django_db
MAILED = re.compile(r"/convocations/(\S+)/")
MEMBERS = {"alice", "alain", "olivier", "bruno", "claire", "gaelle"}
LATER = NOW + PAUSE


def mails(recipient=None):
    rows = Message.objects.unsealed("test").filter(kind="convocation").order_by("created_at")
    return list(rows.filter(recipient=recipient) if recipient else rows)


def deliver(server, at=LATER):  # noqa: F811 - the server of the test
    server.received.clear()
    deliver_pending(now=at, limit=100)
    return {one.rcpt_tos[0]: message_from_bytes(one.content, policy=policy.default) for one in server.received}


def calendar_of(mail):
    part = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    calendar = icalendar.Calendar.from_ical(part.get_content())
    return part, calendar, calendar.walk("VEVENT")[0]


def test_who_sits_is_asked_when_the_meeting_is_fixed_after_the_time_to_take_it_back(stage):
    planned(stage)
    asked = mails()
    assert {mail.recipient.partition("@")[0] for mail in asked} == MEMBERS
    assert {mail.not_before for mail in asked} == {LATER}
    assert all(mail.holds_secret for mail in asked)
    tokens = {MAILED.search(mail.text)[1] for mail in asked}
    assert len(tokens) == len(asked), "each its own link"
    assert "lundi 9 novembre 2026 à 10:00" in asked[0].subject


def test_the_mail_carries_the_request_as_a_part_and_as_a_file(stage, server):  # noqa: F811
    seated(stage)
    meeting = planned(stage)
    mail = deliver(server)["irene@example.org"]
    part, calendar, event = calendar_of(mail)
    assert part.get_content_type() == "text/calendar"
    assert part["Content-Type"].params["method"] == calendar["method"] == "REQUEST"
    attached = list(mail.iter_attachments())
    assert [one.get_filename() for one in attached] == ["reunion.ics"]
    assert attached[0].get_content().decode().replace("\r\n", "\n") == part.get_content().replace("\r\n", "\n")
    assert str(event["uid"]) == f"{meeting.pk}@palier"
    assert {one.text for one in mails()} == {""}, "the link is kept nowhere once it has left"
    assert deliver(server) == {}, "never twice"


def test_moved_then_called_off_each_is_told_once_with_the_next_sequence(stage, server):  # noqa: F811
    seated(stage)
    meeting = planned(stage)
    found = [calendar_of(deliver(server)["irene@example.org"])]
    later = NOW + timedelta(hours=2)
    move_meeting(actor=stage.actor("alice"), meeting=meeting, planned_at=COMING, place="Mairie", now=later)
    mail = deliver(server, later + PAUSE)["irene@example.org"]
    assert "Réunion modifiée" in mail["Subject"]
    found.append(calendar_of(mail))
    evening = NOW + timedelta(hours=8)
    cancel_meeting(actor=stage.actor("alice"), meeting=meeting, reason="Salle prise", now=evening)
    mail = deliver(server, evening + PAUSE)["irene@example.org"]
    assert "Réunion annulée" in mail["Subject"]
    assert "Salle prise" in mail.get_body(("plain",)).get_content()
    assert MAILED.search(mail.get_body(("plain",)).get_content()) is None
    found.append(calendar_of(mail))
    assert [str(calendar["method"]) for _, calendar, _ in found] == ["REQUEST", "REQUEST", "CANCEL"]
    sequences = [event["sequence"] for _, _, event in found]
    assert sequences == sorted(set(sequences))
    assert str(found[1][2]["location"]) == "Mairie"


def test_what_changed_before_it_left_is_told_in_the_last_mail_alone(stage, server):  # noqa: F811
    meeting = planned(stage)
    move_meeting(actor=stage.actor("alice"), meeting=meeting, planned_at=COMING, place="Mairie", now=NOW)
    received = deliver(server)
    assert len(received) == len(MEMBERS)
    assert all("Mairie" in mail.get_body(("plain",)).get_content() for mail in received.values())
    assert all("modifiée" not in mail["Subject"] for mail in received.values()), "nobody knew the first place"


def test_called_off_before_anybody_was_told_nobody_is(stage, server):  # noqa: F811
    meeting = planned(stage)
    cancel_meeting(actor=stage.actor("alice"), meeting=meeting, reason="Erreur de date", now=NOW)
    assert deliver(server) == {}
    assert {mail.state for mail in mails()} == {"withdrawn"}


def test_rights_are_those_of_the_moment_it_leaves(stage, server):  # noqa: F811
    irene, paul = seated(stage), seated(stage, name="Paul", email="paul@example.org")
    planned(stage)
    Seat.objects.unsealed("test").filter(contact=irene).update(until=TODAY)
    Contact.objects.unsealed("test").filter(pk=paul.pk).update(email="nouvelle@example.org")
    assert not {"irene@example.org", "paul@example.org", "nouvelle@example.org"} & set(deliver(server))
    assert ask_for_near_meetings(now=LATER) == 1
    assert list(deliver(server)) == ["nouvelle@example.org"], "asked at its new address by the job of the morning"


def test_a_revoked_link_s_mail_does_not_leave_and_may_be_sent_again(stage, server):  # noqa: F811
    irene = seated(stage)
    meeting = planned(stage)
    convocation = Convocation.objects.unsealed("test").get(contact=irene)
    revoke_link(actor=stage.actor("alice"), convocation=convocation, now=NOW)
    assert "irene@example.org" not in deliver(server)
    assert ask_for_near_meetings(now=LATER) == 0, "revoked is not asked by the job"
    again = {"actor": stage.actor("alice"), "meeting": meeting, "contact": irene, "today": TODAY}
    mail = post_again(convocation=ask_again(**again, now=LATER), now=LATER)
    token = MAILED.search(mail.text)[1]
    assert last_mail_of(convocation) == mail
    assert list(deliver(server)) == ["irene@example.org"]
    assert read_link(token=token, today=TODAY).contact == irene


def test_a_year_of_meetings_is_not_a_year_of_mails(stage):
    moments = [COMING + timedelta(weeks=2 * rank) for rank in range(24)]
    values = {"group": stage.cast.group, "moments": moments, "place": "Commissariat", "now": NOW}
    plan_series(actor=stage.actor("alice"), **values)
    assert len(mails("bruno@example.org")) == 2, "the next thirty days"
    assert ask_for_near_meetings(now=NOW) == 0
    assert ask_for_near_meetings(now=NOW + timedelta(days=10)) == len(MEMBERS)
    assert ask_for_near_meetings(now=NOW + timedelta(days=10)) == 0
    assert len(mails("bruno@example.org")) == 3


def test_who_sits_later_is_asked_and_who_was_asked_of_a_far_date_is_told(stage, server):  # noqa: F811
    meeting = planned(stage)
    deliver(server)
    seated(stage)
    assert ask_for_near_meetings(now=LATER) == 1
    assert list(deliver(server)) == ["irene@example.org"]
    far = COMING + timedelta(days=90)
    move_meeting(actor=stage.actor("alice"), meeting=meeting, planned_at=far, place="", now=LATER)
    assert len(deliver(server, LATER + PAUSE)) == len(MEMBERS) + 1
    cancelled = NOW + timedelta(days=1)
    cancel_meeting(actor=stage.actor("alice"), meeting=meeting, reason="Salle prise", now=cancelled)
    assert len(deliver(server, cancelled + PAUSE)) == len(MEMBERS) + 1


def test_whoever_has_the_invitation_has_no_other_mail_about_it_and_still_its_notice(stage, server):  # noqa: F811
    meeting = planned(stage)
    deliver(server)
    move_meeting(actor=stage.actor("alice"), meeting=meeting, planned_at=COMING, place="Mairie", now=LATER)
    bruno = Notice.objects.unsealed("test").get(recipient=stage.cast.users["bruno"])
    assert (bruno.kind, bruno.settled_at) == ("meeting", LATER)
    assert write_summaries(now=LATER + timedelta(days=1)) == 0


def test_an_older_mail_opens_the_same_invitation(stage):
    irene = seated(stage)
    meeting = planned(stage)
    move_meeting(actor=stage.actor("alice"), meeting=meeting, planned_at=COMING, place="Mairie", now=NOW)
    tokens = [MAILED.search(mail.text)[1] for mail in mails("irene@example.org")]
    assert len(set(tokens)) == 2
    first, second = (read_link(token=token, today=TODAY) for token in tokens)
    assert first == second
    answer_by_link(actor=link_actor(first), convocation=first, answer="present", now=NOW, today=TODAY)
    assert read_link(token=tokens[1], today=TODAY).answer == "present"
    assert first.contact == irene
