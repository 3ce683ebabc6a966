"""One summary a morning, what is urgent apart; rights and truth are those of the moment when the mail leaves."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import signing

from palier.access.levels import Level
from palier.cycle.actions import services as actions
from palier.kernel.errors import Refused
from palier.notifications.delivery import deliver_pending
from palier.notifications.departures import departures_of, keep_from_leaving
from palier.notifications.kinds import Rhythm
from palier.notifications.models import Message, Notice
from palier.notifications.queries import deliveries_of, mark_read, notices_for, unread_for
from palier.notifications.stopping import choose_rhythm, rhythm_of, stop_link, stop_of, stop_summaries
from palier.notifications.summaries import PAUSE, summaries_are_due, write_summaries
from palier.partners.models import Seat
from tests.cast import NOW, TODAY
from tests.notifications.test_delivery import server  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
LATER = NOW + PAUSE
MORNING = datetime(2026, 11, 3, 7, 0, tzinfo=ZoneInfo("Europe/Paris"))


def mails(to="bruno@example.org"):
    return list(Message.objects.unsealed("test").filter(recipient=to, kind="summary").order_by("created_at", "pk"))


@pytest.fixture
def problem(stage):
    return stage.problem()


def test_by_default_one_summary_the_next_morning(stage, problem):
    first = stage.action(problem)
    stage.action(problem, title="Changer l’ampoule")
    assert not summaries_are_due(now=MORNING - timedelta(minutes=1))
    assert write_summaries(now=MORNING) == 1
    [mail] = mails()
    assert mail.subject == "Palier : ce qui vous attend"
    for body in (mail.text, mail.html):
        assert "Réparer la porte du hall" in body
        assert "Changer l’ampoule" in body
        assert "à accepter ou à décliner, échéance le 16/11/2026" in body
        assert f"/actions/{first.pk}/" in body
        assert "/avis/arret/" in body
    assert write_summaries(now=MORNING) == 0


def test_what_is_urgent_leaves_apart_after_twenty_minutes(stage, problem):
    stage.action(problem, title="Changer l’ampoule")
    stage.action(problem, due=TODAY + timedelta(days=1))
    assert not summaries_are_due(now=LATER - timedelta(seconds=1))
    assert write_summaries(now=LATER) == 1
    [mail] = mails()
    assert mail.subject == "Palier : à voir sans attendre"
    assert "Réparer la porte" in mail.text
    assert "ampoule" not in mail.text
    write_summaries(now=MORNING)
    assert "ampoule" in mails()[1].text


def test_each_person_has_its_rhythm(stage, problem):
    pk = stage.cast.users["bruno"].pk
    choose_rhythm(pk, Rhythm.AT_ONCE)
    stage.action(problem)
    assert write_summaries(now=LATER) == 1
    choose_rhythm(pk, Rhythm.URGENT)
    stage.action(problem, title="Changer l’ampoule")
    write_summaries(now=MORNING)
    assert len(mails()) == 1
    assert not summaries_are_due(now=MORNING + timedelta(days=1)), "what is not mailed does not wait for ever"
    assert notices_for(stage.actor("bruno")).count() == 2, "and is read on screen"


def test_what_was_answered_meanwhile_is_not_asked(stage, problem):
    action = stage.action(problem)
    actions.accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY)
    write_summaries(now=MORNING)
    assert mails() == []
    assert "acceptée" in mails("alice@example.org")[0].text


def test_what_is_reserved_is_mailed_without_its_words(stage, problem):
    stage.action(problem, organisation=stage.cast.police, title="Passer le soir en civil")
    write_summaries(now=MORNING)
    [mail] = mails("olivier@example.org")
    assert "Une action du groupe GPO Digne 1 : elle vous attend sur sa fiche" in mail.text
    assert "civil" not in mail.text + mail.html


def test_rights_are_those_of_the_moment_when_it_leaves(stage, problem, server):  # noqa: F811
    stage.action(problem)
    write_summaries(now=MORNING)
    Seat.objects.unsealed("test").filter(contact__user=stage.cast.users["bruno"]).update(suspended_at=NOW)
    deliver_pending(now=MORNING)
    assert server.received == []
    [mail] = mails()
    assert (mail.state, mail.text) == (Message.State.WITHDRAWN, "")


def test_what_changed_since_it_was_written_is_told_as_it_is_when_it_leaves(stage, problem, server):  # noqa: F811
    action, other = stage.action(problem), stage.action(problem, title="Changer l’ampoule")
    write_summaries(now=MORNING)
    actions.decline_action(actor=stage.actor("bruno"), action=other, reason="Pas à nous", now=NOW)
    type(action).objects.unsealed("test").filter(pk=action.pk).update(level=Level.POLICE)
    deliver_pending(now=MORNING)
    assert server.received == [], "one is answered, the other is seen no more"
    assert notices_for(stage.actor("bruno")).count() == 1


def test_the_mail_reader_may_stop_the_summaries_in_one_click(stage, problem, server):  # noqa: F811
    stage.action(problem)
    write_summaries(now=MORNING)
    deliver_pending(now=MORNING)
    [envelope] = server.received
    head = envelope.content.decode().replace("\r\n ", "")
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head
    assert "List-Unsubscribe: <" in head


def test_a_link_to_stop_is_one_persons_and_cannot_be_made_up(stage):
    bruno = stage.cast.users["bruno"]
    token = stop_link(bruno).rstrip("/").rpartition("/")[2]
    assert stop_of(token).user == bruno
    assert stop_of(token[:-2] + "zz") is None
    assert stop_of("n-importe-quoi") is None
    assert stop_of(signing.dumps(bruno.pk.hex, salt="palier.notifications.stopping")) is None
    assert stop_of(signing.dumps([bruno.pk.hex, 0], salt="another purpose")) is None


def test_the_link_of_an_old_mail_replayed_does_not_stop_who_wants_summaries_again(stage):
    bruno = stage.cast.users["bruno"]

    def link():
        return stop_of(stop_link(bruno).rstrip("/").rpartition("/")[2])

    first = link()
    choose_rhythm(bruno.pk, Rhythm.AT_ONCE)
    assert not first.is_over, "another rhythm is not summaries wanted again: one may still stop from an older mail"
    assert [stop_summaries(first), stop_summaries(first)] == [True, True], "twice is once"
    assert rhythm_of(bruno.pk) == Rhythm.URGENT
    choose_rhythm(bruno.pk, Rhythm.DAILY)
    assert first.is_over
    assert not stop_summaries(first)
    assert rhythm_of(bruno.pk) == Rhythm.DAILY
    assert stop_summaries(link()), "that of a mail written since stops them"
    assert rhythm_of(bruno.pk) == Rhythm.URGENT


def test_whoever_caused_it_keeps_a_mail_from_leaving_as_long_as_it_has_not_left(stage, problem):
    action, alice = stage.action(problem), stage.actor("alice")
    [departure] = departures_of(alice)
    assert (departure.what, departure.recipients) == ("Réparer la porte du hall", ("Bruno",))
    assert departures_of(stage.actor("alain")) == []
    with pytest.raises(Refused):
        keep_from_leaving(actor=stage.actor("bruno"), notice_id=departure.notice, now=NOW)
    assert keep_from_leaving(actor=alice, notice_id=departure.notice, now=NOW) == 1
    assert write_summaries(now=MORNING) == 0
    assert [one.state for one in deliveries_of(action)] == ["À l’écran seulement"]
    with pytest.raises(Refused):
        keep_from_leaving(actor=alice, notice_id=departure.notice, now=NOW)


def test_the_state_of_each_mail_is_told_beside_its_recipient(stage, problem, server):  # noqa: F811
    action = stage.action(problem)
    assert [(one.who, one.state) for one in deliveries_of(action)] == [("Bruno", "Courriel à venir")]
    write_summaries(now=MORNING)
    assert [one.state for one in deliveries_of(action)] == ["En attente"]
    server.at_recipient = "550 No such user"
    deliver_pending(now=MORNING)
    assert [one.state for one in deliveries_of(action)] == ["Refusé par le serveur"]


def test_what_is_no_longer_seen_is_neither_listed_nor_counted(stage, problem):
    action, bruno = stage.action(problem), stage.actor("bruno")
    assert unread_for(bruno).count() == 1
    type(action).objects.unsealed("test").filter(pk=action.pk).update(level=Level.POLICE)
    assert unread_for(bruno).count() == 0
    mark_read(bruno, now=NOW)
    assert Notice.objects.unsealed("test").get(action=action).read_at == NOW


def test_a_crash_while_writing_leaves_the_notices_for_the_next_round(stage, problem, monkeypatch):
    stage.action(problem)

    def crash(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("palier.notifications.summaries.enqueue", crash)
        with pytest.raises(RuntimeError):
            write_summaries(now=MORNING)
    assert write_summaries(now=MORNING) == 1
    assert len(mails()) == 1
