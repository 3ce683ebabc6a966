"""Tables of the record. Ids of the floors above only, no foreign key to them (decision 16).

Entries, details, tombstones, consultations and segments are append-only: `guards` has the database refuse the rest.
"""

from typing import Any

from django.db import models
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.access.levels import LEVEL_CHOICES, Level
from palier.access.rows import Protection, SealedManager
from palier.kernel.ids import new_id


class Entry(models.Model):
    """One thing that happened. Never changed nor deleted: database triggers refuse it on both engines."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    actor_id = models.UUIDField(null=True)
    group_id = models.UUIDField(null=True)
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES)
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = SealedManager()
    protection = Protection(group="group_id", level="level", drawer="subject_id")

    class Meta:
        ordering = ("seq",)
        indexes = [
            models.Index(fields=["subject_id", "seq"], name="entry_subject"),
            models.Index(fields=["group_id", "seq"], name="entry_group"),
            models.Index(fields=["event", "seq"], name="entry_event"),
        ]

    def __str__(self) -> str:
        return f"{self.event} #{self.seq}"


class Detail(models.Model):
    """The words of an entry: erased by a lawful purge, which leaves the entry as a tombstone (decision 12)."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="detail")
    salt = models.CharField(max_length=32)
    actor_label = models.CharField(max_length=200)
    subject_label = models.CharField(max_length=300)
    payload = models.JSONField(default=dict)

    objects = SealedManager()
    protection = Protection(group="entry__group_id", parent="entry")

    def __str__(self) -> str:
        return self.subject_label


class Tombstone(models.Model):
    """Says that the words of an entry were lawfully erased, and by which entry of the chain (`erasure`)."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="tombstone")
    erasure = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="tombstones")

    def __str__(self) -> str:
        return f"#{self.entry_id}"


class LogRule:
    """The log of readings is for the DPO and the administrator, sealed drawers left out (ADR 0010)."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The rows of `model` that `actor` may read."""
        return Q(level__lt=Level.SEALED) if holds(actor, Verb.CONSULTATIONS_READ) else Q(pk__in=[])


class Consultation(models.Model):
    """One reading of restricted content: who opened what, when. No word of what was read, no label of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    month = models.CharField(max_length=7)  # "2026-11", in the service's time zone
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=200)
    group_id = models.UUIDField(null=True)
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES)
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)

    objects = SealedManager()
    protection: Any = LogRule()

    class Meta:
        ordering = ("-at", "id")
        indexes = [
            models.Index(fields=["month", "at"], name="consultation_month"),
            models.Index(fields=["subject_id", "at"], name="consultation_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_label}, {self.subject_type}"


class Segment(models.Model):
    """A finished month of consultations. Its id is the fingerprint of what it held, which the chain repeats."""

    id = models.UUIDField(primary_key=True)
    month = models.CharField(max_length=7, unique=True)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ("month",)

    def __str__(self) -> str:
        return self.month


class Retention(models.Model):
    """How many months one subject is kept, where the DPO changed the duration proposed by the program."""

    subject = models.CharField(primary_key=True, max_length=40)
    months = models.PositiveSmallIntegerField("durée de conservation (mois)")
    changed_at = models.DateTimeField("modifiée le")

    def __str__(self) -> str:
        return f"{self.subject} : {self.months} mois"


class Inspection(models.Model):
    """The outcome of one verification of the chain, for the integrity page."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    intact = models.BooleanField()
    reason = models.CharField(max_length=40, blank=True)
    broken_at = models.DateTimeField(null=True)
    guards_missing = models.BooleanField(default=False)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M}"
