"""Tables of the catalogue: families, categories, answers. Dated and editable; a code is deprecated, never deleted.

Nothing here is about a fact or a person: the catalogue is read by everybody, hence no protection.
"""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class DatedQuerySet(models.QuerySet[M_co]):
    """Rows of the catalogue, by the day they are used on."""

    def in_use(self, day: date) -> Self:
        """What a form may offer on that day; old records keep the code they were given."""
        return self.filter(valid_from__lte=day).filter(Q(deprecated_on__isnull=True) | Q(deprecated_on__gt=day))


DatedManager = models.Manager.from_queryset(DatedQuerySet)


class Family(models.Model):
    """A family of categories. Families are fixed nationally: figures compare on them."""

    code = models.CharField("code", max_length=2, primary_key=True)
    label = models.CharField("libellé", max_length=100)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.label


class Category(models.Model):
    """What kind of trouble it is. One main category per problem."""

    code = models.CharField("code", max_length=5, primary_key=True)
    label = models.CharField("libellé", max_length=120)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="categories", verbose_name="famille")
    usual_place = models.CharField("lieu habituel", max_length=100, blank=True)
    # Codes of partner types: who usually holds part of the answer.
    suggested_partners = models.JSONField("partenaires habituels", default=list, blank=True)
    # Individuals are likely behind this category: screens remind that only places and facts are written.
    individuals_likely = models.BooleanField("des personnes sont souvent en cause", default=False)
    valid_from = models.DateField("en usage depuis")
    deprecated_on = models.DateField("retirée le", null=True, blank=True)

    objects = DatedManager()

    class Meta:
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                condition=Q(deprecated_on__isnull=True) | Q(deprecated_on__gte=models.F("valid_from")),
                name="category_retired_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.label


class Answer(models.Model):
    """One answer a partner can give, from the catalogue of answers."""

    class Kind(models.TextChoices):
        """Families of answers, for statistics: a plan made of presence only is weak."""

        PRESENCE = "presence", "Présence"
        CONTROL = "control", "Contrôle, verbalisation"
        JUDICIAL = "judicial", "Judiciaire"
        WORKS = "works", "Aménagement, technique"
        REGULATION = "regulation", "Réglementaire (arrêté)"
        TENANCY = "tenancy", "Gestion locative"
        MEDIATION = "mediation", "Médiation, prévention"
        COMMUNICATION = "communication", "Communication"
        STUDY = "study", "Étude, diagnostic"

    code = models.CharField("code", max_length=6, primary_key=True)
    label = models.CharField("libellé", max_length=150)
    family = models.CharField("famille de réponse", max_length=15, choices=Kind.choices)
    partner_type = models.CharField("type de partenaire", max_length=5)
    legal_basis = models.CharField("base légale", max_length=150, blank=True)
    precondition = models.CharField("condition préalable", max_length=250, blank=True)
    # What rests on general knowledge is shown « à vérifier », without an article number (decision 27).
    to_verify = models.BooleanField("à vérifier", default=False)
    # Such an answer is « hors GPO »: only yes or no is stored, never whom it concerns.
    concerns_person = models.BooleanField("concerne une personne", default=False)
    valid_from = models.DateField("en usage depuis")
    deprecated_on = models.DateField("retirée le", null=True, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces")

    objects = DatedManager()

    class Meta:
        ordering = ("partner_type", "code")
        indexes = [models.Index(fields=["family"], name="answer_family")]

    def __str__(self) -> str:
        return self.label
