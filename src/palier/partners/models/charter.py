"""The charter (charte déontologique): versions, and who signed which when."""

from django.db import models

from palier.kernel.ids import new_id
from palier.partners.models.accounts import User
from palier.partners.models.editing import EditedRecord


class Charter(EditedRecord):
    """One version of the charter. The one published last is current; a new one asks everybody again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveSmallIntegerField("version", unique=True)
    title = models.CharField("titre", max_length=150)
    text = models.TextField("texte")
    published_at = models.DateTimeField("publiée le", null=True, blank=True)

    class Meta:
        ordering = ("-version",)

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class CharterSignature(models.Model):
    """One person's signature of one version, on screen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="signatures")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="signatures")
    signed_at = models.DateTimeField("signée le")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["charter", "user"], name="one_signature_per_version")]

    def __str__(self) -> str:
        return f"{self.user}, {self.charter}"
