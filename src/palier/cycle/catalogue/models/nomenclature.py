"""The nomenclature: families, categories, and the scale of gravity."""

from django.db import models

from palier.cycle.catalogue.models.answers import Answer
from palier.cycle.catalogue.models.cards import KnowledgeCard
from palier.cycle.catalogue.models.dated import Dated
from palier.partners.models.editing import EditedRecord


class Family(models.Model):
    """A family of categories. Families are fixed nationally: figures compare on them."""

    code = models.CharField("code", max_length=2, primary_key=True)
    label = models.CharField("libellé", max_length=100)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.label


class Category(Dated):
    """What kind of trouble it is. One main category per problem."""

    code = models.CharField("code", max_length=5, primary_key=True)
    label = models.CharField("libellé", max_length=120)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="categories", verbose_name="famille")
    usual_place = models.CharField("lieu habituel", max_length=100, blank=True)
    # Codes of partner types: who usually holds part of the answer.
    suggested_partners = models.JSONField("partenaires habituels", default=list, blank=True)
    suggested_answers = models.ManyToManyField(
        Answer, blank=True, related_name="categories", verbose_name="réponses habituelles"
    )
    # Individuals are likely behind this category: screens remind that only places and facts are written.
    individuals_likely = models.BooleanField("des personnes sont souvent en cause", default=False)
    card = models.ForeignKey(
        KnowledgeCard,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="categories",
        verbose_name="fiche de connaissance",
    )

    class Meta(Dated.Meta):
        ordering = ("code",)

    def __str__(self) -> str:
        return self.label


class GravityLevel(EditedRecord):
    """One of the four levels of gravity (decision 27): a rank, a word and a plain definition, never a colour alone."""

    rank = models.PositiveSmallIntegerField("rang", primary_key=True)
    label = models.CharField("libellé", max_length=40)
    definition = models.CharField("définition", max_length=300)

    class Meta:
        ordering = ("rank",)

    def __str__(self) -> str:
        return self.label
