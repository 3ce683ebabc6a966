"""The mails of the commitment links: the first leaves after twenty minutes, reminders follow the ladder for silence.

None leaves once its link is dead.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from palier.cycle.actions.ladder import OF_A_PROMISE
from palier.cycle.actions.lifecycle import LIVING, PROMISED, State
from palier.cycle.actions.models import Action
from palier.cycle.actions.reminders import SILENT
from palier.cycle.slips.models import Slip, SlipKey
from palier.cycle.slips.queries import is_alive, living_slips_about, promises_of, serves_until
from palier.cycle.slips.services import add_key
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.services import WITHIN
from palier.kernel import events as news
from palier.kernel.clock import day_of
from palier.notifications.delivery import prepare_with
from palier.notifications.letters import write_letter
from palier.notifications.models import Message
from palier.notifications.outbox import Mail, enqueue
from palier.notifications.queries import TONES
from palier.notifications.summaries import PAUSE

KIND, REMINDER = "slip", "slip_reminder"
# What comes is told as early as the ladder does.
SOON = timedelta(days=-OF_A_PROMISE[0].days)


@dataclass(frozen=True, slots=True)
class MailOfSlip:
    """What became of one mail of a link."""

    recipient: str
    state: str
    tone: str
    leaves_at: datetime | None


def post_slip(*, slip: Slip, key: SlipKey, token: str, now: datetime) -> Message:
    """Enqueue the mail that carries a link, twenty minutes from now: until then it may be taken back (decision 26)."""
    mail = _first_letter(slip, promises_of(slip), token)
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


def last_mail_of(slip: Slip) -> Message | None:
    """The newest mail of this link whose text is still there, for a reader of the link where bodies are shown."""
    rows = Message.objects.unsealed("a link's mail in demonstration").filter(key__startswith=key_of(slip, ""))
    return rows.exclude(text="").order_by("-created_at").first()


@dataclass(frozen=True, slots=True)
class Awaited:
    """The promises of a link that await a word of their organisation, by what is awaited."""

    late: list[Action]
    coming: list[Action]
    silent: list[Action]

    def __len__(self) -> int:
        return len(self.late) + len(self.coming) + len(self.silent)


def awaited_of(slip: Slip, today: date) -> Awaited:
    """What a reminder says today."""
    promises = promises_of(slip)
    late = [one for one in promises if one.is_late(today) and one.state in SILENT]
    kept = [one for one in promises if one.state in SILENT and one.state in PROMISED and one not in late]
    coming = [one for one in kept if today <= one.due <= today + SOON]
    return Awaited(late, coming, [one for one in promises if one.state == State.PROPOSED])


def listen() -> None:
    """Have a mail leave only while its link lives, be taken back with it, and who keeps silent reminded by mail."""
    prepare_with(KIND, prepare)
    prepare_with(REMINDER, prepare_reminder)
    news.subscribe(WITHIN, take_back)
    news.subscribe(WITHIN, remind_contacts)


def remind_contacts(entry: Entry) -> None:
    """Remind the contacts without an account who hold this action by link: one mail a day and person."""
    if entry.event != Event.ACTION_REMIND or entry.subject_id is None:
        return
    today = day_of(entry.at)
    action = Action.objects.unsealed("reminding").select_related("problem").filter(pk=entry.subject_id).first()
    for slip in living_slips_about(action, today) if action else ():
        awaited = awaited_of(slip, today)
        day = _free_day(slip, today) if awaited else None
        if day is None:
            continue
        mail = _reminder(slip, awaited, entry.at)
        wanted, later = _reminder_key(slip, day), entry.at + (day - today)
        enqueue(recipient=slip.contact.email, mail=mail, key=wanted, not_before=later if day > today else None)


def _free_day(slip: Slip, today: date) -> date | None:
    """The first day when this person is reminded of nothing yet: another group may write to it today.

    None when the reminder of this very link is written already.
    """
    links = list(Slip.objects.unsealed("reminding").filter(contact=slip.contact_id))
    for day in (today + timedelta(days=ahead) for ahead in range(len(links))):
        keys = {_reminder_key(one, day): one.pk for one in links}
        taken = set(Message.objects.unsealed("reminding").filter(key__in=keys).values_list("key", flat=True))
        if not taken:
            return day
        if slip.pk in {keys[key] for key in taken}:
            return None
    return None


def _reminder_key(slip: Slip, day: date) -> str:
    return key_of(slip, f"rappel:{day.isoformat()}")


def prepare(message: Message, now: datetime) -> Mail | None:
    """The first mail with the promises that still stand and are shown as it leaves; None when none does.

    As it was previewed while all do; else written again, with a key of its own.
    """
    slip = _slip_of(message, now)
    standing = [one for one in promises_of(slip) if one.state in LIVING] if slip else []
    if slip is None or not standing:
        return None
    if len(standing) == slip.lines.unsealed("delivery").count():
        return Mail(message.kind, message.subject, message.text, message.html, message.holds_secret)
    _, token = add_key(slip=slip, now=now)
    return _first_letter(slip, standing, token)


def prepare_reminder(message: Message, now: datetime) -> Mail | None:
    """A reminder of what is awaited as it leaves; None when nothing is, or who reads it has an account since."""
    slip = _slip_of(message, now)
    awaited = awaited_of(slip, day_of(now)) if slip and slip.contact.user_id is None else None
    return _reminder(slip, awaited, now) if slip and awaited else None


def _first_letter(slip: Slip, promises: list[Action], token: str) -> Mail:
    context = {"slip": slip, "promises": promises, "link": link_of(token), "until": serves_until(slip)}
    return write_letter(KIND, context, holds_secret=True)


def _reminder(slip: Slip, awaited: Awaited, now: datetime) -> Mail:
    _, token = add_key(slip=slip, now=now)
    context = {"slip": slip, "awaited": awaited, "link": link_of(token), "until": serves_until(slip)}
    return write_letter(REMINDER, context, holds_secret=True)


def take_back(entry: Entry) -> None:
    """Withdraw the mails of a link that was revoked before they left, in the same transaction."""
    if entry.event != Event.SLIP_REVOKE or entry.subject_id is None:
        return
    rows = Message.objects.unsealed("taking back").filter(key__startswith=f"slip:{entry.subject_id.hex}:")
    rows.filter(state=Message.State.QUEUED).update(state=Message.State.WITHDRAWN, text="", html="")


def _slip_of(message: Message, now: datetime) -> Slip | None:
    """The living slip of this mail, if its recipient is still the one to write to."""
    rows = Slip.objects.unsealed("delivery").select_related("group", "organisation", "contact")
    slip = rows.filter(pk=_slip_id(message)).first()
    if slip is None or slip.contact.email != message.recipient or not is_alive(slip, day_of(now)):
        return None
    return slip


def _slip_id(message: Message) -> UUID:
    return UUID(hex=message.key.split(":")[1])
