"""Reading notices: one's own, and how those of an action were delivered."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from palier.access.actor import Actor
from palier.cycle.actions.models import Action
from palier.notifications.models import ABOUT, Message, Notice


def notices_for(actor: Actor) -> QuerySet[Notice]:
    """What this person is told, newest first, of what it sees today."""
    return Notice.objects.visible_to(actor).order_by("-created_at", "-id")


def unread_for(actor: Actor) -> QuerySet[Notice]:
    """What it has not marked as read."""
    return notices_for(actor).filter(read_at__isnull=True)


def unread_things(actor: Actor, *, at_most: int) -> int:
    """How many things its unread notices are about, counted no further than asked: one line each."""
    about = unread_for(actor).order_by().values(*(f"{name}_id" for name in ABOUT)).distinct()
    return int(about[:at_most].count())


def mark_read(actor: Actor, *, now: datetime) -> int:
    """Mark all its notices as read; how many were not."""
    return (
        Notice.objects.unsealed("marking one's own").filter(recipient=actor.user_id, read_at=None).update(read_at=now)
    )


def mark_line_read(actor: Actor, last: Notice, *, now: datetime) -> int:
    """Mark as read one's notices about the same thing, up to this one: what came since stays unread. How many were."""
    about = {name: getattr(last, f"{name}_id") for name in ABOUT}
    rows = Notice.objects.unsealed("marking one's own").filter(recipient=actor.user_id, read_at=None, **about)
    return rows.filter(entry__lte=last.entry).update(read_at=now)


@dataclass(frozen=True, slots=True)
class Delivered:
    """How one person was told of an action."""

    who: str
    kind: str
    at: datetime
    state: str
    tone: str


TONES = {
    Message.State.SENT: "success",
    Message.State.REFUSED: "error",
    Message.State.BOUNCED: "error",
    Message.State.DOUBT: "warning",
}


def deliveries_of(action: Action) -> list[Delivered]:
    """Who was told of this action, newest first, and what became of each mail.

    For a reader of the action: the caller names it. The people are members of its group.
    """
    rows = Notice.objects.unsealed("deliveries of an action that is read").filter(action=action)
    found = rows.select_related("recipient", "message").order_by("-created_at", "recipient__name")
    return [Delivered(row.recipient.name, row.get_kind_display(), row.created_at, *_state(row)) for row in found]


def _state(notice: Notice) -> tuple[str, str]:
    if notice.message is not None:
        return notice.message.get_state_display(), TONES.get(Message.State(notice.message.state), "")
    if notice.settled_at is None:
        return "Courriel à venir", ""
    return "À l’écran seulement", ""
