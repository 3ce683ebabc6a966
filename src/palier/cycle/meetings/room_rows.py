"""Tables of the room: what a séance has before everybody's eyes."""

import secrets
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.access.rows import SealedManager
from palier.kernel.ids import new_id
from palier.partners.models import User


class LedMeetingRule:
    """Read by those who lead the meeting: the others read what is shown, each at its own level, never these rows."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The rows `actor` may read."""
        return Q(meeting__group__in=groups_where(actor, Verb.MEETING_LEAD))


CODE_LENGTH = 8
# Read aloud and typed on a phone: no letter that looks like another.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_code(length: int = CODE_LENGTH) -> str:
    """What is typed to say that one is there, as long as the séance lasts."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


class RoomScreen(models.Model):
    """What the room is on: an item (none: the agenda), since when, and who turns the pages."""

    meeting = models.OneToOneField(
        "meetings.Meeting", on_delete=models.CASCADE, primary_key=True, related_name="room_screen"
    )
    item = models.ForeignKey("meetings.AgendaItem", on_delete=models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField("depuis", null=True)
    # Of the check-in sheet: it leaves with the séance.
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code)
    led_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = SealedManager()
    protection: Any = LedMeetingRule()

    def __str__(self) -> str:
        return str(self.meeting_id)


class Projection(models.Model):
    """A browser that shows the room what partners of the group read: asked for by a code, it leaves with the séance."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="projections")
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # Typed once, within two minutes; nobody can read it back from here.
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    code_until = models.DateTimeField("code valable jusqu’à")
    opened_at = models.DateTimeField("ouverte le", null=True)

    objects = SealedManager()
    protection: Any = LedMeetingRule()

    class Meta:
        ordering = ("opened_at", "id")

    def __str__(self) -> str:
        return f"Projecteur ouvert à {clock_of(self.opened_at)}" if self.opened_at else "Code en attente"


def clock_of(moment: datetime) -> str:
    """The hour of a moment, as it is read on the wall."""
    return f"{timezone.localtime(moment):%H:%M}"
