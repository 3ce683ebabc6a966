"""Django's mail API leads to the outbox: what any library sends is written in the transaction under way."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from palier.notifications.outbox import Mail, enqueue

KIND_HEADER = "X-Palier-Kind"


class OutboxBackend(BaseEmailBackend):
    """Stores messages instead of sending them; `delivery.deliver_pending` sends."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write one outbox message per recipient. What comes this way is taken to hold a secret."""
        for message in email_messages:
            mail = Mail(
                kind=message.extra_headers.get(KIND_HEADER, "mail"),
                subject=str(message.subject),
                text=str(message.body),
                html=_html_of(message),
            )
            for recipient in message.recipients():
                enqueue(recipient=recipient, mail=mail)
        return len(email_messages)


def _html_of(message: EmailMessage) -> str:
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    return next((str(part[0]) for part in message.alternatives if part[1] == "text/html"), "")
