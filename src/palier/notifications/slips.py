"""The mails of the commitment links: sent twenty minutes after, kept back when the link died meanwhile."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from palier.cycle.slips.models import Slip, SlipKey
from palier.cycle.slips.queries import is_alive, promises_of, serves_until
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.services import WITHIN
from palier.kernel import events as news
from palier.kernel.clock import day_of
from palier.notifications.delivery import leave_only_if
from palier.notifications.letters import write_letter
from palier.notifications.models import Message
from palier.notifications.outbox import enqueue
from palier.notifications.queries import TONES
from palier.notifications.summaries import PAUSE

KIND = "slip"


@dataclass(frozen=True, slots=True)
class MailOfSlip:
    """What became of one mail of a link."""

    recipient: str
    state: str
    tone: str
    leaves_at: datetime | None


def post_slip(*, slip: Slip, key: SlipKey, token: str, now: datetime) -> Message:
    """Enqueue the mail that carries a link, twenty minutes from now: until then it may be taken back (decision 26)."""
    context = {"slip": slip, "promises": promises_of(slip), "link": link_of(token), "until": serves_until(slip)}
    mail = write_letter(KIND, context, holds_secret=True)
    return enqueue(recipient=slip.contact.email, mail=mail, key=key_of(slip, key.pk.hex), not_before=now + PAUSE)


def link_of(token: str) -> str:
    """The address to write in a mail."""
    return settings.BASE_URL + reverse("slips:promises", kwargs={"token": token})


def key_of(slip: Slip, last: str) -> str:
    """The key of one mail of this link."""
    return f"slip:{slip.pk.hex}:{last}"


def mails_of(slips: Iterable[Slip]) -> dict[UUID, list[MailOfSlip]]:
    """What became of the mails of these links, oldest first, for a reader of the links. One query."""
    wanted = Q(pk__in=[])
    for slip in slips:
        wanted |= Q(key__startswith=key_of(slip, ""))
    found: dict[UUID, list[MailOfSlip]] = defaultdict(list)
    rows = Message.objects.unsealed("deliveries of a link that is read").filter(wanted).defer("text", "html")
    for row in rows.order_by("created_at"):
        leaves_at = row.not_before if row.state == Message.State.QUEUED else None
        tone = TONES.get(Message.State(row.state), "")
        found[_slip_id(row)].append(MailOfSlip(row.recipient, row.get_state_display(), tone, leaves_at))
    return found


def listen() -> None:
    """Have a mail leave only while its link lives, and be taken back with it."""
    leave_only_if(KIND, may_leave)
    news.subscribe(WITHIN, take_back)


def may_leave(message: Message, now: datetime) -> bool:
    """Rights are those of the moment of sending: the link lives, shows something, and its contact is still there."""
    rows = Slip.objects.unsealed("delivery").select_related("group", "organisation", "contact")
    slip = rows.filter(pk=_slip_id(message)).first()
    if slip is None or slip.contact.email != message.recipient or not is_alive(slip, day_of(now)):
        return False
    return bool(promises_of(slip))


def take_back(entry: Entry) -> None:
    """Withdraw the mails of a link that was revoked before they left, in the same transaction."""
    if entry.event != Event.SLIP_REVOKE or entry.subject_id is None:
        return
    rows = Message.objects.unsealed("taking back").filter(key__startswith=f"slip:{entry.subject_id.hex}:")
    rows.filter(state=Message.State.QUEUED).update(state=Message.State.WITHDRAWN, text="", html="")


def _slip_id(message: Message) -> UUID:
    return UUID(hex=message.key.split(":")[1])
