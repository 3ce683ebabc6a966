"""Words that change with time (DDSP, DDPN, conseil citoyen…) and the pages whose text a service edits."""

from django.db import models

from palier.kernel.ids import new_id
from palier.partners.models.editing import EditedRecord


class Term(EditedRecord):
    """A word of the house, valid from a date: screens of today say today's word, old documents keep theirs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField("clé", max_length=40)
    label = models.CharField("libellé", max_length=150)
    valid_from = models.DateField("en usage depuis")

    class Meta:
        ordering = ("key", "-valid_from")
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="one_label_per_term_and_date")]

    def __str__(self) -> str:
        return self.label


class Page(models.Model):
    """An editable page: legal notice, data protection, accessibility declaration."""

    key = models.SlugField("clé", primary_key=True)
    title = models.CharField("titre", max_length=150)
    text = models.TextField("texte")
    changed_at = models.DateTimeField("modifiée le")

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.title
