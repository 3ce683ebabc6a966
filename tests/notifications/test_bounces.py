"""A mail that came back is marked, with the server's words; anything else is refused and marks nothing."""

from email.message import EmailMessage

import pytest

from palier.kernel.errors import Refused
from palier.notifications.bounces import take_bounce
from palier.notifications.models import Message
from palier.notifications.outbox import Mail, enqueue

SENT = Message.State.SENT


def written(state=SENT):
    mail = Mail("summary", "Palier : ce qui vous attend", "Bonjour", holds_secret=False)
    message = enqueue(recipient="irene@example.org", mail=mail)
    Message.objects.unsealed("test").filter(pk=message.pk).update(state=state)
    return message


def report(message_id, *, action="failed", whole=False):
    """As mail servers write them: a sentence, what happened, and the mail or its headers."""
    told = EmailMessage()
    told["From"], told["To"], told["Message-ID"] = "MAILER-DAEMON@mx.example.org", "palier@example.org", "<a1@mx>"
    told["Subject"] = "Undelivered Mail Returned to Sender"
    told.set_content("Le message n’a pu être remis.")
    headers = f"Message-ID: <{message_id}@interieur.test>\nSubject: Palier\nTo: irene@example.org\n"
    status = (
        "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; irene@example.org\n"
        f"Action: {action}\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 Boîte\n inconnue\n"
    )
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    body = f"{headers}\nBonjour" if whole else headers
    border = "--limite"
    parts = [
        f"{border}\nContent-Type: text/plain; charset=utf-8\n\nNon remis.\n",
        f"{border}\nContent-Type: message/delivery-status\n\n{status}\n",
        f"{border}\nContent-Type: {kind}\n\n{body}\n",
    ]
    top = 'Content-Type: multipart/report; report-type=delivery-status; boundary="limite"\n'
    lines = [f"{name}: {value}" for name, value in told.items() if name in ("From", "To", "Message-ID", "Subject")]
    return ("\n".join(lines) + "\n" + top + "\n" + "".join(parts) + border + "--\n").encode()


@pytest.mark.django_db
@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("state", [SENT, Message.State.DOUBT])
def test_a_mail_that_came_back_is_marked_with_the_words_of_the_server(whole, state):
    message = written(state)
    for _ in range(2):
        found = take_bounce(report(message.pk, whole=whole))
        assert (found.pk, found.state) == (message.pk, Message.State.BOUNCED)
        assert found.answer == "smtp; 550 5.1.1 Boîte inconnue"


@pytest.mark.django_db
def test_a_delay_another_mail_and_noise_mark_nothing():
    message = written()
    for content in (
        report(message.pk, action="delayed"),
        report("0198a3c2-0000-7000-8000-000000000000"),
        report("pas-un-identifiant"),
        b"",
        b"\xff\xfe bruit",
        b"Subject: " + b"x" * 1_000_001,
    ):
        with pytest.raises(Refused):
            take_bounce(content)
    assert Message.objects.unsealed("test").get(pk=message.pk).state == SENT


@pytest.mark.django_db
def test_a_mail_that_never_left_cannot_come_back():
    message = written(Message.State.QUEUED)
    assert take_bounce(report(message.pk)).state == Message.State.QUEUED
