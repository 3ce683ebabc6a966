"""Writing to the outbox."""

from dataclasses import dataclass
from datetime import datetime

from palier.kernel.ids import new_id
from palier.notifications.models import Message


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says, in its two forms."""

    kind: str
    subject: str
    text: str
    html: str = ""
    # Codes, invitations and links are secrets: never shown outside a demonstration (decision 11).
    holds_secret: bool = True
    stop_link: str = ""
    # An iCalendar request or cancellation, in the mail and attached to it; made as it leaves, never stored.
    calendar: str = ""


def enqueue(*, recipient: str, mail: Mail, key: str = "", not_before: datetime | None = None) -> Message:
    """Write a mail to the outbox in the transaction under way; the same `key` writes one message only.

    Until `not_before` it does not leave, and may still be taken back.
    """
    message, _ = Message.objects.unsealed("writing to the outbox").get_or_create(
        key=key or str(new_id()),
        defaults={
            "kind": mail.kind[:60],
            "recipient": recipient,
            "subject": " ".join(mail.subject.split())[:250],
            "text": mail.text,
            "html": mail.html,
            "holds_secret": mail.holds_secret,
            "not_before": not_before,
        },
    )
    return message
