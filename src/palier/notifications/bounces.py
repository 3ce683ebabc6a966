"""A mail that came back: the report of the mail server (RFC 3464) is read, and its message marked."""

from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage
from uuid import UUID

from palier.kernel.errors import Refused
from palier.notifications.models import Message

STATE = Message.State
# A report is small; what is longer is not one.
LONGEST = 1_000_000


def take_bounce(content: bytes) -> Message:
    """Mark as returned the mail that this delivery report is about, with the server's reason.

    Raises `Refused` for what is no report of a failure, or of a mail that is not ours. Twice is the same as once.
    """
    if len(content) > LONGEST:
        raise Refused("Ce message est trop long pour un avis de non-remise.")
    report = message_from_bytes(content, policy=policy.default)
    reason = _failure(report)
    sent = next((pk for part in report.walk() if (pk := _ours(part)) and part is not report), None)
    found = Message.objects.unsealed("a mail that came back").filter(pk=sent).first() if sent else None
    if not reason or found is None:
        raise Refused("Ce message n’est pas l’avis de non-remise d’un courriel de ce service.")
    rows = Message.objects.unsealed("a mail that came back").filter(pk=found.pk)
    rows.filter(state__in=(STATE.SENT, STATE.DOUBT)).update(state=STATE.BOUNCED, answer=reason[:200])
    found.refresh_from_db()
    return found


def _failure(report: EmailMessage) -> str:
    """The reason given for the recipient that failed; empty when nothing failed for good (a delay is no failure)."""
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.iter_parts():
            if str(block.get("Action", "")).strip().lower() == "failed":
                said = str(block.get("Diagnostic-Code") or block.get("Status") or "sans motif")
                return " ".join(said.split())
    return ""


def _ours(part: EmailMessage) -> UUID | None:
    """The id of one of our mails, in the headers that the report gives back."""
    headers = part
    if part.get_content_type() == "text/rfc822-headers":
        headers = message_from_string(str(part.get_content()), policy=policy.default)
    written = str(headers.get("Message-ID", "")).strip().removeprefix("<").partition("@")[0]
    try:
        return UUID(written)
    except ValueError:
        return None
