"""What every record edited on a form carries, so that two editors cannot silently overwrite each other."""

from django.db import models


class EditedRecord(models.Model):
    """A revision number, posted back by the form and compared on saving (`services.editing.write`)."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
