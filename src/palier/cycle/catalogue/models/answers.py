"""What partners can answer, and the law it rests on."""

from django.db import models

from palier.cycle.catalogue.models.dated import Dated


class LegalReference(Dated):
    """An article or a law, dated; an old one leads to the new one (L126-3 CCH to L272-4 CSI)."""

    code = models.SlugField("code", max_length=40, primary_key=True)
    label = models.CharField("référence", max_length=80)
    meaning = models.CharField("ce que dit le texte", max_length=400)
    to_verify = models.BooleanField("à vérifier", default=False)

    class Meta(Dated.Meta):
        ordering = ("code",)

    def __str__(self) -> str:
        return self.label


class Answer(Dated):
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
    legal_references = models.ManyToManyField(
        LegalReference, blank=True, related_name="answers", verbose_name="base légale"
    )
    precondition = models.CharField("condition préalable", max_length=250, blank=True)
    # What rests on general knowledge is shown « à vérifier », without an article number (decision 27).
    to_verify = models.BooleanField("à vérifier", default=False)
    # Such an answer is « hors GPO »: only yes or no is stored, never whom it concerns.
    concerns_person = models.BooleanField("concerne une personne", default=False)

    class Meta(Dated.Meta):
        ordering = ("partner_type", "code")
        indexes = [models.Index(fields=["family"], name="answer_family")]

    def __str__(self) -> str:
        return self.label
