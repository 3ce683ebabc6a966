"""Tables of what follows a meeting."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from palier.access.levels import LEVEL_CHOICES, Level
from palier.access.rows import Protection, SealedManager
from palier.cycle.meetings.lifecycle import State as MeetingState
from palier.cycle.meetings.models import AgendaItem, Meeting
from palier.cycle.minutes.lifecycle import TONES, State
from palier.cycle.slips.models import LedRule
from palier.kernel.clock import day_of
from palier.kernel.ids import new_id
from palier.kernel.link_keys import print_of
from palier.partners.models import Contact, Organisation
from palier.workflow.records import LivingRecord


class PublicWord(models.Model):
    """What the chief has said to the population of one item, or of the whole meeting (no item).

    Nothing of the problem is opened by it: what is published is this text, written for that, and the name of a place
    that everybody may read.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="public_words")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="public_words")
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES, default=Level.POPULATION, editable=False)
    text = models.CharField("dit à la population", max_length=500)

    objects = SealedManager()
    protection: Any = Protection(group="meeting__group_id", level="level")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "item"], name="one_public_word_per_item"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(item__isnull=True), name="one_public_word_per_meeting"
            ),
            models.CheckConstraint(condition=Q(level=Level.POPULATION), name="public_word_is_for_all"),
        ]

    def __str__(self) -> str:
        return self.text


class Amendment(LivingRecord):
    """What somebody who attended says of the validated minutes, and what the chief answers. Both are printed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.CharField("état", max_length=30, choices=State.choices)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="amendments")
    level = models.PositiveSmallIntegerField("confidentialité", choices=LEVEL_CHOICES, default=Level.GROUP)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="amendments")
    # Drawn with the form: however often it is sent, one remark is written.
    filing_key = models.UUIDField(null=True, unique=True, editable=False)
    text = models.CharField("remarque", max_length=500)
    answer = models.CharField("réponse", max_length=300, blank=True)

    objects = SealedManager()
    protection: Any = Protection(group="meeting__group_id", level="level")

    class Meta:
        ordering = ("created_at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(level__in=(Level.GROUP, Level.POLICE)), name="amendment_level"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="amendment_state_is_known"),
            models.CheckConstraint(condition=Q(state=State.WAITING) | ~Q(answer=""), name="amendment_is_answered"),
        ]

    def __str__(self) -> str:
        """Without its words: it is the label of its entries in the journal."""
        return f"Remarque du {day_of(self.created_at):%d/%m/%Y}"

    @property
    def state_tone(self) -> str:
        """The tone of the badge of its state."""
        return TONES[self.state]


class AmendmentLink(models.Model):
    """The link by which somebody who attended, without an account, remarks on the minutes (decision 10)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="amendment_links")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="amendment_links")
    # The validation that it was made for: taken back, the link dies with it.
    validated_at = models.DateTimeField()
    # Of the address it was sent to, and not the address itself.
    address_print = models.CharField(max_length=64, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)

    objects = SealedManager()
    protection: Any = LedRule("meeting__group_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "contact", "validated_at"], name="one_link_per_validation")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def is_alive(self, now: datetime) -> bool:
        """True while the minutes it was made for may be remarked on, and its contact is there, at that address."""
        meeting, contact = self.meeting, self.contact
        if meeting.state != MeetingState.VALIDATED or meeting.validated_at != self.validated_at:
            return False
        if meeting.remarks_until is None or now >= meeting.remarks_until:
            return False
        ends = (contact.departed_on, contact.organisation.closed_on, meeting.group.closed_on)
        here = all(end is None or end > day_of(now) for end in ends)
        return here and bool(contact.email) and self.address_print == print_of(self.pk, contact.email)
