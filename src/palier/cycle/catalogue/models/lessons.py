"""What a group taught the suggestion of categories: which reports were corrected, and the weights that came of it."""

from django.db import models
from django.db.models import Q

from palier.access.levels import LEVEL_CHOICES, Level
from palier.access.rows import Protection, SealedManager
from palier.cycle.catalogue.models.nomenclature import Category
from palier.partners.models import Group


class Lesson(models.Model):
    """Another category was chosen than the one proposed first, for a report that the whole group reads.

    The text stays in the report: here is only which report, what was proposed and what was chosen.
    """

    # No foreign key: reports are a later step. The nightly lesson drops the rows whose report has left.
    report_id = models.UUIDField(primary_key=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="lessons", verbose_name="groupe")
    proposed = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", verbose_name="proposée")
    chosen = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+", verbose_name="choisie")
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES, default=Level.GROUP, editable=False)
    given_at = models.DateTimeField("donnée le")

    objects = SealedManager()
    protection = Protection(group="group_id", level="level")

    class Meta:
        ordering = ("given_at", "report_id")
        constraints = [
            models.CheckConstraint(condition=Q(level__lte=Level.GROUP), name="lesson_is_read_by_the_whole_group"),
        ]

    def __str__(self) -> str:
        return f"{self.proposed_id} → {self.chosen_id}"


class Teaching(models.Model):
    """The weights a group's lessons make, on hashed words; made again every night, they serve this group alone."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, primary_key=True, related_name="teaching")
    weights = models.JSONField(default=dict)
    lessons = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField("faite le")
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES, default=Level.GROUP, editable=False)

    objects = SealedManager()
    protection = Protection(group="group_id", level="level")

    def __str__(self) -> str:
        return f"{self.lessons}"
