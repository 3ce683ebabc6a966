"""Asking people to a meeting: whom, until when the link opens, what an answer writes, what a move undoes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from palier.cycle.convening.models import CalendarFeed, Convocation
from palier.cycle.convening.own_data import answers_of, erase_answers_of, erase_feed, feed_told
from palier.cycle.convening.queries import (
    announced,
    invitations_of,
    meetings_in_feed,
    own_invitation,
    read_feed,
    read_link,
    tally,
)
from palier.cycle.convening.retention import count_old, forget_old
from palier.cycle.convening.services import (
    answer_by_link,
    answer_on_screen,
    ask_again,
    close_feed,
    open_feed,
    revoke_link,
)
from palier.cycle.meetings.services import cancel_meeting, move_meeting, open_meeting
from palier.cycle.slips.queries import link_actor
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused
from palier.partners.models import Seat, User
from tests.cast import NOW, TODAY
from tests.cycle.convening.asking import COMING, asked, planned, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def irene(stage):
    return seated(stage)


def reply(convocation, answer, **values):
    said = {"actor": link_actor(convocation), "now": NOW, "today": TODAY, **values}
    return answer_by_link(convocation=convocation, answer=answer, **said)


def read(convocation):
    return Convocation.objects.unsealed("test").select_related("represented_by").get(pk=convocation.pk)


def entries(event):
    return Entry.objects.unsealed("test").filter(event=event)


def test_everybody_who_sits_is_asked_and_counted_guests_and_those_gone_are_not(stage, irene):
    seated(stage, name="Paul", email="paul@example.org")
    Seat.objects.unsealed("test").filter(contact__name="Paul").update(rank="guest")
    meeting = planned(stage)
    names = {one.contact.name for one in invitations_of(stage.actor("claire"), meeting, TODAY)}
    assert names == {"Alice", "Alain", "Olivier", "Bruno", "Claire", "Gaelle", "Irène"}


def test_an_answer_by_link_is_counted_journalled_and_may_be_changed(stage, irene):
    meeting = planned(stage)
    convocation, token = asked(stage, meeting, irene)
    assert read_link(token=token, today=TODAY) == convocation
    reply(convocation, "present")
    reply(convocation, "represented", represented_by=stage.cast.town, represented_as="adjoint technique")
    assert read(convocation).words == "Représenté par Ville de Digne (adjoint technique)"
    counts = tally(invitations_of(stage.actor("alice"), meeting, TODAY))
    assert (counts.present, counts.excused, counts.represented, counts.silent) == (0, 0, 1, 6)
    told = entries(Event.MEETING_ANSWER)
    assert [one.detail.actor_label for one in told] == ["Irène, Bléone Habitat (par lien)"] * 2
    reply(convocation, "excused", represented_by=stage.cast.town, represented_as="adjoint technique")
    assert (read(convocation).represented_by, read(convocation).represented_as) == (None, "")


def test_who_represents_is_an_organisation_of_the_group(stage, irene):
    convocation, _ = asked(stage, planned(stage), irene)
    from palier.partners.models import Organisation  # noqa: PLC0415 - the one that does not sit

    elsewhere = Organisation.objects.get(name="Durance Logis")
    for by in (None, elsewhere):
        with pytest.raises(Refused, match="Choisissez l’organisation"):
            reply(convocation, "represented", represented_by=by)
    with pytest.raises(Refused, match="Dites si vous venez"):
        reply(convocation, "peut-être")
    assert read(convocation).answer == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        Convocation.objects.unsealed("test").filter(pk=convocation.pk).update(answer="represented", answered_at=NOW)


def test_the_link_dies_with_the_meeting_the_seat_the_address_and_by_revocation(stage, irene):
    def dead(meeting, day=TODAY):
        with pytest.raises(Refused, match="n’ouvre plus rien"):
            read_link(token=tokens[meeting], today=day)
        return True

    meetings = [planned(stage, planned_at=COMING + timedelta(hours=rank)) for rank in range(4)]
    tokens = {meeting: asked(stage, meeting, irene)[1] for meeting in meetings}
    opened, cancelled, revoked, last = meetings
    alice = stage.actor("alice")
    assert dead(last, COMING.date() + timedelta(days=1))
    assert read_link(token=tokens[last], today=COMING.date())
    cancel_meeting(actor=alice, meeting=cancelled, reason="Salle prise", now=NOW)
    revoke_link(actor=alice, convocation=asked_of(revoked, irene), now=NOW)
    open_meeting(actor=alice, meeting=opened, now=NOW, today=TODAY)
    assert dead(cancelled)
    assert dead(revoked)
    assert dead(opened)
    irene.email = "nouvelle@example.org"
    irene.save()
    assert dead(last)
    irene.email = "irene@example.org"
    irene.save()
    Seat.objects.unsealed("test").filter(contact=irene).update(until=TODAY)
    assert dead(last)


def asked_of(meeting, contact):
    return Convocation.objects.unsealed("test").get(meeting=meeting, contact=contact)


def test_revoked_meanwhile_a_link_answers_nothing_and_another_reader_neither(stage, irene):
    convocation, token = asked(stage, planned(stage), irene)
    with pytest.raises(Refused, match="n’ouvre plus rien"):
        reply(convocation, "present", actor=stage.actor("alice"))
    revoke_link(actor=stage.actor("alain"), convocation=convocation, now=NOW)
    with pytest.raises(Refused, match="n’ouvre plus rien"):
        reply(convocation, "present")
    with pytest.raises(Refused, match="déjà révoqué"):
        revoke_link(actor=stage.actor("alain"), convocation=convocation, now=NOW)
    again = {"actor": stage.actor("alice"), "meeting": convocation.meeting, "contact": irene}
    ask_again(**again, now=NOW, today=TODAY)
    with pytest.raises(Refused):
        read_link(token=token, today=TODAY)
    assert read_link(token=asked(stage, convocation.meeting, irene)[1], today=TODAY)
    assert (entries(Event.MEETING_ASK).count(), entries(Event.MEETING_UNASK).count()) == (1, 1)


def test_only_who_leads_asks_again_and_revokes(stage, irene):
    convocation, _ = asked(stage, planned(stage), irene)
    for name in ("olivier", "bruno", "marc"):
        with pytest.raises(NotGranted):
            revoke_link(actor=stage.actor(name), convocation=convocation, now=NOW)
        with pytest.raises(NotGranted):
            ask_again(actor=stage.actor(name), meeting=convocation.meeting, contact=irene, now=NOW, today=TODAY)


def test_on_screen_one_answers_for_oneself_alone(stage):
    meeting = planned(stage)
    said = {"meeting": meeting, "answer": "excused", "now": NOW, "today": TODAY}
    answer_on_screen(actor=stage.actor("bruno"), **said)
    assert {one.contact.name for one in Convocation.objects.unsealed("test").exclude(answer="")} == {"Bruno"}
    for name in ("hugo", "dora", "agathe"):
        with pytest.raises(NotGranted):
            answer_on_screen(actor=stage.actor(name), **said)
    assert own_invitation(stage.actor("dora"), meeting, TODAY) is None


def test_a_meeting_moved_to_another_day_is_answered_anew_to_another_room_it_is_not(stage, irene):
    meeting = planned(stage)
    convocation, _ = asked(stage, meeting, irene)
    reply(convocation, "present")
    move = {"actor": stage.actor("alice"), "meeting": meeting, "now": NOW}
    move_meeting(planned_at=COMING, place="Salle B", **move)
    assert read(convocation).answer == "present"
    move_meeting(planned_at=COMING + timedelta(days=1), place="Salle B", **move)
    assert (read(convocation).answer, read(convocation).answered_at) == ("", None)


def test_what_was_announced_waits_for_the_attendance_sheet_and_records_nothing(stage, irene):
    meeting = planned(stage)
    convocation, _ = asked(stage, meeting, irene)
    reply(convocation, "present")
    open_meeting(actor=stage.actor("alice"), meeting=meeting, now=NOW, today=TODAY)
    assert set(meeting.attendances.unsealed("test").values_list("state", flat=True)) == {""}
    assert announced(meeting)[irene.pk].answer == "present"


def test_invitations_leave_with_time_and_their_answers_are_told_to_their_person(stage):
    bruno = stage.cast.users["bruno"]
    meeting = planned(stage)
    answer_on_screen(actor=stage.actor("bruno"), meeting=meeting, answer="excused", now=NOW, today=TODAY)
    assert answers_of(bruno) == [{"réunion": COMING.isoformat(), "réponse": "Excusé"}]
    assert count_old(COMING) == 0
    later = COMING + timedelta(days=1)
    asked_rows = Convocation.objects.unsealed("test").count()
    assert count_old(later) == asked_rows > 0
    assert forget_old(actor=stage.actor("alice"), before=later, now=later) == asked_rows
    assert answers_of(bruno) == []
    asked(stage, meeting, bruno.contacts.unsealed("test").get())
    erase_answers_of(bruno)
    assert answers_of(bruno) == []


def test_a_private_calendar_has_one_address_kept_hashed_and_closed_at_will(stage):
    bruno, actor = stage.cast.users["bruno"], stage.actor("bruno")
    first = open_feed(actor=actor, user=bruno, now=NOW)
    assert read_feed(token=first) == bruno
    second = open_feed(actor=actor, user=bruno, now=NOW)
    assert (read_feed(token=first), read_feed(token=second), read_feed(token="faux")) == (None, bruno, None)
    assert second not in str(CalendarFeed.objects.unsealed("test").values_list().get())
    assert feed_told(bruno) == [{"ouvert le": NOW.isoformat()}]
    User.objects.filter(pk=bruno.pk).update(is_active=False)
    assert read_feed(token=second) is None
    User.objects.filter(pk=bruno.pk).update(is_active=True)
    for change in (open_feed, close_feed):
        with pytest.raises(NotGranted):
            change(actor=stage.actor("claire"), user=bruno, now=NOW)
    close_feed(actor=actor, user=bruno, now=NOW)
    assert read_feed(token=second) is None
    open_feed(actor=actor, user=bruno, now=NOW)
    erase_feed(bruno)
    assert feed_told(bruno) == []
    assert (entries(Event.FEED_OPEN).count(), entries(Event.FEED_CLOSE).count()) == (3, 1)


def test_a_calendar_holds_the_meetings_of_one_s_groups_and_ends_with_the_seat(stage):
    meeting = planned(stage)
    held = {
        name: meetings_in_feed(stage.cast.users[name], now=NOW, today=TODAY)
        for name in ("bruno", "alice", "dora", "fatou", "hugo", "gaelle", "eric", "agathe")
    }
    assert held == {"bruno": [meeting], "alice": [meeting], "dora": [], "fatou": [], "hugo": []} | {
        "gaelle": [], "eric": [], "agathe": [],
    }  # fmt: skip
    Seat.objects.unsealed("test").filter(contact__user=stage.cast.users["bruno"]).update(until=TODAY)
    assert meetings_in_feed(stage.cast.users["bruno"], now=NOW, today=TODAY) == []
