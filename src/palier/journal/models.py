"""Tables of the record: the chained entries, their erasable details. Ids only, no foreign key (decision 16)."""

from django.db import models

from palier.access.levels import LEVEL_CHOICES
from palier.access.rows import Protection, SealedManager


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
