"""The closed lists of the facts of a problem: who is bothered, how many, what was tried."""

from django.db import models
from django.db.models import TextChoices

from palier.access.rows import Protection, SealedManager
from palier.cycle.catalogue.models import Answer
from palier.kernel.ids import new_id


class Bothered(TextChoices):
    """Who suffers from it, by kind: never a person."""

    RESIDENTS = "residents", "Habitants"
    ELDERS = "elders", "Personnes âgées"
    PUPILS = "pupils", "Élèves, familles"
    TRADE = "trade", "Commerçants, clients"
    PATIENTS = "patients", "Patients, soignants"
    TRAVELLERS = "travellers", "Voyageurs"
    PASSERS = "passers", "Passants, usagers de la rue"
    AGENTS = "agents", "Agents, gardiens, personnels"


class Band(TextChoices):
    """How many, roughly: a band is told sooner than a number."""

    FEW = "few", "Moins de 5"
    SOME = "some", "De 5 à 20"
    MANY = "many", "De 20 à 100"
    CROWD = "crowd", "Plus de 100"


class Attempt(models.Model):
    """What was already tried, by family of answers, with its effect in a line."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey("problems.Problem", on_delete=models.CASCADE, related_name="attempts")
    family = models.CharField("famille de réponse", max_length=15, choices=Answer.Kind.choices)
    text = models.CharField("ce qui a été tenté, et son effet", max_length=200)
    written_at = models.DateTimeField("écrit le")

    objects = SealedManager()
    protection = Protection(group="problem__group_id", parent="problem")

    class Meta:
        ordering = ("written_at", "id")

    def __str__(self) -> str:
        return f"{self.get_family_display()} : {self.text}"


# What each level of gravity looks like; definitions are data of the nomenclature, edited there.
GRAVITY_EXAMPLES: dict[int, str] = {
    1: "deux fenêtres brisées en un mois, à des jours sans lien.",
    2: "un attroupement bruyant au même porche, chaque fin de semaine.",
    3: "un hall occupé tous les soirs ; des habitants font le tour par la cave.",
    4: "une entrée d’immeuble filtrée ; les artisans et le facteur n’y vont plus.",
}


class Priority(TextChoices):
    """How a human ranks it; the score only helps."""

    HIGH = "high", "Haute"
    NORMAL = "normal", "Normale"
    LOW = "low", "Basse"


class Ranking(models.Model):
    """One ranking by a human: the priority, the order, why, and the score that was shown then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey("problems.Problem", on_delete=models.CASCADE, related_name="rankings")
    priority = models.CharField("priorité", max_length=6, choices=Priority.choices)
    position = models.PositiveSmallIntegerField("ordre", null=True, blank=True)
    reason = models.CharField("pourquoi", max_length=200)
    score = models.PositiveSmallIntegerField("note au moment du choix")
    ranked_at = models.DateTimeField("classée le")

    objects = SealedManager()
    protection = Protection(group="problem__group_id", parent="problem")

    class Meta:
        ordering = ("-ranked_at", "id")

    def __str__(self) -> str:
        return self.get_priority_display()
