"""Delivery by SMTP: each message is claimed before it is sent, and never sent twice.

A message whose fate is unknown (the program died, or the line was cut after the text had left) is *in doubt*: it is
shown as such and not tried again.
"""

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.db.models import F, Q, QuerySet
from icalendar import Calendar

from palier.notifications.models import Message
from palier.notifications.outbox import Mail

Preparer = Callable[[Message, datetime], Mail | None]
_preparers: dict[str, Preparer] = {}

logger = logging.getLogger("palier.notifications")
State = Message.State
ATTEMPTS = 5
PATIENCE = timedelta(minutes=15)  # a claim older than this was left by a program that died
TEMPORARY = range(400, 500)


@dataclass
class Delivery:
    """What one round did."""

    sent: int = 0
    refused: int = 0
    doubtful: int = 0
    postponed: int = 0


def deliver_pending(*, now: datetime, limit: int = 50) -> Delivery:
    """Send what waits, oldest first. Without a mail server, messages stay readable on the administrator's screen."""
    done = Delivery(doubtful=_settle_interrupted(now))
    if not settings.EMAIL_HOST:
        return done
    due = _rows().filter(Q(not_before__isnull=True) | Q(not_before__lte=now), state=State.QUEUED)
    waiting = list(due.order_by("created_at").values_list("pk", flat=True)[:limit])
    line = EmailBackend(timeout=settings.EMAIL_TIMEOUT)
    try:
        for pk in waiting:
            if not _open(line):
                break  # nothing was claimed: the next round tries again
            _deliver(line, pk, now, done)
    finally:
        _close(line)
    return done


def _deliver(line: EmailBackend, pk: UUID, now: datetime, done: Delivery) -> None:
    claimed = _rows().filter(pk=pk, state=State.QUEUED)
    if not claimed.update(state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1):
        return  # another worker was faster
    message = _rows().get(pk=pk)
    if not _prepare(message, now):
        _finish(message, State.WITHDRAWN, now, answer="rien n’en restait à dire à ce destinataire")
        return
    try:
        line.send_messages([_mail(message)])
    except smtplib.SMTPServerDisconnected as cut:
        _close(line)
        _finish(message, State.DOUBT, now, answer=str(cut))
        done.doubtful += 1
    except smtplib.SMTPException as refusal:
        _close(line)  # after a refusal the server may hang up (421): the next message has a line of its own
        _take_refusal(message, refusal, now, done)
    except OSError as cut:
        _close(line)
        _finish(message, State.DOUBT, now, answer=type(cut).__name__)
        done.doubtful += 1
    else:
        _finish(message, State.SENT, now)
        done.sent += 1


def prepare_with(kind: str, preparer: Preparer) -> None:
    """Have the mails of this kind written again by `preparer` as they leave; None from it keeps them from leaving."""
    _preparers[kind] = preparer


def _prepare(message: Message, now: datetime) -> bool:
    """Rights are those of the moment of sending: False when nothing is left that this recipient may read."""
    preparer = _preparers.get(message.kind)
    if preparer is None:
        return True
    mail = preparer(message, now)
    if mail is None:
        _rows().filter(pk=message.pk).update(text="", html="")
        return False
    message.subject, message.text, message.html = mail.subject, mail.text, mail.html
    message.stop_link, message.calendar = mail.stop_link, mail.calendar
    _rows().filter(pk=message.pk).update(subject=mail.subject, text=mail.text, html=mail.html)
    return True


def _take_refusal(message: Message, refusal: smtplib.SMTPException, now: datetime, done: Delivery) -> None:
    code, answer = _code_of(refusal)
    if code in TEMPORARY and message.attempts < ATTEMPTS:
        wait = timedelta(minutes=5 * 2**message.attempts)
        _rows().filter(pk=message.pk).update(state=State.QUEUED, not_before=now + wait, answer=answer)
        done.postponed += 1
        return
    _finish(message, State.REFUSED, now, answer=answer)
    done.refused += 1


def _finish(message: Message, state: Message.State, now: datetime, *, answer: str = "") -> None:
    written: dict[str, object] = {"state": state, "answer": answer[:200]}
    if state is State.SENT:
        written["sent_at"] = now
    if message.holds_secret:
        written |= {"text": "", "html": ""}
    _rows().filter(pk=message.pk, state=State.SENDING).update(**written)
    logger.info("message %s", state.value, extra={"message_id": str(message.pk)})


def _settle_interrupted(now: datetime) -> int:
    """Messages claimed by a program that died: nobody knows whether they left, so they are not sent again."""
    left = _rows().filter(state=State.SENDING, claimed_at__lt=now - PATIENCE)
    left.filter(holds_secret=True).update(text="", html="")
    return left.update(state=State.DOUBT, answer="envoi interrompu")


def _mail(message: Message) -> EmailMultiAlternatives:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    headers = {"Message-ID": f"<{message.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    if message.stop_link:
        # One click in the mail reader itself (RFC 8058): it posts, and a scanner that opens the link changes nothing.
        headers |= {"List-Unsubscribe": f"<{message.stop_link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail = EmailMultiAlternatives(message.subject, message.text, to=[message.recipient], headers=headers)
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    if message.calendar:
        _carry(mail, message.calendar)
    return mail


def _carry(mail: EmailMultiAlternatives, calendar: str) -> None:
    """The calendar file twice: as a part that mail programs offer to accept, and as a file for those that do not."""
    method = Calendar.from_ical(calendar)["method"]
    mail.attach_alternative(calendar, f"text/calendar; method={method}")
    mail.attach("reunion.ics", calendar.encode(), "application/ics")


def _open(line: EmailBackend) -> bool:
    try:
        line.open()
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("mail server unreachable: %s", type(error).__name__)
        return False
    return True


def _close(line: EmailBackend) -> None:
    """Hang up, whatever state the line is in."""
    if line.connection is not None:
        line.connection.close()
        line.connection = None


def _code_of(refusal: smtplib.SMTPException) -> tuple[int, str]:
    """The server's code and its words; one message has one recipient."""
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(refusal.recipients.values()))
        return code, _words(code, answer)
    if isinstance(refusal, smtplib.SMTPResponseException):
        return refusal.smtp_code, _words(refusal.smtp_code, refusal.smtp_error)
    return 0, type(refusal).__name__


def _words(code: int, answer: bytes | str) -> str:
    return f"{code} {answer.decode('utf-8', 'replace') if isinstance(answer, bytes) else answer}"


def _rows() -> QuerySet[Message]:
    return Message.objects.unsealed("delivery")
