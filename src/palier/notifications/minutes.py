"""The mail that lets somebody without an account remark on the minutes; it leaves after twenty minutes."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from palier.cycle.minutes.models import AmendmentLink
from palier.cycle.slips.models import Slip
from palier.notifications.delivery import prepare_with
from palier.notifications.letters import write_letter
from palier.notifications.models import Message
from palier.notifications.outbox import Mail, enqueue
from palier.notifications.slips import key_of
from palier.notifications.summaries import PAUSE

KIND = "amendment"
NOT_LEFT = (Message.State.QUEUED, Message.State.WITHDRAWN)


def post_amendment_link(*, link: AmendmentLink, token: str, now: datetime) -> Message:
    """Enqueue the mail that carries a link to remark, twenty minutes from now."""
    address = settings.BASE_URL + reverse("documents:amend", kwargs={"token": token})
    context = {"link": address, "contact": link.contact, "meeting": link.meeting, "until": link.meeting.remarks_until}
    mail = write_letter(KIND, context, holds_secret=True)
    key = f"{KIND}:{link.pk.hex}"
    return enqueue(recipient=link.contact.email, mail=mail, key=key, not_before=now + PAUSE)


def has_left(*, slip: Slip) -> bool:
    """True once a mail of this link has left, or may have."""
    rows = Message.objects.unsealed("validation taken back").filter(key__startswith=key_of(slip, ""))
    return rows.exclude(state__in=NOT_LEFT).exists()


def prepare(message: Message, now: datetime) -> Mail | None:
    """The mail as it was written while its link lives; None once the validation was taken back."""
    rows = AmendmentLink.objects.unsealed("delivery").select_related("meeting__group", "contact__organisation")
    link = rows.filter(pk=UUID(hex=message.key.split(":")[1])).first()
    if link is None or not link.is_alive(now) or link.contact.email != message.recipient:
        return None
    return Mail(message.kind, message.subject, message.text, message.html, message.holds_secret)


def listen() -> None:
    """Have the mail leave only while its link lives."""
    prepare_with(KIND, prepare)
