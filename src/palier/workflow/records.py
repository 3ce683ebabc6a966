"""What every record with a lifecycle carries."""

from django.db import models


class LivingRecord(models.Model):
    """State, since when, and a version: the conditional update of `engine.advance` needs all three."""

    state = models.CharField("état", max_length=30)
    state_since = models.DateTimeField("dans cet état depuis")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField("créé le")

    class Meta:
        abstract = True
