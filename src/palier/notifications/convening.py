"""The mails that ask people to a meeting, with its calendar file: fixed, moved, called off (decisions 10 and 15).

One mail a person and change. Each is read again as it leaves: it says what is planned then, or does not leave at all.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from palier.cycle.convening.calendars import calendar_file
from palier.cycle.convening.models import Convocation
from palier.cycle.convening.queries import is_near, meetings_to_ask_for, opens
from palier.cycle.convening.services import add_key, ask_members
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.services import expected_contacts
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.services import WITHIN
from palier.kernel import events as news
from palier.kernel.clock import day_of
from palier.notifications.delivery import prepare_with
from palier.notifications.letters import write_letter
from palier.notifications.models import Message, Notice
from palier.notifications.outbox import Mail, enqueue
from palier.notifications.summaries import PAUSE

KIND = "convocation"
# What its calendar may have taken in: a cancellation follows these, and only these.
_TAKEN_IN = (Message.State.SENT, Message.State.DOUBT)


def listen() -> None:
    """Have people asked with the entry that fixes a meeting, and told with the one that moves it or calls it off."""
    prepare_with(KIND, prepare)
    news.subscribe(WITHIN, follow_meeting)


def follow_meeting(entry: Entry) -> None:
    """Write the mails of this entry; whoever has one needs no other mail about it."""
    is_cancelled = entry.event == Event.MEETING_MOVE and entry.detail.payload.get("move") == "cancel"
    if entry.subject_id is None or (entry.event != Event.MEETING_PLAN and not is_cancelled):
        return
    meeting = Meeting.objects.unsealed("asking").select_related("group").get(pk=entry.subject_id)
    today = day_of(entry.at)
    if is_near(meeting, today):
        concerned = ask_members(meeting=meeting, now=entry.at, today=today)
    else:
        concerned = [one for one in _asked(meeting, today) if one.was_asked and one.revoked_at is None]
    for convocation in concerned:
        _post(convocation, last=str(entry.seq), now=entry.at, not_before=entry.at + PAUSE)
    told = [one.contact.user_id for one in concerned if one.contact.user_id]
    Notice.objects.unsealed("told by the invitation").filter(entry=entry.seq, recipient__in=told).update(
        settled_at=entry.at
    )


def ask_for_near_meetings(*, now: datetime) -> int:
    """Ask those whom the next meetings expect and who were not asked at their address of today; how many were."""
    today, written = day_of(now), 0
    for meeting in meetings_to_ask_for(today):
        for convocation in ask_members(meeting=meeting, now=now, today=today):
            if not convocation.was_asked:
                _post(convocation, last=f"le:{today.isoformat()}", now=now)
                written += 1
    return written


def post_again(*, convocation: Convocation, now: datetime) -> Message:
    """One more mail to one person, who asked for it or whose link was revoked."""
    return _post(convocation, last=f"encore:{now:%Y%m%d%H%M%S}", now=now)


def last_mail_of(convocation: Convocation) -> Message | None:
    """The newest mail of an invitation whose text is still there, for who leads, where bodies are shown."""
    rows = Message.objects.unsealed("an invitation in demonstration").filter(key__startswith=_key(convocation, ""))
    return rows.exclude(text="").order_by("-created_at").first()


def link_of(token: str) -> str:
    """The address to write in a mail."""
    return settings.BASE_URL + reverse("convening:answer", kwargs={"token": token})


def prepare(message: Message, now: datetime) -> Mail | None:
    """The mail as it was written, with the calendar file of this moment; None when it has nothing left to say.

    That is: its person sits there no more, reads another address, has a newer mail, or was never told of a meeting
    that is called off.
    """
    convocation = _convocation_of(message)
    if convocation is None or convocation.address != message.recipient or _newer_than(message, convocation):
        return None
    if convocation.meeting.state == State.CANCELLED:
        if not _took_in(convocation):
            return None
    elif not opens(convocation, day_of(now)):
        return None
    calendar = calendar_file(convocation, now)
    return Mail(message.kind, message.subject, message.text, message.html, message.holds_secret, calendar=calendar)


def _post(convocation: Convocation, *, last: str, now: datetime, not_before: datetime | None = None) -> Message:
    is_cancelled = convocation.meeting.state == State.CANCELLED
    was_asked = convocation.was_asked
    link = "" if is_cancelled else link_of(add_key(convocation=convocation, now=now))
    context = {"convocation": convocation, "meeting": convocation.meeting, "link": link, "is_cancelled": is_cancelled}
    context["is_change"] = was_asked and not is_cancelled and _took_in(convocation)
    mail = write_letter(KIND, context, holds_secret=True)
    return enqueue(recipient=convocation.address, mail=mail, key=_key(convocation, last), not_before=not_before)


def _key(convocation: Convocation, last: str) -> str:
    return f"convocation:{convocation.pk.hex}:{last}"


def _asked(meeting: Meeting, today: date) -> Iterable[Convocation]:
    """The invitations of those who still sit in the group."""
    seated = {contact.pk for contact in expected_contacts(meeting.group, today)}
    rows = Convocation.objects.unsealed("asking").filter(meeting=meeting, contact__in=seated)
    return rows.select_related("meeting__group", "contact__user", "organisation", "represented_by")


def _convocation_of(message: Message) -> Convocation | None:
    rows = Convocation.objects.unsealed("delivery").filter(pk=message.key.split(":")[1])
    return rows.select_related("meeting__group", "contact__user", "organisation", "represented_by").first()


def _newer_than(message: Message, convocation: Convocation) -> bool:
    rows = Message.objects.unsealed("delivery").filter(key__startswith=_key(convocation, ""))
    return rows.filter(created_at__gt=message.created_at, state=Message.State.QUEUED).exists()


def _took_in(convocation: Convocation) -> bool:
    rows = Message.objects.unsealed("delivery").filter(key__startswith=_key(convocation, ""))
    return rows.filter(state__in=_TAKEN_IN).exists()
