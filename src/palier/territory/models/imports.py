"""Files of boundaries sent from the screen, kept between the preview and the answer."""

from django.db import models

from palier.kernel.ids import new_id


class PendingBoundaries(models.Model):
    """A GeoJSON file previewed and not yet confirmed. Deleted on the answer, or after 24 hours."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField("nature des contours", max_length=12)
    file_name = models.CharField("fichier", max_length=200)
    content = models.BinaryField()
    is_fictional = models.BooleanField("contours fictifs", default=False)
    sent_by = models.UUIDField()
    sent_at = models.DateTimeField("envoyé le")

    class Meta:
        ordering = ("sent_at", "id")

    def __str__(self) -> str:
        return self.file_name
