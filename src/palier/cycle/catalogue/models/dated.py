"""What every entry of the catalogue shares: in use from a day, withdrawn from another, led to what replaces it."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from palier.partners.models.editing import EditedRecord

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class DatedQuerySet(models.QuerySet[M_co]):
    """Rows of the catalogue, by the day they are used on."""

    def in_use(self, day: date) -> Self:
        """What a form may offer on that day; old records keep the code they were given."""
        return self.filter(valid_from__lte=day).filter(Q(deprecated_on__isnull=True) | Q(deprecated_on__gt=day))


DatedManager = models.Manager.from_queryset(DatedQuerySet)


class Dated(EditedRecord):
    """An entry of the catalogue. Its code never changes meaning and is never reused."""

    valid_from = models.DateField("en usage depuis")
    deprecated_on = models.DateField("retiré à partir du", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces", verbose_name="remplacé par"
    )

    objects = DatedManager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(deprecated_on__isnull=True) | Q(deprecated_on__gte=models.F("valid_from")),
                name="%(class)s_retired_after_start",
            )
        ]

    def is_in_use(self, day: date) -> bool:
        """Whether a form offers it on that day."""
        return self.valid_from <= day and (self.deprecated_on is None or self.deprecated_on > day)
