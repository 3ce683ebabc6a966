"""Who brought a topic is told what became of it, as far as it may read it when it is told."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.cycle.meetings.parking import answer_topic, list_topic, postpone_topic, withdraw_topic
from palier.notifications.departures import departures_of
from palier.notifications.kinds import Kind
from palier.notifications.lines import lines_for
from palier.notifications.models import Notice
from palier.notifications.queries import notices_for
from palier.partners.models import Seat
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(stage):
    return stage.meeting(planned_at=NOW + timedelta(days=7))


def told():
    rows = Notice.objects.unsealed("test").filter(kind=Kind.TOPIC).order_by("entry")
    return [(row.recipient.name, row.state) for row in rows.select_related("recipient")]


def said(stage, who="bruno", *, mailed=False):
    actor = stage.actor(who)
    lines = lines_for(actor, notices_for(actor).filter(kind=Kind.TOPIC), today=TODAY, mailed=mailed)
    return [(line.what, line.said, line.address) for line in lines]


def test_its_author_is_told_of_each_answer_and_reads_the_last(stage, meeting):
    topic, alice = stage.topic(), stage.actor("alice")
    list_topic(actor=alice, topic=topic, meeting=meeting, now=NOW)
    assert said(stage) == [
        (
            "Votre sujet : Les horaires du local à vélos",
            "à l’ordre du jour de la réunion du 09/11/2026",
            "/reunions/sujets/",
        )
    ]
    assert departures_of(alice)[0].recipients == ("Bruno",)
    postpone_topic(actor=alice, topic=topic, meeting=meeting, answer="Le bailleur sera là", now=NOW)
    answer_topic(actor=alice, topic=topic, meeting=meeting, answer="Horaires affichés", now=NOW)
    assert told() == [("Bruno", "listed"), ("Bruno", "postponed"), ("Bruno", "answered")]
    assert [line[1] for line in said(stage)] == ["répondu : Horaires affichés"]


def test_taken_back_by_its_author_nobody_is_told(stage):
    withdraw_topic(actor=stage.actor("bruno"), topic=stage.topic(), now=NOW)
    assert told() == []


def test_an_author_who_left_the_group_is_told_nothing(stage, meeting):
    topic = stage.topic()
    Seat.objects.unsealed("test").filter(contact__user=stage.cast.users["bruno"]).update(until=TODAY)
    list_topic(actor=stage.actor("alice"), topic=topic, meeting=meeting, now=NOW)
    assert (told(), said(stage)) == ([], [])


def test_a_reserved_topic_is_told_without_its_words_in_a_mail(stage, meeting):
    topic = stage.topic("olivier", text="Ronde du soir", level=Level.POLICE)
    answer_topic(actor=stage.actor("alice"), topic=topic, meeting=meeting, answer="Vu en interne", now=NOW)
    (mailed,) = said(stage, "olivier", mailed=True)
    assert mailed[:2] == ("Un sujet apporté au groupe GPO Digne 1", "répondu")
    (shown,) = said(stage, "olivier")
    assert (shown[0], shown[1]) == ("Votre sujet : Ronde du soir", "répondu : Vu en interne")
