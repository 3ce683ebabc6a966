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

    def __init__(self, group: str = "meeting__group") -> None:
        self.group = group

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The rows `actor` may read."""
        return Q(**{f"{self.group}__in": groups_where(actor, Verb.MEETING_LEAD)})


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


class Draft(models.Model):
    """What somebody is typing on an item, kept as it is typed: one for each writer, so that none covers another's."""

    class Kind(models.TextChoices):
        DECISION = "decision", "Décision"
        OUTCOME = "outcome", "Issue du point"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey("meetings.AgendaItem", on_delete=models.CASCADE, related_name="drafts")
    author = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("quoi", max_length=8, choices=Kind.choices)
    # By the name of the box; not screened yet, hence shown to nobody but those who lead.
    words = models.JSONField("ce qui est tapé", default=dict)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField("tapé le")

    objects = SealedManager()
    protection: Any = LedMeetingRule("item__meeting__group")

    class Meta:
        ordering = ("changed_at", "id")
        constraints = [models.UniqueConstraint(fields=["item", "author", "kind"], name="one_draft_per_writer")]

    def __str__(self) -> str:
        return str(self.pk)


def clock_of(moment: datetime) -> str:
    """The hour of a moment, as it is read on the wall."""
    return f"{timezone.localtime(moment):%H:%M}"
