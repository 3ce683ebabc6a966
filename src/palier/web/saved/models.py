"""The table of saved filters: whose, of which list, under which name, and the criteria of its address."""

from django.db import models

from palier.access.rows import SealedManager
from palier.attachments.models import OwnerRule
from palier.kernel.ids import new_id
from palier.partners.models import User

LONGEST = 1000


class SavedFilter(models.Model):
    """The criteria of one list, kept by one person for itself. Ids and codes: it holds no label of what it names."""

    class Subject(models.TextChoices):
        PROBLEM = "problem", "Problématiques"
        REPORT = "report", "Signalements"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    subject = models.CharField("liste", max_length=10, choices=Subject.choices)
    name = models.CharField("nom", max_length=60)
    query = models.CharField("critères", max_length=LONGEST, blank=True)
    saved_at = models.DateTimeField("enregistré le")

    objects = SealedManager()
    protection = OwnerRule()

    class Meta:
        ordering = ("subject", "name", "id")
        constraints = [
            models.UniqueConstraint(fields=["user", "subject", "name"], name="one_saved_filter_per_name"),
        ]

    def __str__(self) -> str:
        return self.name
