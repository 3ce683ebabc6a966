"""Tables of the invitations to meetings: who is asked, the keys of the links, the answers; the private calendars."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.rows import Protection, SealedManager
from palier.cycle.convening.cadence_ladder import Rung
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting
from palier.kernel.clock import day_of
from palier.kernel.ids import new_id
from palier.kernel.link_keys import print_of
from palier.partners.models import Contact, Group, Organisation, User


class Convocation(models.Model):
    """One contact asked to one meeting, and its answer. Without a word, it is silent, and nobody is blamed."""

    class Answer(models.TextChoices):
        PRESENT = "present", "Présent"
        EXCUSED = "excused", "Excusé"
        REPRESENTED = "represented", "Représenté"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="convocations")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="convocations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="convocations")
    # Of the address it was last mailed to, and not the address itself; empty until then.
    address_print = models.CharField(max_length=64, blank=True, editable=False)
    revoked_at = models.DateTimeField("lien révoqué le", null=True)
    answer = models.CharField("réponse", max_length=12, choices=Answer.choices, blank=True)
    # An organisation and a function: whoever comes is named by nobody beforehand.
    represented_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="représenté par"
    )
    represented_as = models.CharField("à quel titre", max_length=60, blank=True)
    answered_at = models.DateTimeField("répondu le", null=True)

    objects = SealedManager()
    protection: Any = Protection(group="meeting__group_id", parent="meeting")

    class Meta:
        ordering = ("organisation__name", "id")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "contact"], name="one_convocation_per_contact"),
            models.CheckConstraint(
                condition=Q(answer="represented", represented_by__isnull=False)
                | ~Q(answer="represented") & Q(represented_by__isnull=True, represented_as=""),
                name="represented_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="answer_to_meeting_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact.name}, {self.organisation.name}"

    @property
    def group(self) -> Group:
        """The group that meets."""
        return self.meeting.group

    @property
    def group_id(self) -> UUID:
        """The id of the group that meets."""
        return self.meeting.group_id

    @property
    def address(self) -> str:
        """Where to write to its contact: the address of the directory, else that of its account."""
        return self.contact.email or (self.contact.user.email if self.contact.user else "")

    @property
    def was_asked(self) -> bool:
        """True once a mail was written to the address of today."""
        return bool(self.address) and self.address_print == print_of(self.pk, self.address)

    @property
    def words(self) -> str:
        """Its answer in French, with who represents it."""
        if self.answer != self.Answer.REPRESENTED:
            return self.get_answer_display()
        return f"Représenté par {self.represented_by}" + (f" ({self.represented_as})" if self.represented_as else "")

    def takes_answers(self, today: date) -> bool:
        """True until the séance is opened, up to the day it was planned for."""
        return self.meeting.state == State.PLANNED and day_of(self.meeting.planned_at) >= today


class ConvocationKey(models.Model):
    """The key of one mail, hashed: that of an older mail opens the same invitation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    convocation = models.ForeignKey(Convocation, on_delete=models.CASCADE, related_name="keys")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("faite le")

    objects = SealedManager()
    protection: Any = Protection(group="convocation__meeting__group_id", parent="convocation")

    class Meta:
        ordering = ("made_at", "id")

    def __str__(self) -> str:
        return str(self.pk)


class OwnFeedRule:
    """A private calendar is its owner's alone."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The calendar of `actor`."""
        return Q(user=actor.user_id) if actor.user_id else Q(pk__in=[])


class CalendarFeed(models.Model):
    """The secret address at which a person's calendar program reads its meetings: hashed, one at a time."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("ouvert le")

    objects = SealedManager()
    protection: Any = OwnFeedRule()

    def __str__(self) -> str:
        return f"Agenda ouvert le {self.made_at:%d/%m/%Y}"


class CadenceWarning(models.Model):
    """One warning given since a meeting, so that each is given once; the next meeting starts anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # The last one held.
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="cadence_warnings")
    rung = models.CharField("avertissement", max_length=10, choices=Rung.choices)
    given_on = models.DateField("donné le")

    objects = SealedManager()
    protection: Any = Protection(group="meeting__group_id", parent="meeting")

    class Meta:
        ordering = ("given_on", "id")
        constraints = [models.UniqueConstraint(fields=["meeting", "rung"], name="one_cadence_warning_per_rung")]

    def __str__(self) -> str:
        return self.get_rung_display()
