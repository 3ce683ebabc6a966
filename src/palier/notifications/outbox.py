"""Writing to the outbox, and what it keeps about a person."""

from dataclasses import dataclass
from typing import Any

from palier.kernel.ids import new_id
from palier.notifications.models import Message
from palier.partners.models import User


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says, in its two forms."""

    kind: str
    subject: str
    text: str
    html: str = ""
    # Codes, invitations and links are secrets: never shown outside a demonstration (decision 11).
    holds_secret: bool = True


def enqueue(*, recipient: str, mail: Mail, key: str = "") -> Message:
    """Write a mail to the outbox in the transaction under way; the same `key` writes one message only."""
    message, _ = Message.objects.unsealed("writing to the outbox").get_or_create(
        key=key or str(new_id()),
        defaults={
            "kind": mail.kind[:60],
            "recipient": recipient,
            "subject": " ".join(mail.subject.split())[:250],
            "text": mail.text,
            "html": mail.html,
            "holds_secret": mail.holds_secret,
        },
    )
    return message


def messages_to(user: User) -> list[dict[str, Any]]:
    """What the outbox keeps about a person: dates, subjects and states of its mails."""
    rows = Message.objects.unsealed("own data").filter(recipient__iexact=user.email).order_by("created_at")
    return [
        {"écrit le": row.created_at.isoformat(), "objet": row.subject, "état": row.get_state_display()} for row in rows
    ]


def erase_messages_to(user: User) -> None:
    """Delete the mails written to a person whose data is erased."""
    Message.objects.unsealed("erasure").filter(recipient__iexact=user.email).delete()
