"""What the room is shown: one item at a time, and the time spent on it. A pointer, no fact: it is not journalled."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import AgendaItem, Draft, Meeting, Projection, RoomScreen
from palier.cycle.meetings.queries import agenda_of
from palier.kernel.errors import Refused


def show_item(*, actor: Actor, meeting: Meeting, item: AgendaItem | None, now: datetime) -> None:
    """Put an item before the room (none: the agenda). Whoever does it turns the pages from then on."""
    require(actor, Verb.MEETING_LEAD, meeting.group_id)
    if meeting.state != State.OPEN:
        raise Refused("La séance n’est pas ouverte.")
    with transaction.atomic():
        screen, _ = RoomScreen.objects.unsealed("séance").get_or_create(meeting=meeting)
        target = item.pk if item else None
        rows = RoomScreen.objects.unsealed("séance").filter(meeting=meeting, item=screen.item_id, since=screen.since)
        if screen.item_id == target:
            rows.update(led_by=actor.user_id)
        elif rows.update(item=target, since=now, led_by=actor.user_id):
            _count(screen, now)


def enter_room(*, actor: Actor, meeting: Meeting) -> None:
    """The séance opens: the room is on the agenda, and may check in."""
    RoomScreen.objects.unsealed("séance").get_or_create(meeting=meeting, defaults={"led_by_id": actor.user_id})


def leave_room(meeting: Meeting, now: datetime) -> None:
    """The séance is over: the time of the item that was shown is counted, and nothing is shown any more."""
    screen = RoomScreen.objects.unsealed("séance").filter(meeting=meeting).first()
    if screen and RoomScreen.objects.unsealed("séance").filter(meeting=meeting).delete()[0]:
        _count(screen, now)
    Projection.objects.unsealed("séance").filter(meeting=meeting).delete()
    Draft.objects.unsealed("séance").filter(item__meeting=meeting).delete()


def item_before_the_room(actor: Actor, meeting: Meeting) -> AgendaItem | None:
    """The item that the room is on, for whoever may read it: a reserved one reads as none at all."""
    if meeting.state != State.OPEN:
        return None
    shown = RoomScreen.objects.unsealed("séance").filter(meeting=meeting, item__isnull=False)
    return agenda_of(actor, meeting).filter(pk__in=shown.values("item")).first()


def shown_since(meeting: Meeting) -> tuple[UUID | None, datetime | None, UUID | None]:
    """The item shown, since when, and who turns the pages: for the screen of who leads."""
    rows = RoomScreen.objects.unsealed("séance").filter(meeting=meeting)
    return rows.values_list("item", "since", "led_by").first() or (None, None, None)


def check_in_code(meeting: Meeting) -> str:
    """What members type to say that they are there; empty when no séance is under way."""
    if meeting.state != State.OPEN:
        return ""
    return RoomScreen.objects.unsealed("séance").filter(meeting=meeting).values_list("code", flat=True).first() or ""


def _count(screen: RoomScreen, now: datetime) -> None:
    if screen.item_id and screen.since:
        passed = max(int((now - screen.since).total_seconds()), 0)
        AgendaItem.objects.unsealed("séance").filter(pk=screen.item_id).update(seconds=F("seconds") + passed)
