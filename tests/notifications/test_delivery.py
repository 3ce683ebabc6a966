"""Delivery through a real SMTP server on the loopback: sent, refused, postponed, cut, interrupted, never twice."""

import asyncio
import socket
import threading
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import connection, transaction

from palier.notifications.delivery import deliver_pending
from palier.notifications.models import Message
from palier.notifications.outbox import Mail, enqueue
from tests.cast import NOW

pytestmark = pytest.mark.django_db
State = Message.State


class Server:
    """Keeps what it is given; answers as the test says."""

    def __init__(self):
        self.received = []
        self.at_recipient = "250 OK"
        self.at_text = "250 Message accepted"
        self.hold = 0.0
        self.at_second = ""
        self.asked = 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - the library's names
        self.asked += 1
        if self.asked == 2 and self.at_second:
            return await self._break(server)
        if self.at_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.at_recipient

    async def _break(self, server):
        """Answer that it is too busy and hang up, hang up without a word, or say nothing for too long."""
        if self.at_second == "silent":
            await asyncio.sleep(2)
        if not self.at_second.startswith("421"):
            server.transport.close()
            return "250 OK"
        asyncio.get_running_loop().call_soon(server.transport.close)
        return self.at_second

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        self.received.append(envelope)
        await asyncio.sleep(self.hold)
        return self.at_text


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(settings):
    kept = Server()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    controller = Controller(kept, hostname=settings.EMAIL_HOST, port=settings.EMAIL_PORT)
    controller.start()
    settings.EMAIL_TIMEOUT = 5
    yield kept
    controller.stop()


def write(key="un", **more):
    mail = Mail(kind="invitation", subject="Objet accentué", text="Un secret : 1234", html="<p>1234</p>", **more)
    return enqueue(recipient="irene@example.org", mail=mail, key=key)


def read(message):
    return Message.objects.unsealed("test").get(pk=message.pk)


def test_a_message_is_delivered_in_its_two_forms_and_its_secret_forgotten(server):
    message = write()
    assert deliver_pending(now=NOW).sent == 1
    body = server.received[0].content.decode()
    assert server.received[0].rcpt_tos == ["irene@example.org"]
    assert "multipart/alternative" in body
    assert f"<{message.pk}@" in body
    message = read(message)
    assert (message.state, message.sent_at, message.text, message.html) == (State.SENT, NOW, "", "")


def test_a_message_without_secret_keeps_its_text(server):
    message = write(holds_secret=False)
    deliver_pending(now=NOW)
    assert read(message).text == "Un secret : 1234"


def test_nothing_is_sent_twice(server):
    write()
    deliver_pending(now=NOW)
    assert deliver_pending(now=NOW).sent == 0
    assert len(server.received) == 1


def test_a_refused_address_is_given_up_with_the_words_of_the_server(server):
    server.at_recipient = "550 No such user"
    message = write()
    assert deliver_pending(now=NOW).refused == 1
    message = read(message)
    assert (message.state, message.answer) == (State.REFUSED, "550 No such user")


def test_one_refusal_does_not_stop_the_others(server):
    server.at_text = "554 Refused"
    write("un")
    deliver_pending(now=NOW)
    server.at_text = "250 OK"
    write("deux")
    assert deliver_pending(now=NOW).sent == 1


def test_a_busy_server_is_tried_again_later_then_given_up(server):
    server.at_text = "451 Busy"
    message = write()
    now = NOW
    for _ in range(4):
        assert deliver_pending(now=now).postponed == 1
        assert deliver_pending(now=now).postponed == 0
        now += timedelta(hours=6)
    assert deliver_pending(now=now).refused == 1
    assert read(message).attempts == 5


def test_a_line_cut_after_the_text_has_left_is_in_doubt_and_not_tried_again(server, settings):
    settings.EMAIL_TIMEOUT = 0.3
    server.hold = 2
    message = write()
    assert deliver_pending(now=NOW).doubtful == 1
    server.hold = 0
    assert deliver_pending(now=NOW + timedelta(days=1)).sent == 0
    assert read(message).state == State.DOUBT


@pytest.mark.parametrize("how", ["421 4.7.0 Too many messages", "cut", "silent"])
def test_a_line_that_breaks_costs_one_message_and_the_others_leave(server, settings, how):
    settings.EMAIL_TIMEOUT = 1
    server.at_second = how
    messages = [write(str(rank)) for rank in range(4)]
    done = deliver_pending(now=NOW)
    assert (done.sent, done.doubtful + done.postponed) == (3, 1)
    assert [read(message).state for message in messages].count(State.SENT) == 3


def test_a_server_out_of_reach_costs_no_attempt(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    message = write()
    deliver_pending(now=NOW)
    assert (read(message).state, read(message).attempts) == (State.QUEUED, 0)


def test_a_program_that_died_while_sending_leaves_a_doubt(server):
    message = write()
    claimed = Message.objects.unsealed("test").filter(pk=message.pk)
    claimed.update(state=State.SENDING, claimed_at=NOW)
    assert deliver_pending(now=NOW + timedelta(minutes=5)).doubtful == 0
    assert deliver_pending(now=NOW + timedelta(minutes=16)).doubtful == 1
    assert read(message).state == State.DOUBT
    assert not server.received


def test_without_a_server_messages_wait_on_screen(settings):
    settings.EMAIL_HOST = ""
    message = write()
    deliver_pending(now=NOW)
    assert (read(message).state, read(message).text) == (State.QUEUED, "Un secret : 1234")


def test_the_same_key_writes_one_message():
    assert write().pk == write().pk


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_message_once(server):
    for number in range(6):
        write(str(number))
    workers = [threading.Thread(target=_work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(server.received) == 6


def _work():
    try:
        deliver_pending(now=NOW)
    finally:
        connection.close()


@pytest.fixture
def outbox(settings):
    settings.EMAIL_BACKEND = "palier.notifications.backend.OutboxBackend"


def test_what_any_library_sends_is_written_to_the_outbox(outbox):
    message = EmailMultiAlternatives("Objet", "Texte", to=["a@example.org", "b@example.org"])
    message.attach_alternative("<p>Texte</p>", "text/html")
    message.send()
    rows = Message.objects.unsealed("test").order_by("recipient")
    assert [(row.recipient, row.html, row.holds_secret) for row in rows] == [
        ("a@example.org", "<p>Texte</p>", True),
        ("b@example.org", "<p>Texte</p>", True),
    ]


def test_a_mail_lives_and_dies_with_its_transaction(outbox):
    def write_then_fail():
        with transaction.atomic():
            send_mail("Objet", "Texte", None, ["a@example.org"])
            raise RuntimeError("the rest failed")

    with pytest.raises(RuntimeError):
        write_then_fail()
    assert not Message.objects.unsealed("test").exists()
