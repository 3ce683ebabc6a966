"""Cards to read: why something cannot be done, what seems to help. Plain, and honest about what is not checked."""

from django.db import models

from palier.cycle.catalogue.models.answers import Answer, LegalReference
from palier.cycle.catalogue.models.dated import Dated


class KnowledgeCard(Dated):
    """What is known to help against a kind of trouble."""

    code = models.SlugField("code", max_length=40, primary_key=True)
    title = models.CharField("titre", max_length=120)
    text = models.TextField("texte", max_length=2000)
    to_verify = models.BooleanField("à vérifier", default=False)

    class Meta(Dated.Meta):
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class WhyNotCard(Dated):
    """« Pourquoi pas ? »: a limit of the law or of the means, said plainly to who asks."""

    code = models.SlugField("code", max_length=40, primary_key=True)
    question = models.CharField("question", max_length=150)
    text = models.TextField("réponse", max_length=2000)
    categories = models.ManyToManyField(
        "catalogue.Category", blank=True, related_name="why_not_cards", verbose_name="catégories"
    )
    answers = models.ManyToManyField(
        Answer, blank=True, related_name="why_not_cards", verbose_name="réponses du catalogue"
    )
    legal_references = models.ManyToManyField(
        LegalReference, blank=True, related_name="why_not_cards", verbose_name="base légale"
    )
    to_verify = models.BooleanField("à vérifier", default=False)

    class Meta(Dated.Meta):
        ordering = ("question",)

    def __str__(self) -> str:
        return self.question
