"""Table of the triage: what the group decided about a re-examination."""

from django.db import models

from palier.access.levels import LEVEL_CHOICES
from palier.access.rows import Protection, SealedManager
from palier.cycle.catalogue.models import Category
from palier.kernel.ids import new_id
from palier.partners.models import Group, User
from palier.territory.models import Place


class Dismissal(models.Model):
    """A re-examination set aside, and why. Reports are counted anew from that moment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="dismissals", verbose_name="groupe")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="dismissals", verbose_name="lieu")
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="dismissals", verbose_name="catégorie"
    )
    # The level at which the re-examination stood: who could not see it does not see it go.
    level = models.PositiveSmallIntegerField("confidentialité", choices=LEVEL_CHOICES)
    reason = models.CharField("motif", max_length=300)
    dismissed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    dismissed_at = models.DateTimeField("écarté le")

    objects = SealedManager()
    protection = Protection(group="group_id", level="level")

    class Meta:
        ordering = ("-dismissed_at", "id")
        indexes = [models.Index(fields=["group", "place", "category"], name="dismissal_of_matter")]

    def __str__(self) -> str:
        return f"{self.category}, {self.place}"
